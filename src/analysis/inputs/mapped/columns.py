"""Which columns of a sheet hold the figures of a table, and what each is called."""

from analysis.errors import Message
from analysis.inputs.frames import slug
from analysis.inputs.headings import Unclear, heading_year
from analysis.inputs.labels import folded
from analysis.inputs.mapped.account import Account
from analysis.inputs.mapping import Place, column_number
from analysis.inputs.source import SourceCell, SourceSheet


def label_columns(place: Place) -> list[int]:
    """The columns of row labels."""
    return [column_number(letters) for letters in place.labels]


def figure_columns(sheet: SourceSheet, place: Place, kind: str, account: Account) -> dict[int, str]:
    """The columns of figures by number, and what they hold: a year or the name of a column.

    Headings that name no year, or something else than a year, are left to be told of; one that
    nobody can be sure of, and two of the same year, are faults of the account.
    """
    header, outside = place.header_row - 1, _outside(place)
    if place.columns:
        named = {column_number(letters): str(name) for letters, name in place.columns.items()}
        for column in named:
            account.keep(sheet, header, column)
        return named
    found: dict[int, str] = {}
    for column, cell in sheet.row(header):
        if column in outside:
            continue
        name = _name(sheet, header, column, cell, kind, account)
        if name is None:
            account.leave(sheet, header, column, "heading_without_year")
            continue
        _refuse_second(sheet, header, column, name, found, account)
        found.setdefault(column, name)
        account.keep(sheet, header, column)
    return found


def _outside(place: Place) -> set[int]:
    return {*label_columns(place), *(column_number(c) for c in place.leave_out_columns)}


def _name(
    sheet: SourceSheet, row: int, column: int, cell: SourceCell, kind: str, account: Account
) -> str | None:
    if cell.fault and cell.year is None:
        account.refuse(sheet, row, column, cell.fault)
        return None
    if kind != "series":
        label = folded(cell.text)
        return list_name(label) if kind == "list" else label
    try:
        year = heading_year(cell)
    except Unclear:
        wanted = Message(
            "columns: {{{letter}: <year>}} in the mapping, or leave_out_columns",
            letter=sheet.letter(column),
        )
        account.refuse(
            sheet, row, column, Message("it is not clear that the column is a year"), wanted
        )
        return None
    if year is not None and cell.text != str(year):
        account.tell(sheet, row, column, "heading", f"{folded(cell.text)} → {year}")
    return None if year is None else str(year)


def _refuse_second(
    sheet: SourceSheet, row: int, column: int, name: str, found: dict[int, str], account: Account
) -> None:
    for first, taken in found.items():
        if taken == name:
            text = Message(
                "two columns are called {name}; the first is {first}",
                name=name,
                first=sheet.place(row, first),
            )
            wanted = Message("columns in the mapping, which say what each is, or leave_out_columns")
            account.refuse(sheet, row, column, text, wanted)


def list_name(header: str) -> str:
    """A heading as the name of a column: small ASCII letters, `Benämning 1` is benamning_1."""
    return slug(header).replace("-", "_")


def refuse_wide_headings(
    sheet: SourceSheet, place: Place, columns: dict[int, str], last: int, account: Account
) -> None:
    """A heading merged over several columns of figures says of none of them what it is."""
    header = place.header_row - 1
    for column in columns:
        _, left, _, right = sheet.span(header, column)
        under = [
            c
            for c in range(left + 1, right + 1)
            if any((row, c) in sheet.cells for row in range(header + 1, last)) and c not in columns
        ]
        if under and not place.columns:
            wanted = Message("columns in the mapping, which say what each is")
            text = Message(
                "the heading is merged over {count} columns of figures", count=right - left + 1
            )
            account.refuse(sheet, header, column, text, wanted)
