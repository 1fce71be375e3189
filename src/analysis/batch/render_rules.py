"""The rules of what gets a report, judged before the first member is run.

Lines, years, members and the query of `render` are tried against the tables that the batch will
make, empty: a rule that cannot be followed is told at once and not after hours of numbers.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from analysis.batch.grid_schema import Worst
from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.documents import Document
from analysis.inputs.parameters import span_words

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from analysis.batch.grid import Grid

MAX_RENDERED = 1000


def render_problems(
    grid: "Grid", document: Document, available: Iterable[str], schemas: "Sequence[pa.Schema]"
) -> list[Problem]:
    """What is wrong with the rules; `schemas` are those of results and assumptions."""
    rules, held = grid.render, set(available)
    problems: list[Problem] = []
    for name in ("worst", "best"):
        rule = getattr(rules, name)
        if rule is not None:
            problems += _extreme(name, rule, grid, document, held)
    if rules.members is not None:
        problems += _members(rules.members, grid, document)
    if rules.query is not None:
        problems += _query(rules.query, grid, document, schemas)
    if at_most(grid) > MAX_RENDERED:
        found, expected = str(at_most(grid)), Message("at most {le}", le=MAX_RENDERED)
        problems.append(_problem(document, (), Message("too many reports"), found, expected))
    return problems


def at_most(grid: "Grid") -> int:
    """How many reports the rules ask for, without those that a query finds."""
    rules = grid.render
    counts = [rule.count for rule in (rules.worst, rules.best) if rule is not None]
    return min(grid.size, sum(counts) + len(rules.members or ()) + (rules.corners or 0))


def _problem(
    document: Document,
    place: tuple[str | int, ...],
    message: Message,
    value: object = None,
    expected: Message | None = None,
    close: str | None = None,
) -> Problem:
    column = ".".join(map(str, ("render", *place)))
    text = None if value is None else shown(value)
    line = document.line(("render", *place))
    return Problem(message, str(document.path), line, column, text, expected, close)


def _extreme(
    name: str, rule: Worst, grid: "Grid", document: Document, held: set[str]
) -> Iterable[Problem]:
    if rule.line not in held:
        message = Message("the batch does not hold this line")
        close = nearest(rule.line, held)
        yield _problem(document, (name, "line"), message, rule.line, None, close)
    if rule.count > grid.size:
        message = Message("there are not so many members")
        expected = Message("as many as the batch has members: {number}", number=grid.size)
        yield _problem(document, (name, "count"), message, rule.count, expected)
    if rule.year not in grid.plan.years:
        message, expected = Message("the plan does not hold this year"), span_words(grid.plan.years)
        yield _problem(document, (name, "year"), message, rule.year, expected)


def _members(members: list[int], grid: "Grid", document: Document) -> Iterable[Problem]:
    if not members:
        yield _problem(
            document,
            ("members",),
            Message("no member is named"),
            None,
            Message("numbers of members"),
        )
    for place, member in enumerate(members):
        if not 0 <= member < grid.size:
            message = Message("there is no such member")
            expected = Message("0 to {size}", size=grid.size - 1)
            yield _problem(document, ("members", place), message, member, expected)
        elif member in members[:place]:
            yield _problem(
                document, ("members", place), Message("the member is named twice"), member
            )


def _query(
    sql: str, grid: "Grid", document: Document, schemas: "Sequence[pa.Schema]"
) -> Iterable[Problem]:
    from analysis.batch.query import ask

    place = ("query",)
    try:
        names, _ = ask(blank(grid, schemas), sql)
    except InputError as error:
        for found in error.problems:
            yield _problem(document, place, found.message, None, found.expected)
        return
    if names.count("member") != 1:
        expected = Message("a query that gives the column member")
        yield _problem(
            document, place, Message("no column is called member"), ", ".join(names), expected
        )


def blank(grid: "Grid", schemas: "Sequence[pa.Schema]") -> "duckdb.DuckDBPyConnection":
    """A database with the views of the batch, before it holds a member."""
    import duckdb

    from analysis.batch.goals import goals
    from analysis.batch.query import derived_views

    base = duckdb.connect()
    for name, schema in zip(("results", "assumptions"), schemas, strict=True):
        base.register(f"empty_{name}", schema.empty_table())
        base.execute(f"CREATE VIEW {name} AS SELECT * FROM empty_{name}")
    derived_views(base, goals(grid))
    base.execute("SET enable_external_access = false")
    return base
