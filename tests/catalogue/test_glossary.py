"""The words explained: whole in both languages, found in text, each with a source."""

import pytest

from analysis.catalogue.glossary import forms, glossary


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_word_is_told_with_forms_and_a_source_by_the_alphabet(language):
    words = glossary(language)
    assert len(words) > 40
    assert all(word.name and word.says.endswith(".") and word.source for word in words)
    assert all(any(form.lower() in word.name.lower() or word.name.lower()[:5] in form.lower()
                   for form in word.forms) for word in words if word.id != "kpi")  # fmt: skip
    if language == "sv":
        names = [word.name for word in words]
        assert names.index("Årgång") > names.index("Vårdval") > names.index("Uppräkningsfaktor")


def test_a_longer_form_goes_before_a_shorter_and_a_part_of_a_word_is_none():
    pattern, by_form = forms("sv")
    found = pattern.findall("Resultatreserven, en RUR och kassaflödet; ramavtal i ramarna")
    assert [by_form[form.lower()] for form in found] == [
        "result_reserve",
        "equalisation_reserve",
        "frame",
    ]
