"""Values of a scenario that are no numbers: population paths, and how cash is financed."""

from collections.abc import Mapping

from pydantic import ValidationError

from analysis.errors import Message, shown
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.inputs.stated_numbers import number
from analysis.inputs.validation import Model

MODES = ("none", "sell_placements", "borrow")
BLEND = "{blend: {own: 0.5, scb: 0.5}}"
LOAN = "{mode: borrow, floor: 0, rate: 3.0}"


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


def _model(model: type[Model], body: Mapping[object, object], expected: Message) -> Model:
    try:
        return model.model_validate(dict(body))
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise ValueError(
            Message("{expected} (see {place})", expected=expected, place=shown(place))
        ) from None
