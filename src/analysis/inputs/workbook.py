"""Workbooks as people have them (*arbetsböcker*, xlsx): every cell as it shows itself.

openpyxl reads values and formats. A cell in per cent becomes what it shows, thousands that a
format hides are taken away, a date becomes a text; an error, or a formula whose value was never
stored, keeps its place and says why it cannot be used.
"""

import datetime
import re
import warnings
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils.cell import column_index_from_string
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.errors import InputError, Message, said, shown
from analysis.inputs.figures import ERROR, UNITS
from analysis.inputs.number_formats import added_sign, shown_by
from analysis.inputs.opened import MAX_XLSX
from analysis.inputs.source import Place, SourceCell, SourceSheet

MAX_UNPACKED = 500_000_000
"""Bytes. A small file may unpack to something that fills the memory."""
ERROR_FAULT = Message("the cell holds an error")
FORMULA_FAULT = Message(
    "the formula has no stored value (open the workbook, let it calculate, and save)"
)
_OTHERS = (".xls", ".xlsb", ".ods", ".numbers", ".xlt")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_YEARS_ONLY = re.compile(r"y{2,4}|e{1,4}", re.IGNORECASE)
DIGITS = 15
"""Significant digits that a spreadsheet keeps; what binary floating point adds is no figure."""


def read_workbook(path: Path) -> dict[str, SourceSheet]:
    """Every sheet (*blad*) of an xlsx file by name, hidden ones too.

    Raises InputError when the file is no xlsx file, is damaged or is too large.
    """
    _refuse_other_kinds(path)
    book = _opened(path, values=True)
    formulas = _opened(path, values=False) if _has_formulas(path) else None
    return {
        sheet.title: _sheet(path, sheet, None if formulas is None else formulas[sheet.title])
        for sheet in book.worksheets
    }


def _refuse_other_kinds(path: Path) -> None:
    if path.suffix.casefold() in _OTHERS:
        text = Message("formats such as per cent cannot be read from this kind of file")
        raise InputError(
            text, file=path, expected=Message("an xlsx file: save the workbook as one")
        )
    size = path.stat().st_size
    if not zipfile.is_zipfile(path):
        text = Message(
            "this is not a workbook that can be read (it may be protected by a password)"
        )
        raise InputError(text, file=path, expected=Message("an xlsx file"))
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_XLSX or unpacked > MAX_UNPACKED:
        raise InputError(Message("the workbook is too large"), file=path, value=unpacked)


def _opened(path: Path, values: bool) -> Workbook:
    with warnings.catch_warnings():
        # Of charts, validations and styles that openpyxl does not know: none of them is read here.
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(path, data_only=values, keep_links=False)
        except Exception as error:
            # A damaged part fails anywhere in the library, with any kind of exception.
            text = Message("the workbook cannot be read: {error}", error=shown(said(error)))
            raise InputError(text, file=path, expected=Message("an xlsx file")) from None


def _has_formulas(path: Path) -> bool:
    """Whether any sheet holds a formula: only then is the workbook read twice."""
    with zipfile.ZipFile(path) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        return any(_FORMULA.search(archive.read(name)) for name in sheets)


def _sheet(path: Path, sheet: Worksheet, formulas: Worksheet | None) -> SourceSheet:
    cells: dict[Place, SourceCell] = {}
    comments: dict[Place, str] = {}
    # The cells that are there: a stray one far down must not make a million empty rows.
    for (row, column), cell in sheet._cells.items():
        formula = None if formulas is None else formulas._cells.get((row, column))
        if (found := _cell(cell, formula)) is not None:
            cells[row - 1, column - 1] = found
        if getattr(cell, "comment", None) is not None:
            comments[row - 1, column - 1] = str(cell.comment.text)
    return SourceSheet(
        sheet.title,
        str(path),
        cells,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=frozenset(n - 1 for n, d in sheet.row_dimensions.items() if d.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
        merged=tuple(
            (a.min_row - 1, a.min_col - 1, a.max_row - 1, a.max_col - 1)
            for a in sheet.merged_cells.ranges
        ),
        comments=comments,
    )


def _hidden_columns(sheet: Worksheet) -> list[int]:
    return [
        column - 1
        for name, found in sheet.column_dimensions.items()
        if found.hidden
        for column in range(
            found.min or column_index_from_string(name),
            min(found.max or 0, 16_384) + 1 or column_index_from_string(name) + 1,
        )
    ]


def _cell(cell: Cell, formula: Cell | None) -> SourceCell | None:
    """A cell as it shows itself; None when it shows nothing and holds nothing."""
    value = cell.value
    if value is None or value == "":
        # A formula that gives an empty text is stored as text; one never calculated as nothing.
        never = formula is not None and formula.data_type == "f" and cell.data_type == "n"
        return SourceCell("", FORMULA_FAULT) if never else None
    if cell.data_type == "e" or (isinstance(value, str) and ERROR.fullmatch(value.strip())):
        return SourceCell(str(value), ERROR_FAULT)
    if isinstance(value, str):
        return SourceCell(value) if value.strip() else None
    if isinstance(value, bool):
        return SourceCell("true" if value else "false", Message("the cell holds true or false"))
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return _date(value, str(cell.number_format))


def _number(value: float, code: str) -> SourceCell:
    exact = Decimal(f"{value:.{DIGITS}g}") if isinstance(value, float) else Decimal(value)
    sign = (exact > 0) - (exact < 0)
    how = shown_by(code, sign)
    if how.shows_nothing:
        return SourceCell(exact, ways=("hidden_format",) if exact else ())
    if exact > 0 and added_sign(code):
        return SourceCell(exact, Message("the format shows a minus that the value does not have"))
    figure = exact.scaleb(2 * how.percent - 3 * how.thousands)
    unit = "pct" if how.percent else UNITS.get(how.words.strip(" .-").casefold())
    ways = [w for w, n in (("percent", how.percent), ("thousands", how.thousands)) if n]
    return SourceCell(figure, unit=unit, ways=tuple(ways), decimals=how.decimals)


def _date(value: object, code: str) -> SourceCell:
    if isinstance(value, datetime.datetime | datetime.date):
        bare = re.sub(r'\[[^\]]*\]|"[^"]*"|[;@\\ ]', "", code)
        if _YEARS_ONLY.fullmatch(bare):
            return SourceCell(str(value.year), ways=("date",), year=value.year)
        day = value.date() if isinstance(value, datetime.datetime) else value
        # The last day of a year stands for the year; any other day does not.
        year = day.year if (day.month, day.day) == (12, 31) else None
        return SourceCell(
            day.isoformat(), Message("the cell holds a date"), ways=("date",), year=year
        )
    return SourceCell(str(value), Message("the cell holds a time"))
