"""What stands above the figures of an income statement (*rubriker*): years, kinds and the unit."""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from analysis.errors import Message, Problem
from analysis.inputs.headings import Unclear, heading_year
from analysis.inputs.labels import folded
from analysis.inputs.source import SourceCell, SourceSheet
from analysis.inputs.statement_table import StatementTable

LEAST_YEARS = 2
"""A row with fewer headings that are years is not the heading of a statement."""
UNITS = {"kr": -6, "tkr": -3, "mnkr": 0, "mdkr": 3}
"""Powers of ten from a unit to mnkr."""
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@cache
def words() -> dict[str, str]:
    """What the words of a statement mean, from `statement_words.csv`."""
    text = (files("analysis.inputs") / "statement_words.csv").read_text(encoding="utf-8")
    return {row["ord"]: row["betyder"] for row in csv.DictReader(text.splitlines(), delimiter=";")}


def year_of(cell: SourceCell) -> int | None:
    """The year that a heading names; None where it names none, or nobody but its owner can tell."""
    try:
        return heading_year(cell)
    except Unclear:
        return None


def kind_of(sheet: SourceSheet, row: int, column: int) -> str:
    """Outcome, forecast, plan or budget, by the words of a heading and of the cell above it."""
    over = sheet.cells.get(sheet.above(row - 1, column)) if row else None
    return _kind(f"{over.text if over else ''} {sheet.cells[row, column].text}")


def _kind(text: str) -> str:
    said = {words().get(word.casefold(), "") for word in _WORD.findall(text)}
    return next((k for k in ("outcome", "forecast", "plan", "budget") if k in said), "")


def unread_headings(sheets: Iterable[SourceSheet]) -> list[Problem]:
    """The headings of the first row that looks like years and is not read as such."""
    for sheet in sheets:
        for row in range(sheet.height):
            unread = [c for c, cell in sheet.row(row) if _is_unread(cell)]
            if len(unread) >= LEAST_YEARS:
                return [_not_a_year(sheet, row, column) for column in unread]
    return []


def _is_unread(cell: SourceCell) -> bool:
    try:
        return heading_year(cell) is None and bool(_kind(cell.text) and re.search(r"\d", cell.text))
    except Unclear:
        return True


def _not_a_year(sheet: SourceSheet, row: int, column: int) -> Problem:
    text = Message("the heading is not read as a year")
    expected = Message("a year, alone or beside a word, such as {names}", names=", ".join(_SUCH))
    return sheet.problem(row, column, text, sheet.cells[row, column].text, expected)


_SUCH = ("2027", "Budget 2027", "Plan 2028", "Utfall 2025")


def doubtful_headings(table: StatementTable, years: tuple[int, ...]) -> list[Problem]:
    """Two columns for a year of the plan that say the same of it, and a year that no column that
    is read has: one of them would be left out in silence."""
    sheet, row = table.sheet, table.head
    problems = [
        sheet.problem(row, column, Message("two columns are of the same year"), cell.text)
        for column, cell in _seconds(table)
        if (year := heading_year(cell)) in years
        and kind_of(sheet, row, column) == table.kinds[int(year or 0)]
    ]
    unread = (c for c, cell in sheet.row(row) if _names_another(cell, table))
    return [*problems, *(_not_a_year(sheet, row, column) for column in unread)]


def _seconds(table: StatementTable) -> Iterator[tuple[int, SourceCell]]:
    return ((c, table.sheet.cells[table.head, c]) for c in table.second)


def _names_another(cell: SourceCell, table: StatementTable) -> bool:
    """Whether a heading that is not clear names a year that no column has."""
    try:
        heading_year(cell)
    except Unclear:
        return not {int(year) for year in _YEAR.findall(folded(cell.text))} & {*table.columns}
    return False


def unit_of(table: StatementTable) -> str:
    """The unit that the table is printed in: as the nearest row at its heading or above says, or
    else as the rest of the sheet does where it says one; mnkr where nothing does."""
    for row in range(table.head, -1, -1):
        said = {unit for _, cell in table.sheet.row(row) for unit in _units(cell)}
        if said:
            return said.pop() if len(said) == 1 else "mnkr"
    said = {unit for cell in table.sheet.cells.values() for unit in _units(cell)}
    return said.pop() if len(said) == 1 else "mnkr"


def _units(cell: SourceCell) -> set[str]:
    text = folded(cell.text).casefold()
    named = {word: means for word, means in words().items() if means in UNITS}
    return {m for w, m in named.items() if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text)}
