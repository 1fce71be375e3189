"""Walking a source document: its sections by their headings, and the numbers printed in each."""

import re
from collections.abc import Sequence

# What the reading of pages brought in between: headers and footers repeat the title of the page.
PAGE = re.compile(
    r"(?m)^ *(?:Sida \d+ \(\d+\)|GÄLLER FÖR VERKSAMHET.*|ARBGRP[\d-]+ +[\d.]+|GODKÄNT DATUM.*) *$"
)
NUMBER = re.compile(
    r"(?<![\w,.])[-−–]?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[,.]\d+)?(?![\w])"
)
DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b|\b(?:[12]?\d|3[01]) (?:april|maj)\b")
YEAR = re.compile(r"(?:19|20)\d\d")
# Four digits that look like a year, and are not.
COUNTED = re.compile(r"\s+(?:personer|medarbetare)\b")


def sections_in(text: str, headings: Sequence[str]) -> list[str]:
    """The text under each heading, up to the next one. Headings stand in the order of the print."""
    text = PAGE.sub("", text.replace("**", "\n"))
    spans, at = [], 0
    for heading in headings:
        found = heading_at(text, heading, at)
        assert found is not None, heading
        spans.append(found.span())
        at = found.end()
    ends = [start for start, _ in spans[1:]] + [len(text)]
    return [text[begin:end] for (_, begin), end in zip(spans, ends, strict=True)]


def heading_at(text: str, heading: str, at: int) -> re.Match[str] | None:
    """A heading on lines of its own, numbered or not, from a place in the text on."""
    words = r"\s+".join(map(re.escape, heading.split()))
    line = rf"(?m)^[ \t]*(?:\d+(?:\.\d+)*[ \t]+)?{words}[ \t]*(?:\tBudget\t*)?$"
    return re.compile(line).search(text, at)


def numbers_in(body: str) -> list[str]:
    """Every number of a text as printed; a year or a date outside tables is none."""
    found = []
    for line in body.splitlines():
        tabled = "\t" in line
        told = line if tabled else DATE.sub("", line)
        for number in NUMBER.finditer(told):
            year = YEAR.fullmatch(number[0].lstrip("-−–"))
            if tabled or not year or COUNTED.match(told, number.end()):
                found.append(number[0])
    return found
