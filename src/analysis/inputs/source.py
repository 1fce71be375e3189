"""The cells of a user's file (*källans celler*): each with what it shows and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from openpyxl.utils.cell import get_column_letter

from analysis.errors import InputError, Message, Problem

Place = tuple[int, int]
"""Row and column, counted from 0."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell that is not empty.

    value: a figure as the cell shows it, in full (3.4 for 3.4 %), or a text. fault: why it cannot
    be used. unit: what its format says beside it (`pct`, `kr`, …). ways: what its format did.
    year: the year of a cell that shows a date. decimals: how many its format shows.
    """

    value: Decimal | str
    fault: Message | None = None
    unit: str | None = None
    ways: tuple[str, ...] = ()
    year: int | None = None
    decimals: int | None = None

    @property
    def text(self) -> str:
        """The cell as a text: a whole number without decimals, another with a decimal comma."""
        if isinstance(self.value, str):
            return self.value
        return f"{self.value.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class SourceSheet:
    """A sheet of a workbook, or a CSV file: its cells, and what is hidden or merged."""

    name: str
    file: str
    cells: dict[Place, SourceCell]
    lines: tuple[int, ...] | None = None
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()
    comments: dict[Place, str] = field(default_factory=dict)
    encoding: str | None = None

    def line(self, row: int) -> int:
        """The row as the user counts it: from 1, in a text file its line."""
        if self.lines is None:
            return row + 1
        return self.lines[row] if row < len(self.lines) else row + 1

    def place(self, row: int, column: int) -> str:
        """Where a cell stands, as a spreadsheet writes it: `Resultat!B5`."""
        return f"{self.name}!{get_column_letter(column + 1)}{self.line(row)}"

    @staticmethod
    def letter(column: int) -> str:
        """A column as a spreadsheet names it."""
        return str(get_column_letter(column + 1))

    def problem(
        self, row: int, column: int, message: Message, value: str | None = None,
        expected: Message | None = None,
    ) -> Problem:  # fmt: skip
        """A fault at a cell, with its place in the user's own file."""
        if self.lines is None:
            return Problem(message, self.file, None, self.place(row, column), value, expected)
        letter = Message("column {letter}", letter=get_column_letter(column + 1))
        return Problem(message, self.file, self.line(row), letter, value, expected)

    @property
    def height(self) -> int:
        """Rows down to the last that holds something."""
        return 1 + max((row for row, _ in self.cells), default=-1)

    def row(self, row: int) -> Iterator[tuple[int, SourceCell]]:
        """The cells of a row from left to right."""
        for column in self._columns.get(row, ()):
            yield column, self.cells[row, column]

    @cached_property
    def _columns(self) -> dict[int, list[int]]:
        """The columns that hold something, from left to right, by row."""
        known: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            known.setdefault(row, []).append(column)
        return known

    def span(self, row: int, column: int) -> Area:
        """The merged area that begins at a cell, or the cell alone."""
        for area in self.merged:
            if area[:2] == (row, column):
                return area
        return (row, column, row, column)

    def above(self, row: int, column: int) -> Place:
        """The cell that a merged area shows at this place."""
        for first, left, last, right in self.merged:
            if first <= row <= last and left <= column <= right:
                return first, left
        return row, column

    def refuse_faults(self) -> None:
        """Raise InputError when any cell of the sheet cannot be used."""
        found = [
            self.problem(row, column, cell.fault, cell.text)
            for (row, column), cell in sorted(self.cells.items())
            if cell.fault
        ]
        if found:
            raise InputError(problems=found)
