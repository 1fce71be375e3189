"""The words for a fault of form that pydantic finds: never its own, which speak of Python."""

from collections.abc import Mapping
from typing import Any, get_args

from pydantic_core import ErrorDetails
from pydantic_core.core_schema import ErrorType

from analysis.inputs.unions import WRONG_KIND

OWN = "value_error"
"""What a validator of ours raises; its words are ours too."""
KINDS = {
    "float_type": "a number with a decimal point, such as 2.5",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "a text",
    "dict_type": "keys with values",
    "model_type": "keys with values",
    "list_type": "a list",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "literal_error": "{expected}",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "string_pattern_mismatch": "a text of the form {pattern}",
    "string_too_short": "at least {min_length} characters",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least {min_length} values",
    "too_long": "at most {max_length} values",
}


def plain_words(detail: ErrorDetails) -> str:
    """What is wrong with a value."""
    kind = detail["type"]
    if kind.endswith(("_type", "_parsing")) or kind in {"int_from_float", WRONG_KIND}:
        return "the value is of the wrong kind"
    if kind == "finite_number":
        return "the value is not a finite number"
    return "the value is not allowed"


def expected_words(detail: ErrorDetails) -> str | None:
    """What is expected in its place, or None where only pydantic's own words would say it."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == WRONG_KIND:
        words = [_of_kind(each, told) for each, told in context["kinds"].items()]
        return " or ".join(dict.fromkeys(word for word in words if word)) or None
    if kind in KINDS:
        return _of_kind(kind, context)
    if kind == OWN or kind not in get_args(ErrorType):
        return detail["msg"].removeprefix("Value error, ")
    return None


def _of_kind(kind: str, context: Mapping[str, Any]) -> str | None:
    return KINDS[kind].format(**context) if kind in KINDS else None
