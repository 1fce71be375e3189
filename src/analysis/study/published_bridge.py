"""The bridge from the previous plan as the plan prints it (*tryckt brygga*), and what it leaves."""

from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError
from analysis.inputs.plan import Plan
from analysis.model.projection import Projection
from analysis.study.sheet import Cell, Column, Sheet, sheet, year_columns

TABLE = "brygga_foregaende_plan"
RESULT = "net_result"


@dataclass(frozen=True)
class PrintedBridge:
    """The rows of the printed bridge: opening, changes, sums and closing, by year (mnkr)."""

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
            Column("printed_row", "text"),
            Column("row", "word"),
            Column("unit", "text"),
            *year_columns(self.years),
        ]
        rows: list[list[Cell]] = [[n, k, "mnkr", *v] for n, k, v in self.rows]
        rows.append(["", "unexplained", "mnkr", *map(float, self.unexplained)])
        rows.append(["", "ours", "mnkr", *self.ours])
        return (sheet("bridge_published", columns, rows),)


def published_bridge(projection: Projection) -> PrintedBridge:
    """The printed bridge of the plan beside our net result. Raises InputError without one."""
    plan = projection.plan
    if TABLE not in plan.specs:
        raise InputError(f"the plan {plan.name} prints no bridge from the previous plan")
    table = plan.table(TABLE)
    years = tuple(sorted({cell.year for cell in table.cells}))
    sums = _sums(plan)
    rows = []
    for position, row in enumerate(table.rows):
        printed = table.series(row)
        values = tuple(float(printed[y].value or 0) if y in printed else None for y in years)
        kind = "opening" if position == 0 else "sum" if row in sums else "change"
        rows.append((row, "closing" if row == table.rows[-1] else kind, values))
    columns = [projection.years.index(year) for year in years]
    ours = tuple(float(v) for v in projection.lines[RESULT][columns])
    return PrintedBridge(years, tuple(rows), ours)


def _sums(plan: Plan) -> set[str]:
    """Rows that the table's own sum rules name as totals."""
    checks = plan.specs[TABLE].checks
    return {str(check["total"]) for check in checks if check.get("kind") == "sum"}
