"""Differences of a scenario: one reading of key, years and value, whatever route they came by.

A file, the command line, a notebook, a grid and a Python call state differences in forms of their
own (`routes`); here what each stated becomes a `Difference`, or one line that says why not. Whether
the assumption that results is within reason is judged where plan and scenario meet
(`analysis.model.bounds`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from analysis.errors import Message, Problem, nearest, reason, shown, verbatim
from analysis.inputs.continuation import LATEST
from analysis.inputs.parameters import ParameterSpec, key_named, scenario_keys, span, year_range
from analysis.inputs.plan import Plan
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.inputs.stated_numbers import number
from analysis.inputs.stated_values import financing, population

Kind = Literal["change", "set"]
FINANCING = "financing"


@dataclass(frozen=True)
class Difference:
    """One difference from the plan: `value` by year, or a whole path given by name or blend.

    `confirmed`: the user says that the value is meant as it is written.
    """

    key: str
    kind: Kind
    years: tuple[int, ...]
    value: float | None
    whole: str | Blend | Financing | None = None
    file: str | None = None
    line: int | None = None
    confirmed: bool = False
    rate: str | None = None
    """The rate that carried the value from the year before, as it was typed."""

    @property
    def origin(self) -> Message:
        if not self.line:
            return verbatim(self.file)
        return Message("{file}, line {line}", file=self.file, line=self.line)


@dataclass(frozen=True)
class Stated:
    """What a route says of one key: `years` is None where it gives no year."""

    kind: Kind
    key: str
    years: object
    value: object
    file: str
    line: int | None = None
    confirmed: bool = False
    rate: str | None = None

    def problem(
        self,
        message: Message,
        value: object = None,
        expected: Message | None = None,
        close: str | None = None,
    ) -> Problem:
        text = None if value is None else str(value)
        column = f"{self.kind}.{self.key}"
        return Problem(message, self.file, self.line, column, text, expected, close)


def difference(stated: Stated, plan: Plan, problems: list[Problem]) -> Difference | None:
    """The difference that is stated; None where a fault was added to `problems`."""
    key = key_named(stated.key)
    spec = scenario_keys().get(key)
    if spec is None and key != FINANCING:
        problems.append(_unknown(stated))
    elif stated.kind not in (spec.scenario if spec else ["set"]):
        other = "change" if stated.kind == "set" else "set"
        message = Message("{key} cannot be used under {kind!r}", key=key, kind=stated.kind)
        problems.append(
            stated.problem(message, expected=Message("it under {other!r}", other=other))
        )
    elif spec is None:
        return _financing(stated, problems)
    elif stated.years is not None:
        return _yearly(stated, key, spec, plan, problems)
    elif key == "population" and stated.kind == "set":
        return _population(stated, plan, problems)
    else:
        problems.append(_without_years(stated))
    return None


def needed_horizon(stated: Stated, plan: Plan) -> int | None:
    """The year to which the plan has to be carried for what is stated; None where it needs not be,
    or cannot."""
    spec, bounds = scenario_keys().get(key_named(stated.key)), year_range(stated.years)
    if spec is None or bounds is None:
        return None
    valid = plan.spec_years(spec)
    until = plan.years[-1] + bounds[1] - valid[-1]
    return until if valid[0] <= bounds[0] and plan.years[-1] < until <= LATEST else None


def outside(stated: Stated, plan: Plan, horizon: int | None) -> Problem:
    """The fault of years that the plan does not hold, with the `horizon` that would have them."""
    valid = span(plan.spec_years(scenario_keys()[key_named(stated.key)]))
    expected = Message("years within {valid}", valid=valid)
    if horizon is not None:
        expected = Message(
            "years within {valid}, or the plan carried further: --horizon {horizon}",
            valid=valid,
            horizon=horizon,
        )
    return stated.problem(Message("the plan does not hold these years"), stated.years, expected)


def _unknown(stated: Stated) -> Problem:
    names = [*scenario_keys(), FINANCING]
    close = nearest(stated.key, names)
    expected = None if close else Message("one of: {names}", names=", ".join(names))
    text = Message("there is no scenario key {key!r}", key=shown(stated.key))
    return Problem(text, stated.file, stated.line, stated.kind, None, expected, close)


def _without_years(stated: Stated) -> Problem:
    example = Message("years with values, as 2026-2030: 1.0")
    if isinstance(stated.value, Mapping) and not stated.value:
        return stated.problem(Message("nothing is said of the key"), expected=example)
    return stated.problem(Message("the year is missing"), shown(stated.value), example)


def _yearly(
    stated: Stated, key: str, spec: ParameterSpec, plan: Plan, problems: list[Problem]
) -> Difference | None:
    bounds, valid = year_range(stated.years), plan.spec_years(spec)
    if bounds is None:
        message = Message("this is neither a year nor a range of years")
        expected = Message("a year such as 2026 or a range such as 2026-2030")
        problems.append(stated.problem(message, stated.years, expected))
        return None
    if bounds[0] < valid[0] or bounds[1] > valid[-1]:
        problems.append(outside(stated, plan, needed_horizon(stated, plan)))
        return None
    if key == "population" and stated.value in plan.populations:
        path, text = str(stated.value), Message("a population path holds for all years")
        problems.append(stated.problem(text, path, verbatim(f"population={path}")))
        return None
    try:
        value = number(stated.value, spec.unit)
    except ValueError as error:
        message = Message("the value is not a number")
        problems.append(stated.problem(message, shown(_typed(stated.value)), reason(error)))
        return None
    years = tuple(range(bounds[0], bounds[1] + 1))
    place = (stated.file, stated.line, stated.confirmed, stated.rate)
    return Difference(key, stated.kind, years, value, None, *place)


def _typed(value: object) -> object:
    """A value as it was typed: `uprate 2`, which is read as a mapping."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {of}" for key, of in value.items())
    return value


def _financing(stated: Stated, problems: list[Problem]) -> Difference | None:
    if stated.years is not None:
        message = Message("financing holds for all years and takes no year")
        problems.append(stated.problem(message, stated.years, Message("it without a year")))
        return None
    try:
        whole = financing(stated.value)
    except ValueError as error:
        message, value = Message("financing is not understood"), _brief(stated.value)
        problems.append(stated.problem(message, value, reason(error)))
        return None
    return Difference(FINANCING, "set", (), None, whole, stated.file, stated.line)


def _population(stated: Stated, plan: Plan, problems: list[Problem]) -> Difference | None:
    """A population path by name, or a blend of them."""
    try:
        whole = population(stated.value)
    except ValueError as error:
        message, value = Message("the value is of the wrong kind"), _brief(stated.value)
        problems.append(stated.problem(message, value, reason(error)))
        return None
    names = list(whole.blend) if isinstance(whole, Blend) else [whole]
    unknown = [name for name in names if name not in plan.populations]
    for name in unknown:
        message = Message("there is no population scenario {name!r}", name=shown(name))
        close = nearest(name, plan.populations)
        expected = Message("one of: {names}", names=", ".join(plan.populations))
        problems.append(stated.problem(message, None, expected, close))
    if unknown:
        return None
    return Difference("population", "set", (), None, whole, stated.file, stated.line)


def _brief(value: object) -> str | None:
    return None if isinstance(value, Mapping | list) else shown(value)
