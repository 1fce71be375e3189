"""Sheets of a workbook, or CSV files of a folder: as cells with their places, or as plain rows."""

from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.encoding import decoded
from analysis.inputs.figures import ERROR
from analysis.inputs.numbers import TOO_LARGE
from analysis.inputs.opened import MAX_XLSX, read_bytes, refuse_unreadable
from analysis.inputs.source import SourceCell, SourceSheet

Cell = str | Decimal | float | int | None
SheetRows = list[list[Cell]]
MAX_ROWS, MAX_COLUMNS = 100_000, 2_000
"""How large a sheet may be that is read as rows; a stray cell in the last corner is beyond."""


def read_source(path: Path) -> dict[str, SourceSheet]:
    """Every sheet (*blad*) of an xlsx file, a CSV file, or every CSV file of a folder, by name.

    Raises InputError when the file is none of them, is damaged or is too large.
    """
    if path.is_dir():
        files = sorted(p for p in path.glob("*.csv") if not p.name.startswith((".", "~")))
        if not files:
            raise InputError(Message("the folder holds no CSV files"), file=path)
        return {file.stem: _csv(file) for file in files}
    refuse_unreadable(path, MAX_XLSX)
    if path.suffix.casefold() in {".csv", ".txt", ".tsv"}:
        return {path.stem: _csv(path)}
    from analysis.inputs.workbook import read_workbook

    return read_workbook(path)


def rows_of(sheet: SourceSheet) -> SheetRows:
    """A sheet as plain rows. Raises InputError for a cell far away from all others."""
    if sheet.height > MAX_ROWS or max((c for _, c in sheet.cells), default=0) > MAX_COLUMNS:
        row, column = max(sheet.cells)
        text = Message("this cell lies far away from a table")
        wanted = Message(
            "at most {rows} rows and {columns} columns", rows=MAX_ROWS, columns=MAX_COLUMNS
        )
        raise InputError(problems=[sheet.problem(row, column, text, expected=wanted)])
    rows: SheetRows = [[] for _ in range(sheet.height)]
    for row in range(sheet.height):
        for column, cell in sheet.row(row):
            rows[row] += [None] * (column - len(rows[row]))
            whole = isinstance(cell.value, Decimal) and cell.value == cell.value.to_integral()
            rows[row].append(int(cell.value) if whole else cell.value)
    return rows


def _csv(path: Path) -> SourceSheet:
    text = decoded(read_bytes(path), path)
    cells: dict[tuple[int, int], SourceCell] = {}
    lines = []
    for number, (line, row) in enumerate(numbered_rows(text.text, path)):
        lines.append(line)
        for column, raw in enumerate(row):
            found = _plain(raw)
            if found.strip():
                error = ERROR.fullmatch(found.strip())
                fault = Message("the cell holds an error") if error else None
                cells[number, column] = SourceCell(found, fault)
    return SourceSheet(path.stem, str(path), cells, tuple(lines), encoding=text.encoding)


def _plain(cell: str) -> str:
    """A CSV cell; the apostrophe that kept a spreadsheet from reading a formula is taken off."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@" else cell


def figure_text(cell: Cell, decimals: int | None) -> str:
    """A cell as a printed figure with a decimal comma, to `decimals` places when they are known.

    A text is left as it stands, so that the reader of tables can judge it.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    if abs(value) >= TOO_LARGE:
        return f"{value:f}"  # for the reader of tables to refuse, with its place
    # A spreadsheet shows 0.1 + 0.2 as 0.3: what floating point adds beyond 12 places is no figure.
    value = round(value, 12) if decimals is None else round(value, decimals)
    text = f"{value:f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
