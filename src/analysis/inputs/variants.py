"""Small tables beside the population figures: yearly history, and what the variants vary."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError, Message, reason
from analysis.inputs.delimited import records
from analysis.inputs.demography_method import demography_folder
from analysis.inputs.numbers import parse_swedish

Component = Literal["fertility", "mortality", "migration"]
COMPONENTS: dict[str, Component] = {
    "fertility": "fertility",
    "mortality": "mortality",
    "migration": "migration",
}


@dataclass(frozen=True)
class History:
    """Yearly series of one region, all (Y,): persons, and children per woman."""

    years: tuple[int, ...]
    population: NDArray[np.float64]
    migration: NDArray[np.float64]
    fertility: NDArray[np.float64]

    def until(self, year: int) -> "History":
        """Only what was known at the end of `year`."""
        known = sum(y <= year for y in self.years)
        return History(
            self.years[:known],
            self.population[:known],
            self.migration[:known],
            self.fertility[:known],
        )


@dataclass(frozen=True)
class Variant:
    """A variant (*alternativ*): which component it moves, how far, and where that comes from."""

    name: str
    component: Component
    size: float
    unit: str
    status: str
    source: str


def _rows(path: Path, columns: set[str]) -> list[tuple[int, dict[str, str]]]:
    table = records(path)
    missing = columns - set(table.header)
    if missing:
        raise InputError(
            Message("columns are missing: {names}", names=", ".join(sorted(missing))),
            file=path,
            line=1,
        )
    return list(table.rows)


def _number(row: dict[str, str], column: str, path: Path, line: int) -> float:
    try:
        return float(parse_swedish(row[column]))
    except ValueError as error:
        raise InputError(
            Message("not a number"), file=path, line=line, column=column, value=row[column],
            expected=reason(error)) from None  # fmt: skip


def read_history(region: str, folder: Path | None = None) -> History:
    """The yearly series of a region from history.csv, without its first year (no migration)."""
    path = (folder or demography_folder()) / "history.csv"
    names = ("ar", "folkmangd", "flyttnetto", "summerad_fruktsamhet")
    rows = _rows(path, {"lan", *names})
    own = [(line, row) for line, row in rows if row["lan"] == region][1:]
    if not own:
        raise InputError(Message("there is no history of this region"), file=path, value=region)
    series = {
        name: np.array([_number(row, name, path, line) for line, row in own]) for name in names
    }
    return History(
        tuple(int(year) for year in series["ar"]),
        series["folkmangd"],
        series["flyttnetto"],
        series["summerad_fruktsamhet"],
    )


def read_plan_figures(plan: str, folder: Path | None = None) -> dict[str, float]:
    """What a plan prints of its population beyond totals, by name; for comparison only."""
    path = (folder or demography_folder()) / "plan_figures.csv"
    rows = _rows(path, {"plan", "namn", "varde"})
    return {
        row["namn"]: _number(row, "varde", path, line) for line, row in rows if row["plan"] == plan
    }


def read_variants(folder: Path | None = None) -> dict[str, Variant]:
    """The variants of variants.csv by name."""
    path = (folder or demography_folder()) / "variants.csv"
    found = {}
    for line, row in _rows(path, {"namn", "komponent", "storlek"}):
        component = COMPONENTS.get(row["komponent"])
        if component is None:
            raise InputError(
                Message("unknown component"), file=path, line=line, value=row["komponent"],
                expected=Message("fertility, mortality or migration"))  # fmt: skip
        size = _number(row, "storlek", path, line)
        found[row["namn"]] = Variant(
            row["namn"], component, size, row["enhet"], row["status"], row["kalla"]
        )
    return found
