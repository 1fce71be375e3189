"""Bounds of reason (*rimlighetsgränser*): the one place where a resulting assumption is judged.

What results is the plan's value with everything that a scenario, an axis, a lever or a draw does
to it. It has to lie within the bounds of its key; a level also near the plan's own value, and a
value that is set may not look like a slip of unit, unless the user confirms it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import Figure, Message, Problem
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.inputs.plan import Plan

Array = np.ndarray
TINY = 1e-9
UNITS = (100.0, 0.01, 1000.0, 0.001, 1e6, 1e-6)
"""Between per cent and fractions; between units, thousands and millions."""
CONFIRM = Message("or 'confirm' where the value is meant")


@dataclass(frozen=True)
class Limits:
    """What a key may be in each of its years (Y,), in the unit of files.

    `low` and `high` are near the plan's own values `own`, NaN where the plan leaves a year open;
    the bounds of `spec` hold whatever the user confirms.
    """

    key: str
    spec: ParameterSpec
    years: tuple[int, ...]
    own: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Fault:
    """An assumption that is out of bounds, in words without a place."""

    message: Message
    value: str
    expected: Message
    meant: str | None

    def problem(self, file: str | None, line: int | None, column: str | None) -> Problem:
        return Problem(self.message, file, line, column, self.value, self.expected, self.meant)


def limits(key: str, name: str, plan: Plan, inputs: Mapping[str, Array]) -> Limits:
    """The limits of `key`, whose input of the graph is `name`; `inputs` are the plan's own."""
    spec = scenario_keys()[key]
    years = plan.spec_years(spec)
    own = np.broadcast_to(inputs[name], (len(years),)) / spec.factor
    low, high = np.full(len(years), spec.min), np.full(len(years), spec.max)
    if spec.level is not None:
        near = own if spec.level.of is None else inputs.get(spec.level.of)
        if near is not None and near.shape[-1] in (1, len(years)):
            size = np.abs(np.broadcast_to(near, (len(years),)))
            there = size > TINY
            low = np.where(there, np.maximum(low, spec.level.low * size), low)
            high = np.where(there, np.minimum(high, spec.level.high * size), high)
    return Limits(key, spec, years, own, low, high)


def fault(
    bounds: Limits,
    columns: Sequence[int],
    result: Array,
    stated: Array | None = None,
    confirmed: bool = False,
) -> Fault | None:
    """The first fault of values (…, Y') in the years at `columns`, in the unit of files.

    `stated` are the values that the user has set: the sizes that are asked about, which are
    asked only when none of them has a normal size, since a slip of unit is in all of them.
    """
    at = list(columns)
    spec, low, high = bounds.spec, bounds.low[at], bounds.high[at]
    beyond = _first((result < spec.min - TINY) | (result > spec.max + TINY))
    if beyond is not None:
        return _out_of_bounds(bounds, at, float(result[beyond]), beyond[-1], stated is not None)
    if confirmed:
        return None
    room = TINY * np.maximum(1.0, np.abs(high))
    far = _first((result < low - room) | (result > high + room))
    if far is not None:
        return _far(bounds, at, float(result[far]), far[-1])
    if stated is None or spec.asked is None:
        return None
    small = (stated != 0) & (np.abs(stated) <= spec.asked * np.abs(bounds.own[at]) + TINY)
    if small.any() and (small | (stated == 0)).all():
        where = _first(small)
        assert where is not None
        return _small(bounds, at, float(stated[where]), where[-1])
    return None


def _first(found: Array) -> tuple[int, ...] | None:
    return tuple(int(i) for i in np.argwhere(found)[0]) if found.any() else None


def _out_of_bounds(bounds: Limits, at: list[int], value: float, place: int, is_set: bool) -> Fault:
    message = Message(
        "{key} {years} ends out of bounds; is the unit right?",
        key=bounds.key,
        years=bounds.years[at[place]],
    )
    meant = _meant(bounds, at[place], value) if is_set else None
    return Fault(message, plainly(value), bounds.spec.bounds(), meant)


def _far(bounds: Limits, at: list[int], value: float, place: int) -> Fault:
    year, own = bounds.years[at[place]], bounds.own[at[place]]
    message = Message(
        "{key} {year} ends far from the plan's own {own}",
        key=bounds.key,
        year=year,
        own=Figure(plainly(own)),
    )
    if bounds.spec.level and bounds.spec.level.of:
        message = Message(
            "{key} {year} ends far from the plan's own size", key=bounds.key, year=year
        )
    low, high = bounds.low[at[place]], bounds.high[at[place]]
    expected = Message(
        "{low} to {high} {unit}, {confirm}",
        low=Figure(plainly(low)),
        high=Figure(plainly(high)),
        unit=bounds.spec.unit,
        confirm=CONFIRM,
    )
    meant = _meant(bounds, at[place], value)
    return Fault(
        Message("{message}; is the unit right?", message=message), plainly(value), expected, meant
    )


def _small(bounds: Limits, at: list[int], value: float, place: int) -> Fault:
    year, own = bounds.years[at[place]], plainly(bounds.own[at[place]])
    message = Message(
        "{key} {year} is set to a small part of the plan's own {own}",
        key=bounds.key,
        year=year,
        own=Figure(own),
    )
    expected = Message("a value in {unit}, {confirm}", unit=bounds.spec.unit, confirm=CONFIRM)
    meant = _meant(bounds, at[place], value)
    return Fault(
        Message("{message}; is the unit right?", message=message), plainly(value), expected, meant
    )


def _meant(bounds: Limits, column: int, value: float) -> str | None:
    """The value in another unit, where that lies near the plan's own."""
    own = abs(bounds.own[column])
    for factor in UNITS:
        other = value * factor
        inside = bounds.low[column] <= other <= bounds.high[column]
        near = own / 10 < abs(other) < own * 10 if own > TINY else factor == UNITS[1]
        if inside and near:
            return plainly(other)
    return None


def plainly(value: float) -> str:
    """A number to read: without exponent, needless zeros, or more than four decimals."""
    text = f"{value:.{4 if abs(value) < 100 else 1}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
