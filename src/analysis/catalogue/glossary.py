"""The words that a reader may want explained (*ordlista*), from `glossary.csv`.

Each has its forms in running text, longest first, by which a page finds it, and a source.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Word:
    """A word in one language: what it is called, how it is written in text, what it means."""

    id: str
    name: str
    forms: tuple[str, ...]
    says: str
    source: str


@cache
def glossary(language: str) -> tuple[Word, ...]:
    """The words in a language, by its alphabet. Raises ValueError for a form of two words."""
    text = (files("analysis.catalogue") / "glossary.csv").read_text(encoding="utf-8")
    found = [
        Word(
            row["id"],
            row[language],
            tuple(row[f"{language}_forms"].split("|")),
            row[f"{language}_says"],
            row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    ]
    written = [form.lower() for word in found for form in word.forms]
    if len(written) != len(set(written)):
        raise ValueError("glossary.csv: two words have the same form")
    return tuple(sorted(found, key=lambda word: _alphabet(word.name)))


@cache
def forms(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a form of any word, a longer one before a shorter; and the word of each form."""
    by_form = {form.lower(): word.id for word in glossary(language) for form in word.forms}
    longest = sorted(by_form, key=len, reverse=True)
    pattern = rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest))})(?![\w-])"
    return re.compile(pattern, re.IGNORECASE), by_form


def _alphabet(name: str) -> str:
    """Order of the Swedish alphabet: å, ä and ö after z."""
    return name.lower().translate(str.maketrans("åäö", "{|}"))
