"""The rows, columns, tables and texts that checks name, and which of them no table has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analysis.errors import Message, Problem, nearest
from analysis.inputs.checks_schema import (
    Acknowledged,
    Check,
    ColumnSumCheck,
    GrowthCheck,
    ListSumCheck,
    ProductCheck,
    RatioCheck,
    Reference,
    RollCheck,
    StatedCheck,
    SumCheck,
    TieCheck,
    ZeroSumCheck,
    listed,
)
from analysis.inputs.documents import Document, Place
from analysis.inputs.printed_table import full_name
from analysis.inputs.tables import Table


@dataclass(frozen=True)
class Mention:
    """A name that a check uses: where it stands, of which table, and whether row or column.

    `column` is that of a list in which the name is a text.
    """

    place: Place
    table: str
    what: str
    name: str
    column: str | None = None


def unknown_names(
    document: Document,
    tables: Mapping[str, Table],
    stated: Mapping[str, Sequence[StatedCheck]],
    known: Mapping[str, Sequence[Acknowledged]],
) -> list[Problem]:
    """Every name in a check or an acknowledgement that no table has."""
    problems = []
    named = cache(lambda mention: frozenset(names(tables, mention)))
    for table_id in tables:
        mentions: list[Mention] = []
        for number, item in enumerate(stated[table_id]):
            mentions += mentioned(item.check, table_id, (table_id, "checks", number))
        for number, entry in enumerate(known[table_id]):
            place = (table_id, "acknowledged", number)
            if entry.table is not None:
                mentions.append(Mention((*place, "table"), entry.table, "table", entry.table))
        for mention in mentions:
            there = mention.what == "table" or mention.table in tables
            if there and mention.name not in named(replace(mention, place=(), name="")):
                problems.append(_unknown(document, mention, names(tables, mention)))
    return problems


def _unknown(document: Document, mention: Mention, valid: Sequence[str]) -> Problem:
    texts = {
        "table": Message("the plan has no such table"),
        "row": Message("the table {table} has no such row", table=mention.table),
        "column": Message("the table {table} has no such column", table=mention.table),
    }
    other = Message("the table {table} has no such {what}", table=mention.table, what=mention.what)
    return Problem(
        texts.get(mention.what, other),
        str(document.path),
        document.line(mention.place),
        ".".join(str(p) for p in mention.place if not isinstance(p, int)),
        mention.name,
        (
            None
            if nearest(mention.name, valid)
            else Message("one of: {names}", names=", ".join(valid[:12]))
        ),
        nearest(mention.name, valid),
    )


def names(tables: Mapping[str, Table], mention: Mention) -> list[str]:
    """The names that would be right at a mention."""
    if mention.what == "table":
        return list(tables)
    table = tables[mention.table]
    if mention.what == "row":
        found = [*table.rows, *(full_name(cell.labels) for cell in table.cells)]
        return list(dict.fromkeys(found))
    if mention.column is not None:
        return list(dict.fromkeys(str(item.get(mention.column) or "") for item in table.items))
    if table.spec.kind == "list":
        return list(table.header)
    return list(dict.fromkeys(cell.column for cell in table.cells))


def mentioned(check: Check, own: str, place: Place) -> Iterator[Mention]:
    """Every row, column and table that a check names."""
    for field, what, table, found in (*_within(check, own), *_across(check, own)):
        for name in found:
            yield Mention((*place, field), table, what, name)
    if isinstance(check, ListSumCheck):
        yield from _texts(check.where, own, place)
    equals = getattr(check, "equals", None)
    if equals is not None:
        yield from _reference(equals, (*place, "equals"))
    for number, reference in enumerate(getattr(check, "plus", ())):
        yield from _reference(reference, (*place, "plus", number))


Named = tuple[str, str, str, Sequence[str]]
"""Field of the check, what its names are, of which table, and the names."""


def _within(check: Check, own: str) -> Iterator[Named]:
    """Names of checks that stay within one table."""
    match check:
        case SumCheck() | ColumnSumCheck():
            what = "row" if isinstance(check, SumCheck) else "column"
            yield "total", what, own, [check.total]
            yield "of", what, own, [*check.of, *check.minus]
        case RollCheck():
            yield "closing", "row", own, listed(check.closing)
            yield "next_opening", "row", own, [check.next_opening]
        case ZeroSumCheck():
            yield "rows", "row", own, [*check.rows, *check.except_]
        case ProductCheck():
            yield "column", "column", own, [check.column, *check.of]


def _across(check: Check, own: str) -> Iterator[Named]:
    """Names of checks that may reach another table."""
    match check:
        case TieCheck():
            yield "table", "table", check.table, [check.table]
            yield "row", "row", check.table, [check.row]
            yield "own", "row", own, listed(check.own)
            yield "own_column", "column", own, [c for c in [check.own_column] if c]
            yield "column", "column", check.table, [c for c in [check.column] if c]
        case ListSumCheck():
            yield "column", "column", own, [check.column, *check.where]
        case RatioCheck():
            named = [check.row] if check.row else []
            yield "row", "row", own, [*check.numerator, *check.denominator, *named]
        case GrowthCheck():
            yield "row", "row", own, [check.row]
            yield "table", "table", check.table, [check.table]
            yield "of", "row", check.table, [check.of]


def _reference(reference: Reference, place: Place) -> Iterator[Mention]:
    table = reference.table
    yield Mention((*place, "table"), table, "table", table)
    if reference.row is not None:
        yield Mention((*place, "row"), table, "row", reference.row)
    for column in (reference.kolumn, reference.column, *reference.where):
        if column is not None:
            yield Mention(place, table, "column", column)
    yield from _texts(reference.where, table, place)


def _texts(where: Mapping[str, str], table: str, place: Place) -> Iterator[Mention]:
    """The texts that rows of a list must have: a text that no row has would sum nothing."""
    for column, text in where.items():
        yield Mention(
            (*place, "where", column),
            table,
            Message("text in {column}", column=column),
            text,
            column,
        )
