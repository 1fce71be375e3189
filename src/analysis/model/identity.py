"""What a scenario is (*identitet*): its resolved differences from the plan, and their checksum.

Two scenarios are the same when every assumption that results is the same, whatever their files are
called and however the differences were written.
"""

import hashlib
from collections.abc import Iterator, Mapping

import numpy as np

from analysis.inputs.differences import FINANCING
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import Plan
from analysis.inputs.scenario_schema import Financing
from analysis.model.assumptions import Resolved
from analysis.model.inputs_of_keys import input_name

Array = np.ndarray
DIGITS = 10
"""Significant digits that tell two values apart: what floating point adds is no difference."""


def canonical(moved: Mapping[str, Array], inputs: Mapping[str, Array]) -> str:
    """Every input and position whose value is not the plan's own, a line each, in order."""
    return "\n".join(
        f"{name}:{place}={value}"
        for name in sorted(moved)
        for place, value in _moved(moved[name], inputs.get(name))
    )


def _moved(values: Array, own: Array | None) -> Iterator[tuple[int, str]]:
    before = np.full(values.shape, np.nan) if own is None else np.broadcast_to(own, values.shape)
    for place, (old, new) in enumerate(zip(before.ravel(), values.ravel(), strict=True)):
        if _digits(old) != _digits(new):
            yield place, _digits(new)


def _digits(value: float) -> str:
    return f"{float(value) + 0.0:.{DIGITS}g}"


def digest(
    moved: Mapping[str, Array], inputs: Mapping[str, Array], horizon: int | None = None
) -> str:
    """The checksum (SHA-256) of the resolved differences, and of the year of a longer horizon."""
    longer = "" if horizon is None else f"\nhorizon={horizon}"
    return hashlib.sha256(f"{canonical(moved, inputs)}{longer}".encode()).hexdigest()


def resolved(
    plan: Plan, scenario: Resolved, inputs: Mapping[str, Array]
) -> list[dict[str, object]]:
    """The resolved differences as plain data: key, year, the plan's value and the scenario's own,
    in the unit of files; the plan's is None where the plan leaves it open. `by_link` says what of
    the difference came from differences in other keys."""
    found: list[dict[str, object]] = []
    for key, spec in scenario_keys().items():
        name, years = input_name(key), plan.spec_years(spec)
        if name not in scenario.moved:
            continue
        own = np.broadcast_to(inputs[name], (len(years),)) / spec.factor
        parts = scenario.by_link.get(name, {})
        for place, _ in _moved(scenario.moved[name], inputs[name]):
            before = None if np.isnan(own[place]) else tidy(float(own[place]))
            value = tidy(float(scenario.moved[name][place] / spec.factor))
            linked = {
                source: tidy(float(part[place] / spec.factor))
                for source, part in parts.items()
                if part[place]
            }
            entry = {"key": key, "year": years[place], "plan": before, "value": value}
            found.append(entry | ({"by_link": linked} if linked else {}))
    return found


def tidy(value: float) -> float:
    """A value without what floating point added: 11.84 and not 11.840000000000002."""
    return float(f"{value:.12g}")


def financing_document(choice: Financing) -> dict[str, object]:
    """How negative cash is covered, as one of the differences."""
    return {"key": FINANCING, "year": None, "plan": None, "value": choice.model_dump()}
