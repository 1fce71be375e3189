"""The bridge from the previous plan as the plan prints it (*tryckt brygga*), and what it leaves."""

from dataclasses import dataclass, replace

import numpy as np

from analysis.errors import InputError, Message
from analysis.model.projection import Projection
from analysis.study.compare_plans import published_bridge
from analysis.study.figure_names import printed_cell
from analysis.study.sheet import Cell, Column, Sheet, of_years, sheet, year_columns

RESULT = "net_result"
KINDS = {"start": "opening", "step": "change", "total": "sum", "end": "closing"}


@dataclass(frozen=True)
class PrintedBridge:
    """The rows of the printed bridge: opening, changes, sums and closing, by year (mnkr)."""

    table: str
    years: tuple[int, ...]
    rows: tuple[tuple[str, str, tuple[float | None, ...]], ...]
    ours: tuple[float, ...]

    def of_kind(self, kind: str) -> np.ndarray:
        """All rows of a kind, (R, T); what is not printed counts as nothing."""
        found = [[v or 0.0 for v in values] for _, k, values in self.rows if k == kind]
        return np.array(found).reshape(-1, len(self.years))

    @property
    def unexplained(self) -> np.ndarray:
        """Closing less opening and all printed changes, mnkr (T,): rounding, or a printed break."""
        change = self.of_kind("change").sum(axis=0)
        return self.of_kind("closing")[0] - self.of_kind("opening")[0] - change

    def sheets(self) -> tuple[Sheet, ...]:
        columns = [
            Column("printed_row", "swedish"),
            Column("row", "word"),
            Column("unit", "text"),
            *year_columns(self.years),
        ]
        rows: list[list[Cell]] = [[n, k, "mnkr", *v] for n, k, v in self.rows]
        rows.append(["", "unexplained", "mnkr", *map(float, self.unexplained)])
        rows.append(["", "ours", "mnkr", *self.ours])
        names = [*[""] * (len(rows) - 1), RESULT]
        found = of_years(sheet("bridge_published", columns, rows), names)
        printed = (
            ("", "", "", *(printed_cell(self.table, name, year) for year in self.years))
            for name, *_ in self.rows
        )
        return (replace(found, figures=(*printed, *found.figures[-2:])),)


def beside_ours(projection: Projection) -> PrintedBridge:
    """The printed bridge of the plan beside our net result. Raises InputError without one."""
    found = published_bridge(projection.plan)
    if found is None:
        raise InputError(
            Message(
                "the plan {name} prints no bridge from the previous plan", name=projection.plan.name
            )
        )
    values: dict[tuple[str, str], dict[int, float]] = {}
    for step in found.steps:
        values.setdefault((step.label, KINDS[step.kind]), {})[step.year] = float(step.value)
    rows = tuple(
        (row, kind, tuple(by_year.get(year) for year in found.years))
        for (row, kind), by_year in values.items()
    )
    columns = [projection.years.index(year) for year in found.years]
    ours = tuple(float(v) for v in projection.lines[RESULT][columns])
    return PrintedBridge(found.table, found.years, rows, ours)
