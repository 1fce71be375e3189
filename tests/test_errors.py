"""What is said of bad input: in both languages, one line a fault, never interpreted."""

import ast
import inspect
import pickle
import string
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.catalogue.messages import messages
from analysis.errors import InputError, Message, Problem, RunFailed, verbatim


def fields(text: str) -> set[tuple[str, str | None, str | None]]:
    found = string.Formatter().parse(text)
    return {(name, form, conversion) for _, name, form, conversion in found if name}


SOURCE = Path(__file__).resolve().parent.parent / "src"


def written() -> set[str]:
    """Every message that stands in the code."""
    calls = (
        node
        for file in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Message" and node.args
    )
    return {a.value for c in calls if isinstance(a := c.args[0], ast.Constant)}


def test_every_message_in_the_code_has_a_swedish_form():
    assert sorted(written() - set(messages())) == []


@pytest.mark.parametrize("english", messages())
def test_a_message_has_a_swedish_form_with_the_same_fields(english):
    assert messages()[english].strip()
    assert fields(english) == fields(messages()[english])


def test_an_error_is_english_in_python_and_swedish_when_asked():
    error = InputError(Message("{name} is missing", name="x"), file="plan.yml", line=3, value="y")
    assert str(error) == "plan.yml, line 3: x is missing (found: 'y')"
    (problem,) = error.problems
    assert problem.said("sv") == "plan.yml, rad 3: x saknas (här står 'y')"
    assert problem.said("en") == str(error)


def test_a_message_within_a_message_is_in_its_language():
    inner = Message("{noun} of at least {low}", noun=Message("a whole number"), low=2)
    problem = Problem(Message("the value cannot be used"), expected=inner, nearest="z")
    assert problem.said("sv") == (
        "värdet kan inte användas; väntat: ett heltal som är minst 2; menade du 'z'?"
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_users_text_is_put_in_and_never_interpreted(language):
    hostile = "{0.__class__} {name} %s"
    assert Message("{name} is missing", name=hostile).said(language).startswith(hostile)
    assert verbatim(hostile).said(language) == hostile


def test_a_message_without_fields_may_hold_braces():
    assert Message("{mode: borrow}").said("sv") == "{mode: borrow}"


def test_errors_travel_between_processes_with_both_languages():
    failed = pickle.loads(pickle.dumps(RunFailed(Message("stopped"))))
    assert failed.said("sv") == "avbrutet"
    refused = pickle.loads(pickle.dumps(InputError(Message("{name} is missing", name="x"))))
    assert refused.problems[0].said("sv") == "x saknas"


def test_plain_text_is_no_message_for_the_type_checker():
    """`Message` in every signature: mypy refuses a fault, or what was expected, in plain text."""
    for signature in (Problem, InputError.__init__, RunFailed.__init__):
        assert "Message" in str(inspect.signature(signature).parameters["message"].annotation)
    for signature in (Problem, InputError.__init__):
        assert "Message | None" in str(inspect.signature(signature).parameters["expected"])


def test_numbers_in_a_message_are_written_as_its_language_does() -> None:
    text = "the age groups of {year} sum to {people:.1f} and not to the path"
    message = Message(text, year=2026, people=-1001.5)
    assert str(message) == message.said("en")
    assert "sum to -1001.5 and" in message.said("en")
    assert "summerar till \u22121001,5 och" in message.said("sv")
    printed = Message("{figure:f}, the sum of its rows", figure=Decimal("-55.90"))
    assert printed.said("sv").startswith("\u221255,90,")
    held = Message(
        "the result reserve holds {held:,.0f} mnkr in {year}, and {taken:,.0f} are used",
        held=1886.4,
        year=2027,
        taken=2000.0,
    )
    assert "rymmer 1\u00a0886 mnkr 2027, och 2\u00a0000" in held.said("sv")
