"""Sections (*avsnitt*) of a plan's documents as printed, and the numbers that are no data of it.

`sections.csv` lists the headings of each document in its order: level, the page where it begins
(as the table of contents or the foot of the pages says), and how many numbers are printed under
it. Years and dates of running text are not counted: they say when, not how much. `left_out.csv`
lists every other number that no table holds: its wording, how often it is printed, and why it is
left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.delimited import records_under, rows_read
from analysis.inputs.plan import Plan

SECTIONS, LEFT_OUT = "sections.csv", "left_out.csv"
SECTION_COLUMNS = ("dokument", "niva", "sida", "rubrik", "tal")
LEFT_OUT_COLUMNS = ("dokument", "rubrik", "ordalydelse", "antal", "sv", "en")
Item = TypeVar("Item", "Section", "LeftOut")
Fault = tuple[Message, str, str, list[str]]
"""What is wrong with a row: message, column, value and the names that it could have been."""


@dataclass(frozen=True)
class Section:
    """A heading of a document: its level, first page where one is printed, and its numbers."""

    document: str
    level: int
    page: int | None
    heading: str
    numbers: int


@dataclass(frozen=True)
class LeftOut:
    """Numbers of a section that no table holds: their wording, how many, and why."""

    document: str
    heading: str
    wording: str
    count: int
    sv: str
    en: str


def read_sections(plan: Plan) -> tuple[Section, ...]:
    """The sections in printed order; none where the plan has no such file. Raises InputError."""
    documents = sorted(plan.file.documents)

    def fault(section: Section) -> Fault | None:
        if section.document in documents:
            return None
        text = Message("the plan names no such document")
        return text, "dokument", section.document, documents

    return _read(plan.folder / SECTIONS, SECTION_COLUMNS, _section, fault)


def read_left_out(plan: Plan) -> tuple[LeftOut, ...]:
    """What is left out, item by item; nothing without the file. Raises InputError."""
    known = {(section.document, section.heading) for section in read_sections(plan)}

    def fault(item: LeftOut) -> Fault | None:
        if (item.document, item.heading) in known:
            return None
        text = Message("the heading is not one of the document")
        return text, "rubrik", item.heading, sorted(heading for _, heading in known)

    return _read(plan.folder / LEFT_OUT, LEFT_OUT_COLUMNS, _left_out, fault)


def _read(
    path: Path,
    columns: tuple[str, ...],
    make: Callable[[dict[str, str], int], Item],
    fault: Callable[[Item], Fault | None],
) -> tuple[Item, ...]:
    """The rows of a file that may be lacking. Raises InputError with every fault."""
    if not path.is_file():
        return ()
    problems: list[Problem] = []
    rows = list(rows_read(records_under(path, columns), path, make, problems))
    for line, item in rows:
        if (found := fault(item)) is not None:
            text, column, value, names = found
            near = nearest(value, names)
            problems.append(Problem(text, str(path), line, column, value, nearest=near))
    if problems:
        raise InputError(problems=problems)
    return tuple(item for _, item in rows)


def _section(row: dict[str, str], _: int) -> Section:
    page = _whole(row["sida"]) if row["sida"] else None
    return Section(row["dokument"], _whole(row["niva"]), page, row["rubrik"], _whole(row["tal"]))


def _left_out(row: dict[str, str], _: int) -> LeftOut:
    where = (row["dokument"], row["rubrik"], row["ordalydelse"])
    return LeftOut(*where, _whole(row["antal"]), row["sv"], row["en"])


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal():
        raise ValueError(Message("a whole number"))
    return int(text)
