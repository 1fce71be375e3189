"""A figure as a cell shows it (*siffra i en cell*), read the same way in every file.

What `parse_swedish` reads, and the ways in which finance systems, Excel and statistics write the
rest: a dash for zero, parentheses or a trailing minus below zero, a percent sign, a unit, a
footnote mark. Each such way is named in the result, so that a receipt can tell it.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from analysis.errors import Message
from analysis.inputs.labels import folded
from analysis.inputs.numbers import EXPECTED, MINUS, parse_swedish

Way = Literal["dash", "parentheses", "trailing_minus", "percent", "unit", "mark"]
UNITS = {
    "kr": "kr", "kronor": "kr", "sek": "kr", "tkr": "tkr", "ksek": "tkr",
    "mkr": "mnkr", "mnkr": "mnkr", "msek": "mnkr", "miljoner kronor": "mnkr",
}  # fmt: skip
"""Units as they stand beside a figure, by how the project writes them."""
NOT_AVAILABLE = frozenset({"..", "...", "…"})
"""What statistics write for a figure that is not known (*uppgift saknas*)."""
ERROR = re.compile(r"#(?:[A-ZÅÄÖ]+(?:/\d)?[!?]?|N/A|DIV/0!|DIVISION/0!|#+)")
"""What a spreadsheet shows for an error, in English or Swedish, or for a column too narrow."""

_DASHES = re.compile(f"[{re.escape(MINUS)}]")
_PARENTHESES = re.compile(r"\(\s*([^()]+?)\s*\)")
_MARKED = re.compile(r"(.*[\d)])\s*(?:\*+|[¹²³⁴-⁹]+)")
_UNIT = re.compile(r"(.*?)\s*(%|procent|[a-z]+(?: kronor)?)", re.IGNORECASE)


@dataclass(frozen=True)
class Figure:
    """A figure: its value, in what ways it was written, and the unit that stands beside it."""

    value: Decimal
    ways: tuple[Way, ...] = ()
    unit: str | None = None


def read_figure(text: str) -> Figure:
    """The figure that `text` shows. Raises ValueError, with what was expected, for anything else.

    A value in per cent is as shown: `3,4 %` is 3.4. The dash alone is zero (SS 14141 and PX).
    """
    body, ways, unit = folded(text), list[Way](), None
    if marked := _MARKED.fullmatch(body):
        body, ways = marked[1], ["mark"]
    if found := _UNIT.fullmatch(body):
        body, unit = found[1], _unit(found[2])
        ways.append("percent" if unit == "pct" else "unit")
    if _DASHES.fullmatch(body):
        return Figure(Decimal(0), (*ways, "dash"), unit)
    if inside := _PARENTHESES.fullmatch(body):
        value = parse_swedish(inside[1])
        if value < 0:
            raise ValueError(EXPECTED)
        return Figure(-value, (*ways, "parentheses"), unit)
    if len(body) > 1 and body[-1] in MINUS and body[0] not in MINUS:
        return Figure(-parse_swedish(body[:-1]), (*ways, "trailing_minus"), unit)
    return Figure(parse_swedish(body), tuple(ways), unit)


def figure_in(text: str, unit: str) -> Figure:
    """The figure that `text` shows, in the unit of its table (`mnkr`, `pct`, `share`, …).

    A percent sign is understood in a table of per cent or shares, and `tkr` only in one of tkr:
    a unit beside a figure that contradicts its table is refused with ValueError.
    """
    found = read_figure(text)
    if found.unit in (None, unit):
        return found
    if (found.unit, unit) == ("pct", "share"):
        return replace(found, value=found.value / 100)
    raise ValueError(Message("a figure in {unit} and not in {other}", unit=unit, other=found.unit))


def _unit(word: str) -> str:
    if word == "%" or word.casefold() == "procent":
        return "pct"
    if word.casefold() not in UNITS:
        raise ValueError(EXPECTED)
    return UNITS[word.casefold()]
