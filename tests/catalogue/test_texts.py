"""Texts: complete in both languages, and safe for what users write."""

import string

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
