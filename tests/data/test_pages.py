"""The page of a heading: as the document counts its pages, and alike wherever it is named."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from analysis.inputs.documents import read_yaml
from analysis.inputs.plan import load_plan
from analysis.inputs.sections import Section, read_sections
from tests.data.printed import RAW, source_lines
from tests.data.walk import heading_at

PLANS = ["norrbotten-2023", "norrbotten-2025", "vasterbotten-2023"]
MARK = re.compile(r" Sida (\d+) \(74\)")
HEADER = re.compile(r" (?:ARBGRP|Jan Öström)")
"""Lines of the head of a page that also begin with the space of a new page."""
PICTURES = " Bilaga 2:"
"""Pages under this heading are pictures without text: what follows is counted backwards."""


def pages_of(lines: list[str]) -> dict[int, int]:
    """Line where a page of Regionstyrelsens plan 2025-2027 begins, and its number.

    The first line of a page begins with a space; three pages kept their number.
    """
    starts = [n for n, line in enumerate(lines) if re.match(r" \S", line)]
    starts = [n for n in starts if not HEADER.match(lines[n])]
    marks = {n: int(found[1]) for n in starts if (found := MARK.match(lines[n]))}
    pictures = next(n for n in starts if lines[n].startswith(PICTURES))
    pages = {}
    for order, start in enumerate(starts):
        before = [n for n in marks if n <= start]
        after = [n for n in marks if n >= start]
        backwards = not before or (after and start > pictures)
        mark = after[0] if backwards else before[-1]
        pages[start] = marks[mark] + order - starts.index(mark)
    return pages


def test_every_heading_of_the_board_plan_is_on_the_page_where_its_text_stands(
    shared: Path,
) -> None:
    """The document has no table of contents with pages."""
    lines = source_lines(shared, "001_443a541421ab291a.txt")
    text, pages, at = "\n".join(lines), pages_of(lines), 0
    for section in read_sections(load_plan(RAW / "norrbotten-2025")):
        if section.document != "rsp2025":
            continue
        found = heading_at(text, section.heading, at)
        assert found is not None, section
        at = found.end()
        indent = len(found[0]) - len(found[0].lstrip())
        line = text.count("\n", 0, found.start() + indent)
        assert section.page == pages[max(n for n in pages if n <= line)], section


def sources_in(part: object) -> Iterator[tuple[str, str, int]]:
    """Every document, heading and page that a file of a plan names together."""
    if isinstance(part, Mapping):
        if isinstance(part.get("heading"), str) and isinstance(part.get("page"), int):
            yield str(part["document"]), part["heading"].split("; ")[0], part["page"]
        for value in part.values():
            yield from sources_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from sources_in(value)


def spans(sections: list[Section], document: str, heading: str) -> Iterator[tuple[int, int]]:
    """First and last page where a heading may stand: its own, or between those around it."""
    own = [each for each in sections if each.document == document]
    for number, each in enumerate(own):
        if each.heading == heading:
            before = (s.page for s in reversed(own[: number + 1]) if s.page)
            after = (s.page for s in own[number + 1 :] if s.page)
            first = next(before, 0)
            yield first, each.page or next(after, 999)


@pytest.mark.parametrize("plan", PLANS)
def test_a_source_names_the_page_of_its_heading(plan: str) -> None:
    sections = list(read_sections(load_plan(RAW / plan)))
    wrong = []
    for path in sorted((RAW / plan).rglob("*.yml")):
        for document, heading, page in sources_in(read_yaml(path).data):
            found = list(spans(sections, document, heading))
            if not any(first <= page <= last for first, last in found):
                wrong.append((path.name, heading, page, found))
    assert not wrong
