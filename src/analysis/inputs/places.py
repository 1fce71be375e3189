"""Where plans and scenarios are found, and which names are safe to make a folder of."""

import os
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from analysis.errors import InputError, Message, nearest, shown

SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
LITTER = (".", "~")
SCENARIOS, RISKS = "scenarios", "risks"
"""Folders of a plan that hold scenarios."""
PEOPLES_NAME = re.compile(r"[\w .,()+-]+")
SLUG_WORDS = Message("small letters a-z, digits, - and _, at most 80 characters")


OURS = Path(__file__).resolve().parents[3]
"""The checkout that this code lies in."""


def project_root() -> Path:
    """The checkout: the working folder or the nearest one above it that has data/raw, else ours."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "data" / "raw").is_dir():
            return folder
    return OURS


def shipped_folder(name: str) -> Path:
    """A folder of `data/raw` that comes with the project; ours, where a working folder with plans
    of its own has none."""
    own = project_root() / "data" / "raw" / name
    return own if own.is_dir() else OURS / "data" / "raw" / name


def statutory_folder() -> Path:
    """Where the decided figures of law and ordinances that come with the project are kept."""
    return shipped_folder("statutory")


def plan_folders() -> dict[str, Path]:
    """The plans of the project, by name."""
    raw = project_root() / "data" / "raw"
    found = sorted(path.parent for path in raw.glob("*/plan.yml"))
    return {folder.name: folder for folder in found}


def scenario_files(plan_folder: Path) -> dict[str, Path]:
    """The scenarios of a plan, by name, without its risks. Raises InputError when two files give
    one name."""
    return _by_name(plan_folder, (SCENARIOS,))


def risk_files(plan_folder: Path) -> dict[str, Path]:
    """The risks of a plan as scenarios, by name: asked for by name, never compared unasked."""
    return _by_name(plan_folder, (RISKS,))


def named_scenarios(plan_folder: Path) -> dict[str, Path]:
    """Every scenario that can be asked for by name: those of the plan, then its risks."""
    return _by_name(plan_folder, (SCENARIOS, RISKS))


def _by_name(plan_folder: Path, folders: Sequence[str]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in [p for folder in folders for p in sorted((plan_folder / folder).glob("*.yml"))]:
        if path.name.startswith(LITTER):
            continue
        name = scenario_name(path.stem)
        if name in found:
            text = Message("two files give a scenario the name {name!r}", name=name)
            raise InputError(
                text, file=path, value=path.name, expected=Message("another file name")
            )
        found[name] = path
    return found


def scenario_litter(plan_folder: Path) -> list[str]:
    """Files of office programs and of macOS among the scenarios, which nobody wrote as such."""
    paths = [p for name in (SCENARIOS, RISKS) for p in sorted((plan_folder / name).glob("*.yml"))]
    return [path.name for path in paths if path.name.startswith(LITTER)]


def scenario_name(stem: str) -> str:
    """The name that a file gives its scenario, fit for a folder and an address.

    Marks over letters are dropped and what is no letter or digit becomes a hyphen: *löner* is
    `loner`, *base (kopia)* is `base-kopia`. A stem that is a name already stays as it is, and
    so does one with signs that no name holds, which who asks then refuses.
    """
    if SLUG.fullmatch(stem) or not PEOPLES_NAME.fullmatch(stem):
        return stem
    plain = unicodedata.normalize("NFKD", stem.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")


def is_path(text: str) -> bool:
    """Whether the user means a path rather than a name."""
    return os.sep in text or "/" in text or text.endswith((".yml", ".yaml")) or text in {".", ".."}


def find_plan(name_or_path: str | Path) -> Path:
    """The folder of a plan given by name or path. Raises InputError with the nearest name."""
    text = str(name_or_path)
    if "\0" in text or not text.strip():
        raise InputError(
            Message("the plan has no name"), value=shown(text), expected=Message("a name or a path")
        )
    if isinstance(name_or_path, Path) or is_path(text):
        folder = Path(text).parent if Path(text).name == "plan.yml" else Path(text)
        if not folder.is_dir():
            raise InputError(
                Message("there is no such plan folder"), file=text, expected=Message("a folder")
            )
        if not (folder / "plan.yml").is_file():
            raise InputError(
                Message("the folder holds no plan.yml"),
                file=folder,
                expected=Message("a plan folder"),
            )
        return folder
    plans = plan_folders()
    if text not in plans:
        raise InputError(
            Message("there is no plan named {text!r}", text=shown(text)),
            expected=(
                Message("one of: {names}", names=", ".join(plans))
                if plans
                else Message("a path to a plan folder")
            ),
            nearest=nearest(text, plans),
        )
    return plans[text]


def find_scenario(name_or_path: str | Path, plan_folder: Path) -> Path:
    """The file of a scenario given by name or path. Raises InputError with the nearest name."""
    text = str(name_or_path)
    if "\0" in text or not text.strip():
        raise InputError(
            Message("the scenario has no name"),
            value=shown(text),
            expected=Message("a name or a path"),
        )
    if isinstance(name_or_path, Path) or is_path(text):
        return Path(text)
    scenarios = named_scenarios(plan_folder)
    text = text if text in scenarios else scenario_name(text) or text
    if text not in scenarios:
        raise InputError(
            Message(
                "there is no scenario named {text!r} in {name}",
                text=shown(text),
                name=plan_folder.name,
            ),
            expected=(
                Message("one of: {names}", names=", ".join(scenarios))
                if scenarios
                else Message("a path to a scenario file")
            ),
            nearest=nearest(text, scenarios),
        )
    return scenarios[text]


def output_folder(path: Path, option: str = "--out") -> Path:
    """A folder that is to be written to, there or not. Raises InputError when a file is in the way.

    It is looked at before any work begins, so that no work is done in vain.
    """
    for place in (path, *path.absolute().parents):
        if place.is_dir():
            return path
        if os.path.lexists(place):
            raise InputError(
                Message("this is a file, and a folder is needed"), file=place, column=option,
                expected=Message("the path of a folder, or of one to be made"),
            )  # fmt: skip
    return path


def output_file(path: Path, option: str = "--out") -> Path:
    """A file that is to be written, there or not. Raises InputError when a folder is in the way."""
    if path.is_dir():
        raise InputError(
            Message("this is a folder, and a file is needed"), file=path, column=option,
            expected=Message("the path of a file"),
        )  # fmt: skip
    output_folder(path.absolute().parent, option)
    return path
