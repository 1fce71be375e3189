"""A new forecast as a table (*ny prognos, till exempel ett cirkulär*): growth, prices, factors.

A workbook or CSV file with years across and one assumption a row, called by key, by its label in
Swedish or English, or by a word of `forecast_words.csv`. Rows that are a result of the model
(LPIK as a whole) are kept beside, to be compared; every other cell is named.
"""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, reason
from analysis.inputs.causes import by_cause
from analysis.inputs.headings import Unclear, heading_year
from analysis.inputs.labels import folded, without_mark
from analysis.inputs.mapped.account import Account
from analysis.inputs.mapped.figures import printed_figure
from analysis.inputs.parameters import scenario_keys, span_words
from analysis.inputs.source import SourceSheet
from analysis.inputs.source_cells import read_source

OTHER_YEAR = "other_year"
LEAST_YEARS = 2
"""A row with fewer headings that are years is not the heading of a table."""
Spot = tuple[str, int, int]


@dataclass
class ForecastTable:
    """Assumptions to set by key and year, results to compare by line and year, and the account."""

    account: Account
    set_: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    compare: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)


def read_forecast(path: Path, years: Callable[[str], Iterable[int]]) -> ForecastTable:
    """The forecast of a file, for the years of each key that a scenario of the plan may set.

    Raises InputError with every cell that cannot be used, and when no row is an assumption.
    """
    found = ForecastTable(Account(read_source(path)))
    for sheet in found.account.sheets.values():
        _read_sheet(sheet, years, found)
    if found.account.problems:
        raise InputError(problems=by_cause(found.account.problems))
    _leave_the_rest(found.account)
    if not found.set_ and any(e.reason == OTHER_YEAR for e in found.account.left.values()):
        own = sorted({year for key in _growths() for year in years(key)})
        raise InputError(
            Message("the table has none of the years that a scenario of the plan may set"),
            file=path, expected=span_words(own),
        )  # fmt: skip
    if not found.set_:
        raise InputError(
            Message("no row with years above it is an assumption of a scenario"),
            file=path,
            expected=Message(
                "rows such as {names}",
                names=", ".join(scenario_keys()[key].sv for key in _growths()),
            ),
        )
    return found


def _leave_the_rest(account: Account) -> None:
    for sheet in account.sheets.values():
        for row, column in sheet.cells:
            if (sheet.name, row, column) not in account.kept:
                account.leave(sheet, row, column, "no_assumption")
    account.close(())


def _growths() -> list[str]:
    return [key for key in scenario_keys() if key.endswith("_growth")][:4]


@cache
def _names() -> dict[str, str]:
    """Every way to name an assumption or result, folded, to its key or line."""
    found: dict[str, str] = {}
    for key, spec in scenario_keys().items():
        found |= {name.casefold(): key for name in (key, spec.sv, spec.en)}
    for line in ("lpik_excl", "lpik_incl"):
        item = line_items()[line]
        found |= {name.casefold(): line for name in (line, item.sv, item.en)}
    text = (files("analysis.inputs") / "forecast_words.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        found.setdefault(row["ord"].casefold(), row["nyckel"])
    return found


def _read_sheet(
    sheet: SourceSheet, years_of: Callable[[str], Iterable[int]], found: ForecastTable
) -> None:
    years: dict[int, int] = {}
    for row in range(sheet.height):
        heading = _years(sheet, row)
        if len(heading) >= LEAST_YEARS:
            years = heading
            for column, _ in sheet.row(row):
                found.account.keep(sheet, row, column)
            continue
        label = _label(sheet, row, years)
        if label and years:
            _read_row(sheet, row, label, years, frozenset(years_of(label[1])), found)


def _years(sheet: SourceSheet, row: int) -> dict[int, int]:
    found: dict[int, int] = {}
    for column, cell in sheet.row(row):
        try:
            year = heading_year(cell)
        except Unclear:
            continue
        if year is not None:
            found[column] = year
    return found


def _label(sheet: SourceSheet, row: int, years: dict[int, int]) -> tuple[int, str] | None:
    """The key of the first label of a row that names one, and its column."""
    for column, cell in sheet.row(row):
        name = _names().get(without_mark(folded(cell.text)).rstrip(" ,:").casefold())
        if column not in years and name is None:
            bare = folded(cell.text).split(",")[0].split(" (")[0].casefold()
            name = _names().get(bare)
        if column not in years and name is not None:
            return column, name
    return None


def _read_row(
    sheet: SourceSheet, row: int, label: tuple[int, str], years: dict[int, int],
    wanted: frozenset[int], found: ForecastTable,
) -> None:  # fmt: skip
    column, key = label
    table = found.set_ if key in scenario_keys() else found.compare
    unit = scenario_keys()[key].unit if key in scenario_keys() else "pct"
    account = found.account
    if key in table:
        text = Message("two rows are {key}", key=key)
        account.refuse(sheet, row, column, text, Message("one of them left out"))
        return
    values: dict[int, Decimal] = {}
    for at, year in years.items():
        cell = sheet.cells.get((row, at))
        if cell is None:
            continue
        if year not in wanted:
            account.leave(sheet, row, at, OTHER_YEAR)
            continue
        try:
            printed = None if cell.fault else printed_figure(cell, unit, None)
        except ValueError as error:
            account.refuse(sheet, row, at, Message("the cell is not a number"), reason(error))
            continue
        if cell.fault:
            account.refuse(sheet, row, at, cell.fault, Message("a number"))
        elif printed is not None:
            account.keep(sheet, row, at)
            values[year] = Decimal(printed.text.replace(",", "."))
    if values:
        account.keep(sheet, row, column)
        table[key] = values
        found.spots[key] = (sheet.name, row, column)
