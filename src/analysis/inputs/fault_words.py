"""The words for a fault of form that pydantic finds: never its own, which speak of Python."""

from collections.abc import Mapping
from functools import reduce
from typing import get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from analysis.errors import Message, reason
from analysis.inputs.stated_numbers import EXPECTED
from analysis.inputs.unions import WRONG_KIND

OWN = "value_error"
"""What a validator of ours raises; its words are ours too."""
KINDS = {
    "float_type": EXPECTED,
    "int_type": Message("a whole number"),
    "int_from_float": Message("a whole number"),
    "string_type": Message("a text"),
    "dict_type": Message("keys with values"),
    "model_type": Message("keys with values"),
    "list_type": Message("a list"),
    "finite_number": Message("a finite number"),
    "bool_type": Message("true or false"),
    "literal_error": Message("{expected}"),
    "greater_than": Message("more than {gt}"),
    "greater_than_equal": Message("at least {ge}"),
    "less_than": Message("less than {lt}"),
    "less_than_equal": Message("at most {le}"),
    "string_pattern_mismatch": Message("a text of the form {pattern}"),
    "string_too_short": Message("at least {min_length} characters"),
    "string_too_long": Message("at most {max_length} characters"),
    "too_short": Message("at least {min_length} values"),
    "too_long": Message("at most {max_length} values"),
}


def plain_words(detail: ErrorDetails) -> Message:
    """What is wrong with a value."""
    kind = detail["type"]
    if kind.endswith(("_type", "_parsing")) or kind in {"int_from_float", WRONG_KIND}:
        return Message("the value is of the wrong kind")
    if kind == "finite_number":
        return Message("the value is not a finite number")
    return Message("the value is not allowed")


def expected_words(detail: ErrorDetails) -> Message | None:
    """What is expected in its place, or None where only pydantic's own words would say it."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == WRONG_KIND:
        found = [_of_kind(each, told) for each, told in context["kinds"].items()]
        words = list(dict.fromkeys(word for word in found if word))
        return reduce(_either, words) if words else None
    if kind in KINDS:
        return _of_kind(kind, context)
    if kind == OWN or kind not in get_args(ErrorType):
        own = context.get("error")
        return Message(detail["msg"]) if own is None else reason(own)
    return None


def _of_kind(kind: str, context: Mapping[str, object]) -> Message | None:
    return Message(KINDS[kind].text, **context) if kind in KINDS else None


def _either(one: Message, other: Message) -> Message:
    return Message("{one} or {other}", one=one, other=other)
