"""The checks of a plan, read so that a row, column or table that does not exist stops the run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.errors import InputError, Problem, nearest, shown
from analysis.inputs.checks_schema import (
    KINDS,
    Acknowledged,
    Check,
    ColumnSumCheck,
    GrowthCheck,
    ListSumCheck,
    ProductCheck,
    RatioCheck,
    Reference,
    RollCheck,
    SumCheck,
    TieCheck,
    ZeroSumCheck,
)
from analysis.inputs.documents import Document, Key, read_yaml, validate
from analysis.inputs.plan import Plan
from analysis.inputs.sheet import full_name
from analysis.inputs.tables import Table

Place = tuple[Key, ...]


@dataclass(frozen=True)
class Stated:
    """One check of a table and the line on which it stands."""

    check: Check
    line: int | None


@dataclass(frozen=True)
class Checks:
    """Tables of a plan with their checks and acknowledged differences, by table."""

    tables: dict[str, Table]
    stated: dict[str, tuple[Stated, ...]]
    acknowledged: dict[str, tuple[Acknowledged, ...]]

    @cached_property
    def count(self) -> int:
        """How many checks the plan states."""
        return sum(map(len, self.stated.values()))


@dataclass(frozen=True)
class Mention:
    """A name that a check uses: where it stands, of which table, and whether row or column."""

    place: Place
    table: str
    what: str
    name: str


def read_checks(plan: Plan) -> Checks:
    """Every table and check (*kontroll*) of a plan. Raises InputError with every fault at once."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for table_id in plan.specs:
        try:
            tables[table_id] = plan.table(table_id)
        except InputError as error:
            problems += error.problems
    if not plan.specs:
        return Checks({}, {}, {})
    document = read_yaml(plan.folder / "tables.yml")
    stated, known = {}, {}
    for table_id in plan.specs:
        stated[table_id] = tuple(_stated(document, table_id, problems))
        known[table_id] = tuple(_acknowledged(document, table_id, problems))
    if not problems:
        problems = _unknown_names(document, tables, stated, known)
    if problems:
        raise InputError(problems=problems)
    return Checks(tables, stated, known)


def _part(document: Document, place: Place) -> Document:
    """What stands at `place` as a document of its own, with its lines."""
    data, size = document.data, len(place)
    for key in place:
        data = data[key]
    lines = {p[size:]: line for p, line in document.lines.items() if p[:size] == place}
    return Document(document.path, data, lines)


def _stated(document: Document, table_id: str, problems: list[Problem]) -> Iterator[Stated]:
    table = _part(document, (table_id,))
    for number, raw in enumerate(table.data.get("checks") or ()):
        part = _part(table, ("checks", number))
        kind = raw.get("kind")
        if kind not in KINDS:
            text = f"table {table_id}: there is no check of this kind"
            close = nearest(str(kind), KINDS)
            expected = "one of: " + ", ".join(KINDS)
            problems.append(
                Problem(
                    text, str(part.path), part.line(("kind",)), "kind", shown(kind), expected, close
                )
            )
            continue
        try:
            yield Stated(validate(part, KINDS[kind]), part.line(()))  # type: ignore[arg-type]
        except InputError as error:
            problems += error.problems


def _acknowledged(
    document: Document, table_id: str, problems: list[Problem]
) -> Iterator[Acknowledged]:
    table = _part(document, (table_id,))
    for number, _ in enumerate(table.data.get("acknowledged") or ()):
        try:
            yield validate(_part(table, ("acknowledged", number)), Acknowledged)
        except InputError as error:
            problems += error.problems


def _unknown_names(
    document: Document,
    tables: Mapping[str, Table],
    stated: Mapping[str, Sequence[Stated]],
    known: Mapping[str, Sequence[Acknowledged]],
) -> list[Problem]:
    problems = []
    for table_id in tables:
        mentions: list[Mention] = []
        for number, item in enumerate(stated[table_id]):
            mentions += mentioned(item.check, table_id, (table_id, "checks", number))
        for number, entry in enumerate(known[table_id]):
            place = (table_id, "acknowledged", number)
            if entry.table is not None:
                mentions.append(Mention((*place, "table"), entry.table, "table", entry.table))
        for mention in mentions:
            valid = names(tables, mention)
            if mention.name not in valid:
                problems.append(_unknown(document, mention, valid))
    return problems


def _unknown(document: Document, mention: Mention, valid: Sequence[str]) -> Problem:
    article = {"table": "the plan has no such table"}
    return Problem(
        article.get(mention.what, f"the table {mention.table} has no such {mention.what}"),
        str(document.path),
        document.line(mention.place),
        ".".join(str(p) for p in mention.place if not isinstance(p, int)),
        mention.name,
        None if nearest(mention.name, valid) else "one of: " + ", ".join(valid[:12]),
        nearest(mention.name, valid),
    )


def names(tables: Mapping[str, Table], mention: Mention) -> list[str]:
    """The names that would be right at a mention; every name when its table itself is wrong."""
    if mention.what == "table":
        return list(tables)
    table = tables.get(mention.table)
    if table is None:
        return [mention.name]
    if mention.what == "row":
        found = [*table.rows, *(full_name(cell.labels) for cell in table.cells)]
        return list(dict.fromkeys(found))
    if table.spec.kind == "list":
        return list(table.header)
    return list(dict.fromkeys(cell.column for cell in table.cells))


def mentioned(check: Check, own: str, place: Place) -> Iterator[Mention]:
    """Every row, column and table that a check names."""
    for field, what, table, found in (*_within(check, own), *_across(check, own)):
        for name in found:
            yield Mention((*place, field), table, what, name)
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


def listed(names_: str | Sequence[str]) -> list[str]:
    """One name or several, as a list."""
    return [names_] if isinstance(names_, str) else list(names_)
