"""One fault for one slip, where a key may hold one form of several (a list, `from … to`, a file).

pydantic tells what is wrong with the value in every form that it might have had. Only the form that
the value comes nearest to is what the user meant.
"""

from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic_core import ErrorDetails

from analysis.errors import nearest

WRONG_KIND = "wrong_kind"
FOREIGN = ("_type", "_parsing", "_from_float", "literal_error")
"""Endings of the kinds of fault of a value that is of another form altogether."""


class Branch(str):
    """The name of a form in the place of a fault: no key of the document."""


class Fault(NamedTuple):
    """A fault at a place, whose forms are told apart from its keys."""

    place: tuple[str | int, ...]
    detail: ErrorDetails


def faults_of(details: Sequence[ErrorDetails], data: object) -> list[Fault]:
    """The faults of a document, of each value with several forms those of the nearest one."""
    faults = [Fault(_with_branches(detail, data), detail) for detail in details]
    return _without_echo(_nearest_forms(faults, 0))


def _with_branches(detail: ErrorDetails, data: object) -> tuple[str | int, ...]:
    """A place in which what is no key of the document is marked as the name of a form."""
    found: list[str | int] = []
    place = detail["loc"]
    for number, part in enumerate(place):
        last = number == len(place) - 1
        if held := inside(data, part):
            data = held[0]
        elif not (last and detail["type"] == "missing") and isinstance(part, str):
            found.append(Branch(part))
            continue
        found.append(part)
    return tuple(found)


def inside(data: object, part: str | int) -> list[object]:
    """What stands under a part of a place: one value, or none."""
    if isinstance(data, list):
        return data[part : part + 1] if isinstance(part, int) else []
    return [data[part]] if isinstance(data, Mapping) and part in data else []


def _nearest_forms(faults: Sequence[Fault], depth: int) -> list[Fault]:
    """For each place at which forms begin, the faults of the form that has the slightest."""
    groups: dict[tuple[str | int, ...], dict[str, list[Fault]]] = {}
    kept: list[Fault] = []
    for fault in faults:
        at = next((i for i, part in enumerate(fault.place) if i >= depth and _is_form(part)), None)
        if at is None:
            kept.append(fault)
        else:
            forms = groups.setdefault(fault.place[:at], {})
            forms.setdefault(str(fault.place[at]), []).append(fault)
    for place, forms in groups.items():
        best = min(forms.values(), key=lambda found: _weight(found, len(place) + 1))
        if _weight(best, len(place) + 1)[0] and len(forms) > 1:
            kept.append(_of_no_form(place, [fault for found in forms.values() for fault in found]))
        else:
            kept += _nearest_forms(best, len(place) + 1)
    return kept


def _is_form(part: str | int) -> bool:
    return isinstance(part, Branch)


def _weight(faults: Sequence[Fault], depth: int) -> tuple[bool, int, int]:
    """How far a value is from a form: another kind of value, keys that it has not, all faults."""
    foreign = any(len(f.place) == depth and f.detail["type"].endswith(FOREIGN) for f in faults)
    keys = sum(f.detail["type"] == "extra_forbidden" for f in faults)
    return foreign, keys, len(faults)


def _of_no_form(place: tuple[str | int, ...], faults: Sequence[Fault]) -> Fault:
    """A value that is of the kind of none of the forms: one fault that names the kinds."""
    first = faults[0].detail
    depth = len(place) + 1
    kinds = {f.detail["type"]: f.detail.get("ctx", {}) for f in faults if len(f.place) == depth}
    told: ErrorDetails = {**first, "type": WRONG_KIND, "ctx": {"kinds": kinds}}
    return Fault(place, told)


def _without_echo(faults: Sequence[Fault]) -> list[Fault]:
    """Without "the key is missing" where the same key stands there, misspelt."""
    misspelt = [f.place for f in faults if f.detail["type"] == "extra_forbidden"]
    return [
        fault
        for fault in faults
        if fault.detail["type"] != "missing"
        or not any(
            place[:-1] == fault.place[:-1] and nearest(str(place[-1]), [str(fault.place[-1])])
            for place in misspelt
        )
    ]


def fields_at(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """The keys that are valid at a place within a model, as the document writes them."""
    found: object = model
    for part in place:
        found = _step(found, part)
    model_type = next((model for _, model in _models(found)), None)
    return list(_keys(model_type)) if model_type else []


def _keys(model: type[BaseModel]) -> dict[str, object]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _step(annotation: object, part: str | int) -> object:
    """What stands under a key of a model, or in the form that a place names."""
    for names, model in _models(annotation):
        if isinstance(part, Branch) and part in names:
            return model
        if not isinstance(part, Branch) and part in _keys(model):
            return _keys(model)[str(part)]
    return annotation


def _models(
    annotation: object, tags: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], type[BaseModel]]]:
    """The models that a value may be of, each with the names that pydantic gives that form."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [((annotation.__name__, *tags), annotation)]
    if get_origin(annotation) is Annotated:
        inner, *about = get_args(annotation)
        return _models(inner, tuple(each.tag for each in about if isinstance(each, Tag)))
    if get_origin(annotation) in (Union, UnionType, list, dict, tuple):
        return [found for arg in get_args(annotation) for found in _models(arg)]
    return []
