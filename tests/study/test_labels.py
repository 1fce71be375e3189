"""Values in messages are told by what they are called, in the language of the reader."""

import pickle

import pytest

from analysis.errors import Message
from analysis.study.labels import Labels, few


@pytest.mark.parametrize(("language", "words"), [("sv", "Årets resultat"), ("en", "Net result")])
def test_a_message_names_lines_in_the_readers_language(language, words):
    message = Message("the plan lacks what the rules need: {names}", names=Labels(["net_result"]))
    assert words in pickle.loads(pickle.dumps(message)).said(language)
    assert "net_result" not in message.said(language)


def test_of_many_names_the_first_are_told_and_the_rest_counted():
    names = [
        "net_result",
        "cash",
        "equity",
        "depreciation",
        "tax_revenue",
        "population",
        "lpik_incl",
    ]
    assert few(names).said("sv").endswith("och 1 till")
    assert few(names[:6]).said("sv").count(", ") == 5
