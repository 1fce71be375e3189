"""An answer as tables of plain values: the same numbers for terminal, CSV, JSON, page and notebook.

A sheet holds identifiers and unrounded numbers. What they are called and how they are written is
decided by the reader's side (`analysis.report.blocks.sheets`), in the language asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.study.figure_names import ABOUT, figure_id

Kind = Literal[
    "line",
    "value",
    "assumption",
    "lever",
    "case",
    "goal",
    "group",
    "word",
    "text",
    "swedish",
    "year",
    "number",
    "enough",
    "yes_no",
]
Cell = str | float | int | bool | None


@dataclass(frozen=True)
class Column:
    """A column: its id, what its cells are, and the unit of its numbers.

    A number without a unit of its own takes that of the row, which stands in the column `unit`.
    What is "enough" to reach something is a change that is shown rounded away from zero.
    """

    id: str
    kind: Kind = "number"
    unit: str = ""
    decimals: int | None = None
    signed: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table of an answer: id (its caption stands in the catalogue), columns and rows."""

    id: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    adds: bool = False
    """Whether the last row of each year is the sum of the rows before it."""
    figures: tuple[tuple[str, ...], ...] = ()
    """What the cells of each row show (`study.figure_names`), where a sheet says so."""

    def records(self) -> list[dict[str, Cell]]:
        """Rows as mappings from column id to value."""
        ids = [column.id for column in self.columns]
        return [dict(zip(ids, row, strict=True)) for row in self.rows]

    def values(self, column: str) -> list[Cell]:
        """One column."""
        place = [c.id for c in self.columns].index(column)
        return [row[place] for row in self.rows]


def sheet(
    name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], adds: bool = False
) -> Sheet:
    """A sheet of any rows. Raises ValueError when a row is too short or too long."""
    made = tuple(tuple(row) for row in rows)
    for row in made:
        if len(row) != len(columns):
            raise ValueError(f"{name}: {len(row)} cells for {len(columns)} columns")
    return Sheet(name, tuple(columns), made, adds)


def of_years(sheet: Sheet, names: Sequence[str]) -> Sheet:
    """The sheet whose years show, row by row, the value of the calculation in `names`; "" is a row
    that shows none."""
    years = [int(c.id) if c.id.isdecimal() else None for c in sheet.columns]
    figures = (
        tuple(figure_id(name, year) if name and year else "" for year in years) for name in names
    )
    return replace(sheet, figures=tuple(figures))


def about(
    sheet: Sheet, names: Callable[[dict[str, Cell]], Iterable[tuple[str, Sequence[str]]]]
) -> Sheet:
    """The sheet whose cells tell something of values of the calculation: `names` gives, for a
    row, a figure and the columns whose cells are about it."""
    ids = [column.id for column in sheet.columns]
    rows = []
    for record in sheet.records():
        by = {column: name for name, columns in names(record) for column in columns}
        rows.append(tuple(f"{ABOUT}{by[i]}" if i in by else "" for i in ids))
    return replace(sheet, figures=tuple(rows))


def year_columns(
    years: Sequence[int], signed: bool = False, decimals: int | None = None
) -> list[Column]:
    """One number column a year, in the unit of the row."""
    return [Column(str(year), signed=signed, decimals=decimals) for year in years]
