"""Every number that is printed in the source documents has its place in the data of a plan.

The number of a section must stand in a table of that section or of its family, else it is left out
with a reason; `docs/coverage.md` shows both. A number of a table is met as often as it is printed.
"""

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from analysis.inputs.plan import load_plan
from analysis.study.sections import Covered, Held, cover
from tests.data.printed import RAW, source_lines
from tests.data.walk import NUMBER, YEAR, numbers_in, sections_in

# document of a plan: the text that it was read from
SOURCES = {
    ("norrbotten-2025", "sp2025"): "004_89c0f1149caa0324.txt",
    ("norrbotten-2025", "rsp2025"): "001_443a541421ab291a.txt",
    ("norrbotten-2023", "rsp2023"): "000_f9ff390ae739b17b.txt",
    ("vasterbotten-2023", "np2023"): "002_6d41670bb0d4d7ed.txt",
    ("norrbotten-2022", "beslut2022"): "003_6560f3ed4a55eb7a.txt",
}
CONTENTS = re.compile(r"(?:\d+(?:\.\d+)* )?(.+?)(?:\.{5})?\t(\d+)$")
"""A line of a table of contents: heading and page."""
MISSPELT = {"Risicanalys": "Riskanalys"}
"""Headings that the contents spell otherwise than the page."""

# A number of running text that is held elsewhere than under its heading: the table that holds it.
TOLD_BY = {
    ("norrbotten-2025", "Ekonomisk utblick"): "nyckeltal",
    ("norrbotten-2025", "Löne- och prispförändringar för regioner, (Procent)"): "textuppgifter",
    ("norrbotten-2025", "Resultatbudget 2025-2027 och kalkyl 2028-2030, mnkr"): "textuppgifter",
    (
        "norrbotten-2023",
        "Anslag regiondirektörens uppdrag, stab, kansli och avdelningar 2022, tkr",
    ): "textuppgifter",
    ("norrbotten-2023", "Framgångsfaktor: En trygg och säker verksamhet"): "styrmatt_ingangsvarden",
    ("norrbotten-2023", "Division Nära"): "medarbetare_divisioner",
    ("norrbotten-2023", "Division Länssjukvård 1"): "medarbetare_divisioner",
    ("norrbotten-2023", "Division Länssjukvård 2"): "medarbetare_divisioner",
    ("norrbotten-2023", "Division Funktion"): "medarbetare_divisioner",
    ("norrbotten-2023", "Division Psykiatri"): "medarbetare_divisioner",
    ("vasterbotten-2023", "Beställare primärvård"): "budgetforandringar",
    ("vasterbotten-2023", "Beställare tandvård"): "budgetforandringar",
    ("vasterbotten-2023", "Digitalisering och service"): "budgetforandringar",
    ("vasterbotten-2023", "Regiongemensamma stödfunktioner och anslag"): "budgetforandringar",
    ("vasterbotten-2023", "Avskrivningar och externa pensionskostnader"): "budgetforandringar",
}
NAMES = re.compile(r"\b(?:[Ll]än-?s?sjukvård|LS|Div|[Mm]ål|tertial)\*? \d+\b|covid-19|1/(?=1100)")
"""Numbers that are part of a name."""
FOOTNOTED = re.compile(r"^[¹²³⁴⁵⁶⁷ \d]+(?=Beslutad|For )|(?<=%) 2$")
"""The mark of a footnote, and one that the reading of a page left behind."""


@cache
def covered(plan: str) -> tuple[Covered, ...]:
    return cover(load_plan(RAW / plan))


def value(text: str) -> Decimal:
    """A number as printed, without its sign: a table may count what its source subtracts."""
    return abs(
        Decimal(text.translate({ord(c): None for c in " \u00a0\u202f-−–"}).replace(",", "."))
    )


def held_numbers(held: Held) -> Counter[Decimal]:
    """The numbers of a table in one section: its figures, and those in its words."""
    table = held.read.table
    texts = [str(cell.value) for cell in table.cells if cell.value is not None]
    texts += [part for cell in table.cells for part in (*cell.labels, cell.column)]
    for number, item in enumerate(table.items):
        if held.rows is None or number in held.rows:
            texts += [str(part) for part in item.values() if part is not None]
    texts += [table.spec.heading, table.spec.note or "", *table.header]
    texts += [column.sv or "" for column in table.spec.columns.values()]
    return Counter(value(number) for text in texts for number in NUMBER.findall(text))


def of_document(plan: str, document: str, shared: Path) -> list[tuple[Covered, str]]:
    """Each section of a document with the text under it."""
    text = "\n".join(source_lines(shared, SOURCES[plan, document]))
    found = [c for c in covered(plan) if c.section.document == document]
    bodies = sections_in(text, [c.section.heading for c in found])
    return list(zip(found, bodies, strict=True))


def held_of(section: Covered) -> Counter[Decimal]:
    """The numbers of the tables of a section and its family, and those that are left out."""
    held = sum((held_numbers(h) for h in (*section.own, *section.family)), Counter())
    held.update(value(n) for item in section.left_out for n in NUMBER.findall(item.wording))
    return held


def is_held(number: str, held: Counter[Decimal]) -> bool:
    """Whether a number stands there; a scan prints a row of figures with a space between them."""
    return value(number) in held or all(value(part) in held for part in number.split())


@pytest.mark.parametrize(("plan", "document"), SOURCES)
def test_every_number_stands_in_a_table_of_its_section_or_is_left_out_with_a_reason(
    plan: str, document: str, shared: Path
) -> None:
    lacking = {}
    for section, body in of_document(plan, document, shared):
        held = held_of(section)
        rest = [number for number in numbers_in(body) if not is_held(number, held)]
        if rest:
            lacking[section.section.heading] = rest
    assert not lacking


@pytest.mark.parametrize(("plan", "document"), SOURCES)
def test_sections_and_what_is_left_out_are_counted_as_they_are_printed(
    plan: str, document: str, shared: Path
) -> None:
    for section, body in of_document(plan, document, shared):
        assert section.section.numbers == len(numbers_in(body)), section.section.heading
        told = " ".join(body.split()).casefold()
        counted = NUMBER.findall if "\t" in body else numbers_in
        for item in section.left_out:
            times = told.count(item.wording.casefold())
            assert item.count == times * len(counted(item.wording)), item


def told(section: Covered, table: str | None) -> Counter[Decimal]:
    """What stands under a heading itself, in the table that is named for it, or is left out.

    The number of a row says nothing of the plan: it would stand for any number as small.
    """
    held: Counter[Decimal] = Counter()
    for each in (*section.own, *(h for h in section.family if h.read.table.id == table)):
        texts = [str(cell.value) for cell in each.read.table.cells if cell.value is not None]
        texts += [label for cell in each.read.table.cells for label in cell.labels]
        for number, item in enumerate(each.read.table.items):
            if each.rows is None or number in each.rows:
                texts += [str(part) for name, part in item.items() if part and name != "nr"]
                texts += ["0" for part in item.values() if part == 0]
        held.update(value(number) for text in texts for number in NUMBER.findall(text))
    held.update(value(n) for item in section.left_out for n in NUMBER.findall(item.wording))
    return held


@pytest.mark.parametrize(("plan", "document"), [s for s in SOURCES if s[0] != "norrbotten-2022"])
def test_a_number_of_running_text_stands_under_its_heading_or_in_the_table_named_for_it(
    plan: str, document: str, shared: Path
) -> None:
    """Any table of its family will not do: 8 and 11 also number rows. The scan has no such text."""
    lacking = {}
    for section, body in of_document(plan, document, shared):
        held = told(section, TOLD_BY.get((plan, section.section.heading)))
        prose = [NAMES.sub("", line) for line in body.splitlines() if "\t" not in line]
        numbers = numbers_in("\n".join(FOOTNOTED.sub("", line) for line in prose))
        if rest := [number for number in numbers if value(number) not in held]:
            lacking[section.section.heading] = rest
    assert not lacking


@pytest.mark.parametrize(("plan", "document"), SOURCES)
def test_a_number_is_held_as_often_as_the_tables_of_its_section_print_it(
    plan: str, document: str, shared: Path
) -> None:
    lacking = {}
    for section, body in of_document(plan, document, shared):
        held = held_of(section)
        lines = [line for line in body.splitlines() if "\t" in line]
        numbers = [n for line in lines for n in NUMBER.findall(line) if not YEAR.fullmatch(n)]
        printed = Counter(map(value, numbers))
        if rest := printed - held:
            lacking[section.section.heading] = rest
    assert not lacking


@pytest.mark.parametrize(("plan", "document"), SOURCES)
def test_every_line_of_a_table_of_contents_is_a_section_on_its_page(
    plan: str, document: str, shared: Path
) -> None:
    found = {
        (MISSPELT.get(c.section.heading, c.section.heading), c.section.page)
        for c in covered(plan)
        if c.section.document == document
    }
    lines = source_lines(shared, SOURCES[plan, document])[:120]
    printed = [m for line in lines if (m := CONTENTS.match(line))]
    assert {(m[1].strip(), int(m[2])) for m in printed[bool(plan == "norrbotten-2023") :]} <= found
