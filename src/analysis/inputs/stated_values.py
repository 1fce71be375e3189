"""Values as people state them: numbers in Swedish or English form, population paths, financing.

What the product prints can be typed back: a true minus sign, a decimal comma, no-break spaces.
"""

import math
import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from analysis.errors import Message, reason, shown
from analysis.inputs.figures import figure_in
from analysis.inputs.numbers import parse_swedish
from analysis.inputs.scenario_schema import Blend, Financing

EXPECTED = Message("a number such as 1.5 or \u22121,5")
LEVEL_FIRST = Message("a number; 'uprate' stands under 'set', after a level of the year before")
MODES = ("none", "sell_placements", "borrow")
BLEND = "{blend: {own: 0.5, scb: 0.5}}"
LOAN = "{mode: borrow, floor: 0, rate: 3.0}"
_UNIT_BESIDE = re.compile(r"\d\s*(%|[a-z]*kr$)", re.ASCII)
_SCIENTIFIC = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)


def number(value: object, unit: str = "") -> float:
    """The finite number that is stated, in `unit` where one stands beside it (`3,4 %`, `250 mnkr`).

    Raises ValueError with what was expected.
    """
    if isinstance(value, str):
        found = _from_text(value, unit)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = float(value)
    elif isinstance(value, Mapping):
        raise ValueError(LEVEL_FIRST)
    else:
        raise ValueError(EXPECTED)
    if not math.isfinite(found):
        raise ValueError(Message("a finite number"))
    return found


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


def population(body: object) -> str | Blend:
    """The name of a population path, or a blend. Raises ValueError with what was expected."""
    if isinstance(body, str) and body.strip():
        return body.strip()
    if not isinstance(body, Mapping) or not body:
        raise ValueError(
            Message("years with values, the name of a population scenario, or a blend")
        )
    blend = _model(Blend, body, Message("{form}, weights from 0 to 1", form=BLEND))
    total = sum(blend.blend.values())
    if abs(total - 1) > 1e-9:
        raise ValueError(
            Message("weights of the blend that sum to 1, not to {total:g}", total=total)
        )
    return blend


def financing(body: object) -> Financing:
    """How negative cash is covered. Raises ValueError with what was expected."""
    if isinstance(body, str):
        body = _financing_text(body)
    if not isinstance(body, Mapping) or not body:
        raise ValueError(Message("one of: {names}", names=", ".join(MODES)))
    found = _model(Financing, body, Message("one of: {names}", names=", ".join((*MODES, LOAN))))
    if found.mode == "borrow" and found.rate is None:
        raise ValueError(Message("a rate for the loan, as {loan}", loan=LOAN))
    return found


def _financing_text(text: str) -> dict[str, object]:
    """`borrow,floor=100,rate=3.0` as keys and values."""
    mode, *rest = (part.strip() for part in text.split(","))
    pairs = [part.partition("=") for part in rest]
    if mode not in MODES or any(not equals for _, equals, _ in pairs):
        raise ValueError(Message("one of: {names}", names=", ".join(MODES)))
    return {"mode": mode, **{key.strip(): number(value) for key, _, value in pairs}}


def _model(model: type[Any], body: Mapping[Any, Any], expected: Message) -> Any:
    try:
        return TypeAdapter(model).validate_python(dict(body))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise ValueError(
            Message("{expected} (see {place})", expected=expected, place=shown(place))
        ) from None
