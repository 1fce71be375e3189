"""Where figures stand: printed cells, the rows of lists, and references to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from analysis.inputs.audit.figures import Figure, printed, scaled, total
from analysis.inputs.checks_schema import Reference
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.tables import Cell

Sheets = Mapping[str, PrintedTable]
LIST_ROW = "…"
"""Stands for the row of a list that has no printed name."""


@dataclass(frozen=True)
class Comparison:
    """A stated figure and the one that follows from others.

    `table`, `row` and `column` say where the stated figure is printed; `key` is how an
    acknowledgement names it: row, column and, for a figure in another table, that table.
    """

    table: str
    row: str
    column: str
    stated: Figure
    computed: Figure
    basis: str
    key: tuple[str, str, str | None]
    line: int | None = None


def figure(cell: Cell | None) -> Figure:
    return Figure(Decimal(0)) if cell is None or cell.value is None else printed(cell.value, cell)


def factor_of(factor: float) -> Decimal:
    """The factor exactly as it is written in the file."""
    return Decimal(int(factor)) if factor == int(factor) else Decimal(repr(factor))


def matching(sheet: PrintedTable, column: str, where: Mapping[str, str]) -> list[Figure]:
    """The figures of a column in the rows of a list that meet `where`."""
    found = []
    for item, line in zip(sheet.table.items, sheet.table.item_lines, strict=True):
        value = item[column]
        if isinstance(value, Decimal) and all(str(item[k] or "") == v for k, v in where.items()):
            found.append(printed(value, Cell((LIST_ROW,), column, value, line, sheet.id)))
    return found


def referred(reference: Reference, sheets: Sheets) -> Figure:
    """The figure, or the sum of the list rows, that a reference names, times its factor."""
    sheet = sheets[reference.table]
    if reference.row is None:
        assert reference.column is not None
        found = total(matching(sheet, reference.column, reference.where))
    else:
        found = figure(sheet.row(reference.row).get(_column(reference)))
    return scaled(found, factor_of(reference.factor))


def _column(reference: Reference) -> str:
    return str(reference.kolumn if reference.ar is None else reference.ar)


def said(reference: Reference) -> str:
    """A reference in words: table, row and column."""
    if reference.row is not None:
        return f"{reference.table}: {reference.row}, {_column(reference)}"
    named = ", ".join(v for v in reference.where.values() if v) or LIST_ROW
    return f"{reference.table}: {named}, {reference.column}"


def stated_at(
    reference: Reference, sheets: Sheets, own: PrintedTable, computed: Figure, basis: str
) -> Comparison | None:
    """A computed figure beside the one that is printed at `reference`."""
    sheet = sheets[reference.table]
    if reference.row is not None:
        cell = sheet.row(reference.row).get(_column(reference))
        if cell is None:
            return None
        place, stated = (reference.row, cell.column), figure(cell)
        line: int | None = cell.line
    else:
        assert reference.column is not None
        if not (found := matching(sheet, reference.column, reference.where)):
            return None
        named = ", ".join(v for v in reference.where.values() if v) or LIST_ROW
        place, stated = (named, reference.column), total(found)
        line = _item_line(sheet, reference)
    stated = scaled(stated, factor_of(reference.factor))
    other = sheet.id if sheet.id != own.id else None
    return Comparison(sheet.id, *place, stated, computed, basis, (*place, other), line)


def _item_line(sheet: PrintedTable, reference: Reference) -> int | None:
    for item, line in zip(sheet.table.items, sheet.table.item_lines, strict=True):
        if all(str(item[k] or "") == v for k, v in reference.where.items()):
            return line
    return None
