"""The reports of a folder, as their manifests and results tell of them.

Both may come from anyone: their texts are shown and never become a path. A report is linked to by
the names of the folders that it lies in, which must be names of a plan and a scenario.
"""

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    ValidationError,
    model_validator,
)

from analysis.errors import InputError
from analysis.inputs.documents import read_bytes
from analysis.inputs.look import MAX_BYTES as MAX_LOGOTYPE
from analysis.inputs.look import is_png
from analysis.inputs.look_schema import Look
from analysis.inputs.places import SLUG
from analysis.report.output.how.page import PAGE as HOW
from analysis.report.seal.manifest import MAX_BYTES
from analysis.report.seal.sources import MANIFEST

RESULT = "result.json"
MAX_PICTURE = 4 * -(-MAX_LOGOTYPE // 3)
"""Characters of a logotype in base 64."""


def _png(text: str) -> str:
    """A picture in base 64. Raises ValueError for what is no whole small PNG."""
    if text and not is_png(b64decode(text, validate=True)):
        raise ValueError("not a PNG")
    return text


class _Worn(BaseModel):
    """Colours and logotype of a report, by the gate that the plan's own went through."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    colours: tuple[str, ...] = ()
    picture: Annotated[str, Field(max_length=MAX_PICTURE), AfterValidator(_png)] = ""

    @property
    def look(self) -> Look:
        return Look(colours=list(self.colours))

    @model_validator(mode="after")
    def allowed(self) -> "_Worn":
        Look(colours=list(self.colours))
        return self


class _Told(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: Literal["report"]
    plan: str
    scenario: str
    title: str
    question: str
    language: Literal["sv", "en"]
    made: AwareDatetime
    checksum: str
    plan_title: str = ""
    region: str = ""
    look: _Worn = _Worn()
    goals: dict[str, str] = {}
    run: tuple[str, ...] = ()


class _Goal(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = ""
    kind: str
    passed: bool
    outlook: bool
    margin: FiniteFloat | None = None
    years: list[int] = []


class _Result(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    goals: list[_Goal]
    years: list[int] = []
    lines: dict[str, list[float | None]] = {}


@dataclass(frozen=True)
class Found:
    """A report: its folder below that of the site, what it tells of itself, its result."""

    folder: tuple[str, str]
    told: _Told
    result: _Result
    handed: tuple[str, ...]
    explained: bool = False
    """Whether a page beside it tells how its figures are calculated."""

    @property
    def plan_title(self) -> str:
        """What the plan is called; its name where the manifest, of an earlier version, has none."""
        return self.told.plan_title or self.folder[0]

    def tests(self, goal: str) -> list[_Goal]:
        """The tests of a goal (*målprövningar*), in order of their years."""
        return [each for each in self.result.goals if each.id == goal]


def _base_first(manifest: Path) -> tuple[str, bool, str]:
    plan, scenario = manifest.parts[-3:-1]
    return plan, scenario != "base", scenario


def reports(out: Path, handed: tuple[str, ...]) -> tuple[list[Found], list[str]]:
    """The reports of a folder by plan and scenario, and the names of those that cannot be read.

    The base of a plan comes first. `handed` are the names of the files that a report may hold
    beside its pages.
    """
    found, unread = [], []
    for manifest in sorted(out.glob(f"*/*/{MANIFEST}"), key=_base_first):
        folder = manifest.parent
        names = (folder.parent.name, folder.name)
        if not all(SLUG.fullmatch(name) for name in names) or names[0] == "failed":
            continue
        if folder.is_symlink() or folder.parent.is_symlink():
            continue
        try:
            told = _Told.model_validate_json(read_bytes(manifest, MAX_BYTES))
            result = _Result.model_validate_json(read_bytes(folder / RESULT, MAX_BYTES))
        except (ValidationError, InputError):
            if (folder / RESULT).is_file():  # a batch or a plan is no report and has none
                unread.append("/".join(names))
            continue
        beside = tuple(name for name in handed if (folder / name).is_file())
        found.append(Found(names, told, result, beside, (folder / HOW).is_file()))
    return found, unread


def worn(found: Sequence[Found]) -> tuple[Look | None, str, str]:
    """The look that all reports of a folder have in common, their logotype (base 64) and region;
    none of them where they differ."""
    looks = {each.told.look for each in found}
    if len(looks) != 1:
        return None, "", ""
    (look,) = looks
    return look.look, look.picture, found[0].told.region
