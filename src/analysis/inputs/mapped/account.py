"""The account of an import (*redovisning av en inläsning*): what became of every cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from analysis.errors import Message, Problem
from analysis.inputs.source import SourceSheet

Spot = tuple[str, int, int]
"""Sheet, row and column from 0."""


@dataclass(frozen=True)
class Entry:
    """A cell that is told of: its place and value, and why (a word of the catalogue)."""

    place: str
    value: str
    reason: str


@dataclass(frozen=True)
class TableRead:
    """What one table of the plan was made from."""

    table: str
    sheet: str
    first: str
    last: str
    rows: int
    figures: int


@dataclass
class Account:
    """Cells kept, left out and read in a way that should be known; faults; where lines come from.

    `origins`: for a line of a file of the plan, the sheet, row and column that it was made from.
    """

    sheets: dict[str, SourceSheet]
    kept: set[Spot] = field(default_factory=set)
    left: dict[Spot, Entry] = field(default_factory=dict)
    told: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tables: list[TableRead] = field(default_factory=list)
    origins: dict[tuple[str, int], Spot] = field(default_factory=dict)

    def keep(self, sheet: SourceSheet, row: int, column: int) -> None:
        """The cell is part of the plan."""
        self.kept.add((sheet.name, row, column))

    def leave(self, sheet: SourceSheet, row: int, column: int, reason: str) -> None:
        """The cell is not part of the plan, for this reason; the first reason stands."""
        cell = sheet.cells.get((row, column))
        if cell is not None:
            entry = Entry(sheet.place(row, column), cell.text, reason)
            self.left.setdefault((sheet.name, row, column), entry)

    def tell(self, sheet: SourceSheet, row: int, column: int, way: str, value: str = "") -> None:
        """The cell was read in a way that its owner should know of."""
        cell = sheet.cells.get((row, column))
        shown = value or (cell.text if cell else "")
        self.told.append(Entry(sheet.place(row, column), shown, way))

    def refuse(
        self,
        sheet: SourceSheet,
        row: int,
        column: int,
        message: Message,
        expected: Message | None = None,
    ) -> None:
        """The cell cannot be used, and the import not be made."""
        cell = sheet.cells.get((row, column))
        value = cell.text if cell else None
        self.problems.append(sheet.problem(row, column, message, value, expected))
        self.keep(sheet, row, column)

    def close(self, declared: Iterable[str]) -> None:
        """Name every cell that nothing was said of: on sheets read and on sheets not read."""
        read = {table.sheet for table in self.tables}
        unread = set(declared)
        for sheet in self.sheets.values():
            reason = "leave_out_sheets" if sheet.name in unread else "no_table"
            for row, column in sheet.cells:
                if (sheet.name, row, column) not in self.kept:
                    self.leave(sheet, row, column, "outside" if sheet.name in read else reason)
            for (row, column), text in sheet.comments.items():
                self.told.append(Entry(sheet.place(row, column), text, "comment"))
