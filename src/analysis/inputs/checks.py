"""The checks of a plan, read so that a row, column or table that does not exist stops the run."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.check_names import unknown_names
from analysis.inputs.checks_schema import KINDS, Acknowledged, StatedCheck
from analysis.inputs.documents import Document, Key, Place, keys_of
from analysis.inputs.plan_record import Plan
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate


@dataclass(frozen=True)
class Checks:
    """Tables of a plan with their checks and acknowledged differences, by table."""

    tables: dict[str, Table]
    stated: dict[str, tuple[StatedCheck, ...]]
    acknowledged: dict[str, tuple[Acknowledged, ...]]

    @cached_property
    def count(self) -> int:
        """How many checks the plan states."""
        return sum(map(len, self.stated.values()))


def read_checks(plan: Plan) -> Checks:
    """Every table and check (*kontroll*) of a plan. Raises InputError with every fault at once."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    for table_id in plan.specs:
        try:
            tables[table_id] = plan.table(table_id)
        except InputError as error:
            problems += error.problems
    document = plan.index
    if not plan.specs or document is None:
        return Checks({}, {}, {})
    stated, known = {}, {}
    for table_id, part in _tables(document).items():
        stated[table_id] = tuple(_stated(part, table_id, problems))
        known[table_id] = tuple(_acknowledged(part, problems))
    if not problems:
        problems = unknown_names(document, tables, stated, known)
    if problems:
        raise InputError(problems=problems)
    return Checks(tables, stated, known)


def _tables(document: Document) -> dict[str, Document]:
    """Every table of the index as a document of its own, with its lines."""
    lines: dict[Key, dict[Place, int]] = {}
    for place, line in document.lines.items():
        if place:
            lines.setdefault(place[0], {})[place[1:]] = line
    return {
        str(name): Document(document.path, data, lines[name])
        for name, data in keys_of(document.data).items()
    }


def _parts(table: Document, name: str) -> Iterator[Document]:
    """Each entry of a list that a table holds as a document of its own, with its lines."""
    entries = keys_of(table.data).get(name)
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        lines = {p[2:]: line for p, line in table.lines.items() if p[:2] == (name, number)}
        yield Document(table.path, entry, lines)


def _stated(table: Document, table_id: str, problems: list[Problem]) -> Iterator[StatedCheck]:
    for part in _parts(table, "checks"):
        kind = str(keys_of(part.data).get("kind"))
        if kind not in KINDS:
            text = Message("table {table_id}: there is no check of this kind", table_id=table_id)
            close = nearest(kind, KINDS)
            expected = Message("one of: {names}", names=", ".join(KINDS))
            problems.append(
                Problem(
                    text, str(part.path), part.line(("kind",)), "kind", shown(kind), expected, close
                )
            )
            continue
        try:
            yield StatedCheck(validate(part, KINDS[kind]), part.line(()))  # type: ignore[arg-type]
        except InputError as error:
            problems += error.problems


def _acknowledged(table: Document, problems: list[Problem]) -> Iterator[Acknowledged]:
    for part in _parts(table, "acknowledged"):
        try:
            yield validate(part, Acknowledged)
        except InputError as error:
            problems += error.problems
