"""Numbers as people state them in a file or on the command line, in Swedish or English form.

What the product prints can be typed back: a true minus sign, a decimal comma, no-break spaces.
"""

import math
import re
from collections.abc import Mapping
from typing import SupportsFloat

from analysis.errors import Message, reason
from analysis.inputs.figures import figure_in
from analysis.inputs.numbers import parse_swedish

EXPECTED = Message("a number such as 1.5 or \u22121,5")
LEVEL_FIRST = Message("a number; 'uprate' stands under 'set', after a level of the year before")
_UNIT_BESIDE = re.compile(r"\d\s*(%|[a-z]*kr$)", re.ASCII)
_SCIENTIFIC = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)


def number(value: object, unit: str = "") -> float:
    """The finite number that is stated, in `unit` where one stands beside it (`3,4 %`, `250 mnkr`).

    Raises ValueError with what was expected.
    """
    if isinstance(value, str):
        found = _from_text(_without_rate(value, unit), unit)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = as_float(value)
    elif isinstance(value, Mapping):
        raise ValueError(LEVEL_FIRST)
    else:
        raise ValueError(EXPECTED)
    if not math.isfinite(found):
        raise ValueError(Message("a finite number"))
    return found


def as_float(value: SupportsFloat) -> float:
    """A number as a float, infinite where it is too large for one: refused in code as in a file."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


PER_HUNDRED = "kr per 100 kr"
"""The unit of a tax rate; the same number is said in per cent."""


def _without_rate(text: str, unit: str) -> str:
    """A tax rate without the words of its unit, which hold a number of their own."""
    if unit == PER_HUNDRED:
        for words in (PER_HUNDRED, "%"):
            text = text.strip().removesuffix(words)
    return text


def _from_text(text: str, unit: str) -> float:
    if _SCIENTIFIC.fullmatch(text.strip()):
        return float(text)
    try:
        return float(parse_swedish(text))
    except ValueError:
        if not any(letter.isdecimal() for letter in text):
            raise ValueError(EXPECTED) from None
    try:
        figure = figure_in(text, unit)
    except ValueError as error:
        raise ValueError(reason(error) if _UNIT_BESIDE.search(text) else EXPECTED) from None
    if not set(figure.ways) <= {"percent", "unit"}:
        raise ValueError(EXPECTED)
    return float(figure.value)
