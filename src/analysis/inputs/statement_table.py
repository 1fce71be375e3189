"""A table of an income statement while it is read: its columns, its rows, and what was not read."""

from dataclasses import dataclass, field
from decimal import Decimal

from analysis.inputs.labels import folded
from analysis.inputs.mapped.account import Account, TableRead
from analysis.inputs.source import SourceSheet

Spot = tuple[int, int]
"""Row and column from 0."""


@dataclass
class StatementTable:
    """Columns by year, and rows as they are found: their place, line and figures.

    head: the row of headings. second: columns of a year that another column says more of. told and
    left: ways of reading and reasons for not reading, by cell.
    """

    sheet: SourceSheet
    columns: dict[int, int]
    kinds: dict[int, str]
    head: int
    second: tuple[int, ...] = ()
    rows: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    at: dict[str, Spot] = field(default_factory=dict)
    told: list[tuple[Spot, str]] = field(default_factory=list)
    left: dict[Spot, str] = field(default_factory=dict)


def account_of(sheets: dict[str, SourceSheet], table: StatementTable, name: str) -> Account:
    """What became of every cell of a file that a statement was read from."""
    account, sheet = Account(sheets), table.sheet
    _headings(account, table)
    for row, column in table.at.values():
        account.keep(sheet, row, column)
        if row in sheet.hidden_rows:
            account.tell(sheet, row, column, "hidden_row")
        _figures(account, table, row)
    for (row, column), reason in table.left.items():
        account.leave(sheet, row, column, reason)
    for (row, column), way in table.told:
        account.tell(sheet, row, column, way)
    used = [*table.columns.values(), *(column for _, column in table.at.values())]
    last = max((row for row, _ in table.at.values()), default=table.head)
    _without_figures(account, table, last)
    first, end = sheet.place(table.head, min(used)), sheet.place(last, max(used))
    count = sum(map(len, table.rows.values()))
    account.tables.append(TableRead(name, sheet.name, first, end, len(table.at), count))
    if sheet.hidden:
        account.tell(sheet, table.head, min(used), "hidden_sheet", sheet.name)
    account.close(())
    return account


def _headings(account: Account, table: StatementTable) -> None:
    sheet = table.sheet
    for column, cell in sheet.row(table.head):
        if column in table.second:
            account.leave(sheet, table.head, column, "same_year")
        elif column in table.columns.values():
            account.keep(sheet, table.head, column)
            year = next(str(y) for y, c in table.columns.items() if c == column)
            if cell.text != year:
                told = f"{folded(cell.text)} → {year}"
                account.tell(sheet, table.head, column, "heading", told)
            above = sheet.above(table.head - 1, column)
            if above in sheet.cells:
                account.keep(sheet, *above)
        else:
            account.leave(sheet, table.head, column, "heading_without_year")


def _figures(account: Account, table: StatementTable, row: int) -> None:
    """The cells of a row that is read, those in columns that are not with the reason."""
    sheet = table.sheet
    for column, _ in sheet.row(row):
        if column in table.columns.values():
            if (row, column) not in table.left:
                account.keep(sheet, row, column)
            if column in sheet.hidden_columns:
                account.tell(sheet, row, column, "hidden_column")
        elif column in table.second:
            account.leave(sheet, row, column, "same_year")
        elif (sheet.name, row, column) not in account.kept:
            named = (table.head, column) in sheet.cells
            reason = "heading_without_year" if named else "no_heading"
            account.leave(sheet, row, column, reason)


def _without_figures(account: Account, table: StatementTable, last: int) -> None:
    """Rows between the first and the last that hold no figures."""
    read = {row for row, _ in table.at.values()}
    for row in range(table.head + 1, last):
        if row not in read:
            for column, _ in table.sheet.row(row):
                account.leave(table.sheet, row, column, "no_figures")
