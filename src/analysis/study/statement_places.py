"""A fault of a plan made from a statement, at the cell that its owner knows (*egen plats*)."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from analysis.errors import Message, Problem
from analysis.inputs.statement import PART, Statement
from analysis.inputs.statement_table import StatementTable
from analysis.study.region_plan import CELLS, SUMS, cells_of

ROUNDING = Decimal("0.5")
"""Of the last printed unit, for each figure of a sum."""
MOST_UNKNOWN = 10
"""Unknown rows that are tried together: of many, some sum by chance."""


def own_place(statement: Statement, problem: Problem, file: str) -> Problem:
    """The same fault at the user's own cell, with the unknown row that explains a sum."""
    table, line = statement.source, problem.line
    if table is None or file != CELLS or line is None:
        return problem
    row, year, _ = cells_of(statement)[line - 2]  # below the heading, counted from 1
    at = table.at.get(row) or _first_part(statement, table, row)
    if at is None:
        return problem
    # Nothing is written yet, so nothing can be acknowledged in tables.yml.
    expected = _bare(statement, row, year) if _parts(statement, row) else problem.expected
    if explained := unknown_rows(statement, table, row, year):
        text = (
            "{expected}; the row {rows} is not known and explains it: add it to a row that is, "
            "such as {known!r}"
            if len(explained) == 1
            else "{expected}; the rows {rows} are not known and explain it together: add each to a "
            "row that is, such as {known!r}"
        )
        named = [f"{name!r} ({table.sheet.place(*table.at[name])})" for name in explained]
        expected = Message(
            text, expected=expected or "", rows=", ".join(named), known=_costs(statement)
        )
    own = table.sheet.problem(at[0], table.columns[year], problem.message, problem.value, expected)
    return replace(own, nearest=problem.nearest)


def unknown_rows(
    statement: Statement, table: StatementTable, row: str, year: int
) -> tuple[str, ...]:
    """The rows between a total and its parts that are no line and are what the sum lacks.

    The fewest that give it count, and only where no others give it as well.
    """
    parts = _parts(statement, row)
    if not parts or row not in table.at:
        return ()
    lacks = _value(statement, row, year) - sum(_value(statement, p, year) for p in parts)
    first = min(table.at[p][0] for p in parts if p in table.at)
    between = [
        name for name, (number, _) in table.at.items()
        if first < number < table.at[row][0] and name not in statement.lines
        and year in statement.rows.get(name, {})
    ][:MOST_UNKNOWN]  # fmt: skip
    for size in range(1, len(between) + 1):
        slack = ROUNDING * _unit(statement, row, year) * (len(parts) + 1 + size)
        if slack >= abs(lacks):
            return ()
        fits = [
            names for names in combinations(between, size)
            if abs(sum(_value(statement, n, year) for n in names) - lacks) <= slack
        ]  # fmt: skip
        if fits:
            return fits[0] if len(fits) == 1 else ()
    return ()


def _parts(statement: Statement, row: str) -> tuple[str, ...]:
    """The rows that a total is the sum of, by the structure of a statement."""
    own = {line: name for name, line in statement.lines.items()}
    for total, parts in SUMS:
        if own.get(total) == row and all(part in own for part in parts):
            return tuple(own[part] for part in parts)
    return ()


def _bare(statement: Statement, row: str, year: int) -> Message:
    total = sum((_value(statement, p, year) for p in _parts(statement, row)), Decimal(0))
    return Message("{figure:f}, the sum of its rows", figure=total)


def _costs(statement: Statement) -> str:
    return next((r for r, line in statement.lines.items() if line == "operating_costs"), "")


def _first_part(statement: Statement, table: StatementTable, row: str) -> tuple[int, int] | None:
    """Where the first row stands of those that a row adds up."""
    line = statement.lines.get(row)
    return next((table.at[r] for r, of in table.lines.items() if of == f"{line}{PART}"), None)


def _value(statement: Statement, row: str, year: int) -> Decimal:
    return Decimal(statement.rows[row].get(year, "0").replace(",", "."))


def _unit(statement: Statement, row: str, year: int) -> Decimal:
    exponent = _value(statement, row, year).as_tuple().exponent
    return Decimal(1).scaleb(min(int(exponent), 0))
