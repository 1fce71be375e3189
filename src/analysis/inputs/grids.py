"""Sheets of a workbook, or CSV files of a folder, as plain grids of cells."""

import datetime
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, ZipError

from analysis.errors import InputError, shown
from analysis.inputs.tables import read_csv

Cell = str | float | int | None
Grid = list[list[Cell]]

MAX_XLSX = 50_000_000
MAX_UNPACKED = 500_000_000
"""Bytes. A small file may unpack to something that fills the memory."""


def read_grids(path: Path) -> dict[str, Grid]:
    """Every sheet (*blad*) of an xlsx file, or every CSV file of a folder, by name.

    Empty cells are None. Raises InputError when the file is no workbook or is too large.
    """
    if path.is_dir():
        files = sorted(path.glob("*.csv"))
        if not files:
            raise InputError("the folder holds no CSV files", file=path)
        return {file.stem: _csv(file) for file in files}
    if not path.is_file():
        raise InputError("there is no such file", file=path)
    if path.suffix.casefold() == ".csv":
        return {path.stem: _csv(path)}
    return _workbook(path)


def _csv(path: Path) -> Grid:
    rows = read_csv(path)
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: str) -> Cell:
    """A CSV cell; the apostrophe that kept a spreadsheet from reading a formula is taken off."""
    text = cell.strip("\ufeff")
    if len(text) > 1 and text[0] == "'" and text[1] in "=+-@":
        text = text[1:]
    return text or None


def _workbook(path: Path) -> dict[str, Grid]:
    _refuse_large(path)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            names = book.sheet_names
            return {name: _sheet(book.get_sheet_by_name(name).to_python(False)) for name in names}
    except (CalamineError, ZipError, OSError) as error:
        text = f"the workbook cannot be read: {shown(error)}"
        raise InputError(text, file=path, expected="an xlsx file") from None


def _refuse_large(path: Path) -> None:
    size = path.stat().st_size
    unpacked = size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_XLSX or unpacked > MAX_UNPACKED:
        raise InputError("the workbook is too large", file=path, value=unpacked)


def _sheet(rows: Iterable[Iterable[object]]) -> Grid:
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return str(value)
    return str(value)


def figure_text(cell: Cell, decimals: int | None) -> str:
    """A cell as a printed figure with a decimal comma, to `decimals` places when they are known.

    A text is left as it stands, so that the reader of tables can judge it.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    value = Decimal(repr(cell)) if isinstance(cell, float) else Decimal(cell)
    # A spreadsheet shows 0.1 + 0.2 as 0.3: what floating point adds beyond 12 places is no figure.
    value = round(value, 12) if decimals is None else round(value, decimals)
    text = f"{value:f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")
