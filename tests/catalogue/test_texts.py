"""Texts: complete in both languages, and safe for what users write."""

import csv
import re
import string
from pathlib import Path

import pytest

from analysis import catalogue
from analysis.catalogue import has_text
from analysis.catalogue.texts import _texts
from analysis.model.chapters import chapter_of


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("key", catalogue.keys())
def test_a_text_exists_in_both_languages_with_the_same_placeholders(key):
    sv, en = _texts()[key]["sv"], _texts()[key]["en"]
    assert sv.strip()
    assert en.strip()
    assert placeholders(sv) == placeholders(en)


CATALOGUE = Path(catalogue.__file__).parent


@pytest.mark.parametrize("path", sorted(CATALOGUE.rglob("*.csv")), ids=lambda path: path.name)
def test_no_cell_of_the_catalogue_is_cut_at_its_own_comma(path):
    head, *rows = csv.reader(path.read_text(encoding="utf-8").splitlines(keepends=True))
    assert [row for row in rows if len(row) != len(head)] == []


ENGLISH = """the of and with is are not that which this these if was were been their there
    where when goal cost outcome printed plan's member members lines rounding unchanged"""
SWEDISH = """och att det som är inte av med för på har ett om från ska kan eller vid över mot
    mål kostnad utfall raden rader planen medlemmar saknas mnkr tkr"""
# What a user writes in a file or at a prompt, and what is put in, is no word of a sentence.
WRITTEN = re.compile(r"\{[^}]*\}|`[^`]*`|\b\w+(?:_\w+)+\b|\b\w+\.(?:yml|csv|json|xlsx|md)\b")


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+(?:'s)?", WRITTEN.sub(" ", text).lower()))


@pytest.mark.parametrize("key", catalogue.keys())
def test_a_text_has_no_word_of_the_other_language_and_a_minus_that_is_one(key):
    text = _texts()[key]
    assert words(text["sv"]) & set(ENGLISH.split()) == set()
    assert words(text["en"]) & set(SWEDISH.split()) == set()
    for said in text.values():
        assert not re.search(r"(?<![\w{}.-])-\d", WRITTEN.sub("x", said))


def test_a_users_text_is_put_in_and_never_interpreted():
    hostile = "{0.__class__} {number} %s <b>"
    assert hostile in catalogue.text("unit.mnkr.amount", "sv", number=hostile)


def test_a_missing_text_is_refused_with_the_nearest_key():
    with pytest.raises(KeyError, match=r"unit\.mnkr\.amount"):
        catalogue.text("unit.mnkr.amont")


def test_words_in_a_row_are_joined_as_the_language_joins_them():
    assert catalogue.enumerate_words(["a", "b", "c"]) == "a, b och c"
    assert catalogue.enumerate_words(["a", "b"], "en") == "a and b"
    assert catalogue.enumerate_words([]) == ""


def test_every_chapter_of_the_model_has_a_name_for_readers():
    for family in ("chapter.model", "live.chapter"):
        assert [c for c in set(chapter_of().values()) if not has_text(f"{family}.{c}")] == []
