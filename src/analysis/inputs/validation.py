"""A document as the model that says what it may hold (pydantic): every fault with its line."""

import contextlib
import copy
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from analysis.errors import InputError, Message, Problem, nearest, shown
from analysis.inputs.documents import Data, Document, Key
from analysis.inputs.fault_words import expected_words, plain_words
from analysis.inputs.stated_numbers import number
from analysis.inputs.unions import Branch, Fault, faults_of, fields_at, inside

Model = TypeVar("Model", bound=BaseModel)


def validate(document: Document, model: type[Model]) -> Model:
    """The document as `model`. Raises InputError with every fault, each with its line.

    A text that stands where a number is wanted is read as one, as on the command line: `−1,5`.
    """
    if not isinstance(document.data, dict):
        raise InputError(
            Message("the file holds no keys"),
            file=document.path,
            line=1,
            expected=Message("lines such as 'question: …'"),
        )
    data: Data = document.data
    try:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            data = _with_numbers(data, error)
        return model.model_validate(data)
    except ValidationError as error:
        faults = faults_of(error.errors(include_url=False), data)
        raise InputError(problems=[_problem(document, model, fault) for fault in faults]) from None


def _with_numbers(data: Data, error: ValidationError) -> Data:
    """The data with a number for every text that was refused because it is none, and says one.

    A unit beside it must be the one that the text stands under (`unit: pct` and `3,4 %`).
    """
    found = copy.deepcopy(data)
    for fault in error.errors(include_url=False):
        if fault["type"] != "float_type" or not isinstance(fault["input"], str):
            continue
        _put_number(*_holder(found, fault["loc"]), fault["input"])
    return found


def _put_number(holder: object, last: Key, unit: str, said: str) -> None:
    """The number that a text says in the place of it, where that is what stands there."""
    if inside(holder, last) != [said]:
        return
    with contextlib.suppress(ValueError):
        value = number(said, unit)
        if isinstance(holder, dict):
            holder.update({last: value})
        elif isinstance(holder, list) and isinstance(last, int):
            holder[last] = value


def _holder(data: object, place: Sequence[Key]) -> tuple[object, Key, str]:
    """What holds the value at a place, under which key, and the unit that stands nearest.

    The place that pydantic gives also names the forms that a value was tried as: passed over.
    """
    holder, inner = data, data
    last: Key = place[0]
    unit = ""
    for part in place:
        if isinstance(inner, dict):
            unit = str(inner.get("unit", unit))
        if found := inside(inner, part):
            holder, last, inner = inner, part, found[0]
    return holder, last, unit


def _problem(document: Document, model: type[BaseModel], fault: Fault) -> Problem:
    place, detail = fault
    keys = tuple(part for part in place if not isinstance(part, Branch))
    value: object = detail.get("input")
    message = plain_words(detail)
    expected: Message | None = expected_words(detail)
    close: str | None = None
    if detail["type"] == "extra_forbidden":
        message, value = Message("the key {key!r} does not exist here", key=shown(place[-1])), None
        valid = fields_at(model, place[:-1])
        close = nearest(str(place[-1]), valid)
        expected = (
            None if close or not valid else Message("one of: {names}", names=", ".join(valid))
        )
    elif detail["type"] == "missing":
        message = Message("the key {key!r} is missing", key=shown(place[-1]))
        value, expected = None, None
    text = None if value is None or isinstance(value, dict | list) else str(value)
    name = ".".join(map(str, keys)) or None
    return Problem(message, str(document.path), document.line(keys), name, text, expected, close)
