"""Coverage (*täckning*) of a plan's documents: what each section prints, and where it is held.

The tables of a section are those that stand under its heading, and the rows of running text that
name it. Numbers of a section may also stand in a table of the section that it belongs to (a
list gathered from several) or of one that belongs to it (a text that tells of its table).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.inputs.plan import Plan
from analysis.inputs.sections import LeftOut, Section, read_left_out, read_sections
from analysis.study.as_read import Read, read_plan

SEPARATOR = "; "
"""Between the headings of a table that is gathered from several sections."""
Status = Literal["text", "held", "left_out", "missing"]


@dataclass(frozen=True)
class Held:
    """A table in a section; `rows` are the numbers of the rows under it, None for all."""

    read: Read
    rows: tuple[int, ...] | None = None

    @property
    def figures(self) -> int:
        """How many figures of the table stand there; in a list, how many rows."""
        if self.rows is not None:
            return len(self.rows)
        table = self.read.table
        return sum(cell.value is not None for cell in table.cells) or len(table.items)


@dataclass(frozen=True)
class Covered:
    """A section, the tables under its heading, those of its family, and what is left out."""

    section: Section
    own: tuple[Held, ...]
    family: tuple[Held, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def argued(self) -> int:
        """How many of its numbers are left out."""
        return sum(item.count for item in self.left_out)

    @property
    def status(self) -> Status:
        """Whether the numbers of the section have a place; `text` where there are none."""
        if not self.section.numbers:
            return "held" if self.own else "text"
        if self.section.numbers == self.argued:
            return "left_out"
        return "held" if self.own or self.family else "missing"


def cover(plan: Plan) -> tuple[Covered, ...]:
    """Every section of the plan's documents, in printed order. Raises InputError."""
    sections, left_out = read_sections(plan), read_left_out(plan)
    tables = read_plan(plan)
    held = [_held(sections, tables, number) for number in range(len(sections))]
    return tuple(
        Covered(
            section,
            held[number],
            tuple(h for other in _family(sections, number) for h in held[other]),
            tuple(item for item in left_out if section.numbers and _names(item, section)),
        )
        for number, section in enumerate(sections)
    )


def _names(item: LeftOut, section: Section) -> bool:
    return (item.document, item.heading) == (section.document, section.heading)


def _held(sections: Sequence[Section], tables: Sequence[Read], number: int) -> tuple[Held, ...]:
    """The tables under one heading. Of several headings alike, the first with numbers has them."""
    section = sections[number]
    alike = [s for s in sections if (s.document, s.heading) == (section.document, section.heading)]
    if section is not next((s for s in alike if s.numbers), alike[0]):
        return ()
    return tuple(_under(section, tables))


def _under(section: Section, tables: Sequence[Read]) -> Iterator[Held]:
    for read in tables:
        table = read.table
        if table.spec.document != section.document:
            continue
        if {"rubrik", "varde"} <= set(table.spec.columns):
            rows = [n for n, item in enumerate(table.items) if item["rubrik"] == section.heading]
            if rows:
                yield Held(read, tuple(rows))
        elif section.heading in table.spec.heading.split(SEPARATOR):
            yield Held(read)


def _family(sections: Sequence[Section], number: int) -> Iterator[int]:
    """The sections that one belongs to, and those that belong to it."""
    own = sections[number]
    level = own.level
    for other in range(number - 1, -1, -1):
        if sections[other].document != own.document:
            break
        if sections[other].level < level:
            level = sections[other].level
            yield other
    for other in range(number + 1, len(sections)):
        if sections[other].document != own.document or sections[other].level <= own.level:
            break
        yield other
