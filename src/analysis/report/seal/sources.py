"""What a report depends on, file by file, under names that hold on every machine.

A name begins with what the file is: `plan/`, `scenario/` (outside the plan's folder), `outcomes/`
(of measures, the user's own), `demography/`, `statutory/`, `notebooks/`, `code/` or `lock/`. The
same walk names the files when a report is made and when it is verified: a name that a manifest
holds is compared and never opened.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from analysis.inputs.demography_method import demography_folder
from analysis.inputs.places import project_root, risk_files, scenario_files, statutory_folder

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
SEAL = frozenset({MANIFEST, SIGNATURE})
"""The files of a seal: they say what the others are and are not among them."""
LOCK = "requirements.txt"


def code_folder() -> Path:
    """Our own package: code, texts, templates."""
    return Path(str(files("analysis")))


@dataclass(frozen=True)
class Roots:
    """Where what a report is made from lies on this machine."""

    plan: Path
    scenarios: tuple[Path, ...] = ()
    code: Path = field(default_factory=code_folder)
    demography: Path = field(default_factory=demography_folder)
    notebooks: Path = field(default_factory=lambda: project_root() / "notebooks")
    statutory: Path = field(default_factory=statutory_folder)
    outcomes: tuple[Path, ...] = ()

    @property
    def lock(self) -> Path:
        """The lock of the checkout that the code lies in; an installed package has none."""
        return self.code.parent.parent / LOCK


def files_below(folder: Path, hidden: bool = False) -> dict[str, Path]:
    """Every file of a folder by its name in it, links too; caches and hidden ones on demand."""
    found = {}
    for place, folders, names in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(place, name))]
        folders[:] = sorted(name for name in folders if hidden or not is_quiet(name))
        for name in sorted(names + links):
            if hidden or not is_quiet(name):
                path = Path(place, name)
                found[path.relative_to(folder).as_posix()] = path
    return found


def is_quiet(name: str) -> bool:
    """Whether a file or folder is hidden, or a cache."""
    return name.startswith(".") or name == "__pycache__"


def plan_files(folder: Path) -> dict[str, Path]:
    """The files of a plan (*planmapp*) by name in it, without its scenarios and its seal."""
    return {
        name: path
        for name, path in files_below(folder).items()
        if not name.startswith("scenarios/") and name not in SEAL
    }


def scenario_names(plan: Path, used: Iterable[Path]) -> dict[str, Path]:
    """Scenario files by name: `plan/scenarios/x.yml` in the plan, else `scenario/x.yml`."""
    own = {path.resolve() for path in scenario_files(plan).values()}
    risks = {path.resolve() for path in risk_files(plan).values()}
    found: dict[str, Path] = {}
    for path in used:
        if path.resolve() in risks:  # every report of the plan shows them: files of the plan
            continue
        name = f"{'plan/scenarios' if path.resolve() in own else 'scenario'}/{path.name}"
        while name in found:  # two files outside the plan may share their name
            name = f"{name}+"
        found[name] = path
    return found


def named_files(roots: Roots, notebooks: Iterable[str]) -> dict[str, Path]:
    """Every file that a report depends on, by name; of the notebooks, its chapters."""
    named: dict[str, Mapping[str, Path]] = {
        "plan": plan_files(roots.plan),
        "demography": files_below(roots.demography),
        "statutory": files_below(roots.statutory),
        "notebooks": {f"{name}.ipynb": roots.notebooks / f"{name}.ipynb" for name in notebooks},
        "code": files_below(roots.code),
        "outcomes": {path.name: path for path in roots.outcomes},
        "lock": {LOCK: roots.lock} if roots.lock.is_file() else {},
    }
    found = {f"{kind}/{name}": path for kind, kind_files in named.items()
             for name, path in kind_files.items()}  # fmt: skip
    return scenario_names(roots.plan, roots.scenarios) | found
