"""The words of each language, as the catalogue has them: what the other language never says."""

import re
from functools import cache
from pathlib import Path

from analysis.catalogue import label, line_items
from analysis.catalogue.messages import messages
from analysis.catalogue.texts import _texts

DATA = Path(__file__).resolve().parents[1] / "data" / "raw"
# What a user writes in a file or at a prompt, and what is put in, is no word of a sentence.
BOTH = {"decimal"}  # in English by the catalogue alone, and in Swedish by the notes of a plan
WRITTEN = re.compile(
    r"\{[^}]*\}|`[^`]*`|--[\w-]+|\b\w+(?:[_-]\w+)+\b|\b(?:\w+/)*\w+\.(?:yml|csv|json|xlsx|md|html)\b"
)


def words(text: str) -> set[str]:
    """The words of a text in small letters, without those that a user writes or that are put in."""
    return {w for w in re.findall(r"[^\W\d_]+", WRITTEN.sub(" ", text).lower()) if len(w) > 2}


@cache
def vocabulary(language: str) -> frozenset[str]:
    """Every word that the catalogue says in a language."""
    said = [text[language] for text in _texts().values()]
    said += [label(line, language) for line in line_items()]
    said += list(messages()) if language == "en" else list(messages().values())
    return frozenset(set().union(*map(words, said)))


@cache
def printed(endings: tuple[str, ...]) -> frozenset[str]:
    """The words of the shipped plans' files of some kinds."""
    files = [p for p in DATA.rglob("*") if p.suffix in endings]
    texts = (p.read_text(encoding="utf-8").lower() for p in files)
    return frozenset(set().union(*(re.findall(r"[^\W\d_]+", text) for text in texts)))


def foreign(text: str, language: str) -> set[str]:
    """Words of a text that the catalogue says in the other language alone.

    Printed tables are in Swedish; so are the notes of a plan, which are shown in both languages.
    """
    if language == "sv":
        return words(text) & (vocabulary("en") - vocabulary("sv") - printed((".csv",)) - BOTH)
    return words(text) & (vocabulary("sv") - vocabulary("en") - printed((".csv", ".yml", ".md")))
