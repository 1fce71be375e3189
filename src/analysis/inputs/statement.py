"""An income statement as regions publish it (*resultaträkning, resultatbudget*), read as it stands.

Years across, subtotals in between, tkr or mnkr, columns of notes, outcomes and earlier budgets
beside the plan. Rows are known by their words (`statement_words.csv`); others are kept beside.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message, Problem, reason
from analysis.inputs.causes import by_cause
from analysis.inputs.labels import folded, without_mark
from analysis.inputs.mapped.account import Account
from analysis.inputs.mapped.figures import printed_figure
from analysis.inputs.source import SourceSheet
from analysis.inputs.source_cells import read_source
from analysis.inputs.statement_heads import (
    LEAST_YEARS,
    UNITS,
    doubtful_headings,
    kind_of,
    unit_of,
    unread_headings,
    words,
    year_of,
)
from analysis.inputs.statement_table import Spot, StatementTable, account_of

TABLE = "resultat"
"""What the table of a statement is called in a plan."""
LEAST_LINES = 3
"""A table with fewer rows that are known is no income statement."""
PLAN_YEARS = 3
"""A plan has as many years (kommunallagen 11:6); with fewer columns of plan, the last budget is
one of them."""
COSTS = ("operating_costs", "depreciation", "net_operating_cost", "financial_costs")
PART = "/part"
SUM_NAMES = {
    "tax_revenue": "Skatteintäkter (summa av raderna)",
    "state_grants": "Generella statsbidrag och utjämning (summa av raderna)",
}
SUMMED = "Raden med (summa av raderna) är inte tryckt: den lägger ihop rader i trycket."
TURNED = "Kostnader är tryckta utan minustecken; tecknet är satt vid inläsningen."
PRINTED_IN = "Tryckt i {unit}; här i mnkr."
_ASIDE = re.compile(r"\([^)]*\)|\bnot(er)? ?\d+\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Statement:
    """An income statement as it is printed: cells by row and year, mnkr as text.

    `years` are the plan's own; `lines` says which rows are line items, `before` what the years
    ahead of the plan are. `source` is the table that it was read from, `account` what became of
    every cell; a statement that is made by hand has neither.
    """

    years: tuple[int, ...]
    rows: Mapping[str, Mapping[int, str]]
    lines: Mapping[str, str]
    before: Mapping[int, str] = field(default_factory=dict)
    document: str = "Regionplan"
    note: str | None = None
    source: StatementTable | None = None
    account: Account | None = None


def read_statement(path: Path, first: int | None = None) -> Statement:
    """The income statement of a CSV file or workbook.

    first: the plan's first year, where its columns do not tell. Raises InputError with every cell
    of a known row that cannot be used, and where no table is an income statement.
    """
    problems: list[Problem] = []
    sheets = read_source(path)
    found = [t for s in sheets.values() for t in _tables(s, problems)]
    best = max(found, key=lambda t: len(set(t.lines.values())), default=None)
    if best is None or len(set(best.lines.values())) < LEAST_LINES:
        if unclear := unread_headings(sheets.values()):
            raise InputError(problems=by_cause(unclear))
        raise InputError(
            Message("no table is an income statement with years across"),
            file=path,
            expected=Message("rows such as {names}", names=", ".join(_EXAMPLES)),
        )
    years = _plan_years(best, first, path)
    problems = [p for p in problems if p.file == best.sheet.file]
    problems += [*_empty(best, years), *doubtful_headings(best, years)]
    if problems:
        raise InputError(problems=by_cause(problems))
    return replace(_statement(best, years), account=account_of(sheets, best, TABLE))


def _tables(sheet: SourceSheet, problems: list[Problem]) -> list[StatementTable]:
    found: list[StatementTable] = []
    for row in range(sheet.height):
        heading = _heading(sheet, row)
        if heading is not None:
            found.append(heading)
        elif found:
            _read_row(found[-1], row, problems)
    return found


def _heading(sheet: SourceSheet, row: int) -> StatementTable | None:
    """The columns of a heading row; of two for one year the one that says most of it."""
    columns: dict[int, int] = {}
    kinds: dict[int, str] = {}
    second: list[int] = []
    for column, cell in sheet.row(row):
        year = year_of(cell)
        if year is None:
            continue
        kind = kind_of(sheet, row, column)
        order = ("", "budget", "forecast", "outcome", "plan")
        if year in columns and order.index(kind) <= order.index(kinds[year]):
            second.append(column)
            continue
        second += [columns[year]] if year in columns else []
        columns[year], kinds[year] = column, kind
    if len(columns) < LEAST_YEARS:
        return None
    return StatementTable(sheet, columns, kinds, row, tuple(second))


def _read_row(table: StatementTable, row: int, problems: list[Problem]) -> None:
    """Keep a row that has a label and figures; a known row must have nothing but figures."""
    column_of_label, label = _label(table, row)
    if label is None:
        return
    line = _line_of(label)
    known = line.removesuffix(PART) in (*COSTS, *_LINES)
    figures, told, left = _figures(table, row, known, problems)
    if figures:
        name = _free(label, table.rows)
        table.rows[name], table.at[name] = figures, (row, column_of_label)
        table.told += told
        table.left |= left
        if (known and line not in table.lines.values()) or line.endswith(PART):
            table.lines[name] = line


def _figures(
    table: StatementTable, row: int, known: bool, problems: list[Problem]
) -> tuple[dict[int, Decimal], list[tuple[Spot, str]], dict[Spot, str]]:
    """The figures of a row by year, how those were written that are told of, and the cells that
    hold none; in a `known` row such a cell is a fault."""
    figures: dict[int, Decimal] = {}
    told: list[tuple[Spot, str]] = []
    left: dict[Spot, str] = {}
    for year, column in table.columns.items():
        cell = table.sheet.cells.get((row, column))
        if cell is None:
            continue
        try:
            printed = None if cell.fault else printed_figure(cell, "mnkr", None)
        except ValueError as error:
            if not known:
                left[row, column] = "fault"
                continue
            text = Message("the cell is not a number")
            problems.append(table.sheet.problem(row, column, text, cell.text, reason(error)))
            continue
        if cell.fault and known:
            problems.append(table.sheet.problem(row, column, cell.fault, cell.text))
        if printed is not None:
            figures[year] = Decimal(printed.text.replace(",", "."))
            told += [((row, column), way) for way in printed.ways]
        else:
            left[row, column] = "fault" if cell.fault else "not_available"
    return figures, told, left


_EXAMPLES = ("Verksamhetens intäkter", "Skatteintäkter", "Årets resultat")
_LINES = (
    "operating_revenue", "tax_revenue", "state_grants", "operating_result", "financial_income",
    "net_result",
)  # fmt: skip


def _label(table: StatementTable, row: int) -> tuple[int, str | None]:
    """The first text of a row that stands in no column of figures, and its column."""
    for column, cell in table.sheet.row(row):
        figures = (*table.columns.values(), *table.second)
        if column not in figures and _WORD.search(cell.text):
            return column, without_mark(folded(cell.text)).rstrip(" :")
    return 0, None


SUM_WORDS = ("summa", "totalt", "totala", "total")
"""Before the name of a line they make the same line: *Summa verksamhetens kostnader*."""


def _line_of(label: str) -> str:
    """The line that a row is by its words; empty where it is none.

    A sum of what is a part of a line alone (*summa utjämning*) is a subtotal and no line.
    """
    bare = _bare(label)
    first, _, rest = bare.partition(" ")
    named = words().get(bare, "")
    whole = words().get(rest, "") if first in SUM_WORDS else ""
    return named or ("" if whole.endswith(PART) else whole)


def _bare(label: str) -> str:
    return folded(_ASIDE.sub("", label)).casefold().strip(" ,:;*")


def _free(label: str, taken: Iterable[str]) -> str:
    """The label, or the label with a number where a row before it has the same one."""
    name, number = label, 2
    while name in taken:
        name, number = f"{label} ({number})", number + 1
    return name


def _plan_years(table: StatementTable, first: int | None, path: Path) -> tuple[int, ...]:
    """The consecutive years that end with the last column and begin where the plan does."""
    own = [y for y, kind in table.kinds.items() if kind not in ("outcome", "forecast")]
    last = max(table.columns)
    if first is None and own:
        plans = [y for y in own if table.kinds[y] != "budget"]
        budgets = [y for y in own if table.kinds[y] == "budget"]
        first = min(plans or budgets)
        last_budget = max((y for y in budgets if y < first), default=None)
        if last_budget and (len(plans) < PLAN_YEARS or _is_coming(table, last_budget)):
            first = last_budget
    years = tuple(range(first, last + 1)) if first is not None else ()
    if not years or any(y not in table.columns for y in years):
        raise InputError(
            Message("the columns do not tell which years are the plan's"),
            file=path,
            value=", ".join(str(y) for y in sorted(table.columns)),
            expected=Message("--first-year, and a column for it and every year after it"),
        )
    return years


def _is_coming(table: StatementTable, year: int) -> bool:
    """Whether a budget is that of the year to come: the year before it is forecast or has one."""
    return table.kinds.get(year - 1) in ("forecast", "budget")


def _empty(table: StatementTable, years: tuple[int, ...]) -> list[Problem]:
    text, wanted = Message("the cell is empty"), Message("a number, as it is printed")
    return [
        table.sheet.problem(table.at[row][0], table.columns[year], text, None, wanted)
        for row in table.lines
        for year in years
        if year not in table.rows[row]
    ]


def _statement(table: StatementTable, years: tuple[int, ...]) -> Statement:
    notes: list[str] = []
    rows, lines = dict(table.rows), dict(table.lines)
    if _summed(rows, lines):
        notes.append(SUMMED)
    if _turned(rows, lines, years):
        notes.append(TURNED)
    unit = unit_of(table)
    if places := UNITS[unit]:
        notes.append(PRINTED_IN.format(unit=unit))
        rows = {n: {y: v.scaleb(places) for y, v in cells.items()} for n, cells in rows.items()}
    before = {
        y: kind if kind in ("outcome", "forecast") else "budget"
        for y, kind in sorted(table.kinds.items())
        if y < years[0]
    }
    texts = {n: {y: f"{v:f}".replace(".", ",") for y, v in c.items()} for n, c in rows.items()}
    return Statement(years, texts, lines, before, note=" ".join(notes) or None, source=table)


def _summed(rows: dict[str, dict[int, Decimal]], lines: dict[str, str]) -> bool:
    """Add the sum of parts where no row is the whole; a part that has a whole is a row alone."""
    added = False
    for line, name in SUM_NAMES.items():
        parts = [row for row, of in lines.items() if of == line + PART]
        if parts and line not in lines.values():
            years = set.intersection(*(set(rows[row]) for row in parts))
            label = name if len(parts) > 1 else parts[0]
            if len(parts) > 1:
                rows[label] = {y: sum((rows[r][y] for r in parts), Decimal(0)) for y in years}
                added = True
            lines[label] = line
    for row in [row for row, of in lines.items() if of.endswith(PART)]:
        del lines[row]
    return added


def _turned(
    rows: dict[str, dict[int, Decimal]], lines: Mapping[str, str], years: tuple[int, ...]
) -> bool:
    """Give costs their sign where the print leaves it to the reader."""
    own = {line: row for row, line in lines.items()}
    costs = own.get("operating_costs")
    if costs is None or any(rows[costs][year] <= 0 for year in years):
        return False
    for line in COSTS:
        if line in own and all(rows[own[line]][year] >= 0 for year in years):
            rows[own[line]] = {year: -value for year, value in rows[own[line]].items()}
    return True
