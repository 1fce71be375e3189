"""Assignments (*uppdrag*) of a plan: who gives what to whom, by when, and how it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.plan import Plan
from analysis.inputs.table_spec import Strict
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate

FILE = "assignments.yml"
Row = Mapping[str, str | Decimal | None]


class Register(Strict):
    """A list of assignments and which columns say what.

    `by` and `to` are said once where every row has the same, else `by_column` and `to_column`.
    """

    table: str
    what: str
    part: str | None = None
    by: str | None = None
    by_column: str | None = None
    to: str | None = None
    to_column: str | None = None
    deadline: str | None = None
    status: str | None = None
    follow_up: str | None = None


COLUMNS = ("what", "part", "by_column", "to_column", "deadline", "status", "follow_up")


class AssignmentsFile(Strict):
    """The whole of `assignments.yml`."""

    registers: Annotated[list[Register], Field(min_length=1)]


@dataclass(frozen=True)
class Assignment:
    """One assignment; "" for what the document does not say. `file` and `line` are its row."""

    what: str
    by: str
    to: str
    deadline: str
    standing: str
    follow_up: str
    document: str
    heading: str
    file: str
    line: int


def read_assignments(plan: Plan) -> tuple[Assignment, ...]:
    """The assignments of a plan, none without the file. Raises InputError with every fault."""
    path = plan.folder / FILE
    if not path.is_file():
        return ()
    document = read_yaml(path)
    file = validate(document, AssignmentsFile)
    problems: list[Problem] = []
    found: list[Assignment] = []
    for number, register in enumerate(file.registers):
        wrong = list(_faults(plan, document, register, number))
        problems += wrong
        if not wrong:
            found += _assignments(plan, register)
    if problems:
        raise InputError(problems=problems)
    return tuple(found)


def _faults(plan: Plan, document: Document, register: Register, number: int) -> Iterator[Problem]:
    """A table or a column that the register names and the plan does not have."""
    place, where = str(document.path), document.line(("registers", number))
    try:
        columns = plan.table(register.table, document.path, where, "registers").spec.columns
    except InputError as error:
        yield from error.problems
        return
    for name in filter(None, (getattr(register, column) for column in COLUMNS)):
        if name not in columns:
            text = Message("the table {name} has no such column", name=register.table)
            yield Problem(text, place, where, "registers", name, nearest=nearest(name, columns))


def _assignments(plan: Plan, register: Register) -> Iterator[Assignment]:
    table: Table = plan.table(register.table)
    document = plan.file.documents[table.spec.document].title
    for row, line in zip(table.items, table.item_lines, strict=True):
        what = ": ".join(filter(None, (_text(row, register.what), _text(row, register.part))))
        yield Assignment(
            what,
            register.by or _text(row, register.by_column),
            register.to or _text(row, register.to_column),
            _text(row, register.deadline),
            _text(row, register.status),
            _text(row, register.follow_up),
            document,
            table.spec.heading,
            str(table.path),
            line,
        )


def _text(row: Row, column: str | None) -> str:
    return "" if column is None else str(row[column] or "")
