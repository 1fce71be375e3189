"""Frames (*ekonomiska ramar*) of a plan: printed tables read as one tree of units by year.

`frames.yml` beside `plan.yml` says which tables are frames. What a table does not print stays
NaN, and what the file names but the plan does not hold is refused with its place.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.frames_schema import PARTS, FramesFile, Mix, Part
from analysis.inputs.plan import Plan
from analysis.inputs.tables import Cell

Array = np.ndarray
FILE = "frames.yml"


@dataclass(frozen=True)
class Unit:
    """One unit of the tree (*nämnd, division, uppdrag, post*).

    A `total` is the sum of the units below it; a unit with `part_of` is included in its parent
    (*varav*) and adds nothing to it. `borne_by` is the unit out of whose frame it is paid.
    """

    id: str
    sv: str
    en: str
    level: str
    parent: str | None = None
    part_of: bool = False
    capitated: bool = False
    mix: str | None = None
    borne_by: str | None = None

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.sv


@dataclass(frozen=True)
class Origin:
    """Where a figure of a frame is printed; `label` is the last of the labels of its row."""

    document: str
    heading: str
    table: str
    row: str
    column: str
    file: str
    line: int
    printed: str
    label: str


@dataclass(frozen=True)
class Item:
    """One printed item of an expansion, reduction or reallocation, mnkr with costs negative."""

    unit: str
    part: Part
    year: int
    label: str
    amount: float
    origin: Origin


@dataclass(frozen=True)
class Frames:
    """Frames of a plan. `parts` maps each part to (units, years) mnkr, NaN where not printed."""

    file: FramesFile
    units: tuple[Unit, ...]
    years: tuple[int, ...]
    parts: dict[str, Array]
    origins: dict[tuple[str, str, int], tuple[Origin, ...]] = field(default_factory=dict)
    items: tuple[Item, ...] = ()

    def index(self, unit: str) -> int:
        """The place of a unit. Raises InputError with the nearest name."""
        ids = [u.id for u in self.units]
        if unit not in ids:
            raise InputError(
                Message("there is no such unit in the frames"),
                value=unit,
                expected=Message("one of: {names}", names=", ".join(ids)),
                nearest=nearest(unit, ids),
            )
        return ids.index(unit)

    def unit(self, unit: str) -> Unit:
        return self.units[self.index(unit)]

    def children(self, unit: str) -> list[Unit]:
        """The units directly below a unit, in printed order."""
        return [u for u in self.units if u.parent == unit]

    def printed(self, part: str, unit: str, year: int) -> float:
        """A printed figure, mnkr; NaN where none is printed."""
        if year not in self.years:
            return float("nan")
        return float(self.parts[part][self.index(unit), self.years.index(year)])


def slug(label: str) -> str:
    """A printed label as an ASCII name: 'Länssjukvård 1' becomes 'lanssjukvard-1'."""
    ascii_ = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_.casefold()).strip("-") or "x"


def origin(plan: Plan, table: str, cell: Cell, path: Path) -> Origin:
    """Where a cell is printed."""
    spec = plan.specs[table]
    return Origin(
        plan.file.documents[spec.document].title,
        spec.heading,
        table,
        " / ".join(cell.labels),
        cell.column,
        str(path),
        cell.line,
        "" if cell.value is None else str(cell.value),
        cell.labels[-1],
    )


def weights(mix: Mix | None, lpik: Mapping[str, float]) -> dict[str, float] | None:
    """Shares of a frame that follow each price; None when the plan has no such mix."""
    if mix is None:
        return None
    if mix.lpik:
        return dict(lpik) or None
    return {
        "wage": mix.wage,
        "social_charge": mix.social_charge,
        "consumption": mix.consumption,
        "pharmaceutical": mix.pharmaceutical,
    }


__all__ = ["PARTS", "Frames", "Item", "Origin", "Problem", "Unit", "slug", "weights"]
