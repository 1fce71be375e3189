"""Headings of columns as people write them (*kolumnrubriker*): `Budget 2027`, `2027*`, a date."""

import re
from functools import cache
from importlib.resources import files

from analysis.inputs.labels import folded, without_mark
from analysis.inputs.source import SourceCell

FIRST, LAST = 1900, 2200
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")


class Unclear(ValueError):
    """A heading that names a year beside words that may mean something else."""


@cache
def _words(meaning: str) -> frozenset[str]:
    """Words beside a year that leave it a year (`år`), or say that it is something else (`annat`).

    Anything else is asked about, not guessed.
    """
    text = (files("analysis.inputs") / "heading_words.csv").read_text(encoding="utf-8")
    pairs = (line.split(";") for line in text.splitlines()[1:])
    return frozenset(word for word, means in pairs if means == meaning)


def heading_year(cell: SourceCell) -> int | None:
    """The year that a heading names; None when it names none, or something else than a year.

    Raises Unclear when nobody but the owner of the file can tell.
    """
    if cell.year is not None:
        return cell.year
    label = without_mark(folded(cell.text))
    years = [int(y) for y in _YEAR.findall(label)]
    words = {word.casefold() for word in _WORD.findall(label)}
    if len(years) != 1 or words & _words("annat") or not FIRST <= years[0] <= LAST:
        return None
    rest = _YEAR.sub("", label)
    if words <= _words("år") and not re.search(r"[\d%+/–—-]", rest):
        return years[0]
    raise Unclear(label)
