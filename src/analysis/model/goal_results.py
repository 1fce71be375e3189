"""Goals against results: value, bounds, margin and side, in each year or over a period.

A goal is missed on one side only. A band (both bounds given) is missed below; above it there is
room (*utrymme*), which is neither a risk nor a failure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from analysis.inputs.parameters import year_range
from analysis.inputs.plan_schema import Goal, GoalKind

Array = np.ndarray


@dataclass(frozen=True)
class GoalResult:
    """A goal in one year or period: value, bounds, margin and room in the goal's unit.

    `margin` is the distance to the bound that must hold, negative where the goal is missed;
    `room` is how far a band is exceeded (0 within it, None for a goal that is no band). They are
    numbers for one scenario and arrays (...) for many.
    """

    id: str
    kind: GoalKind
    value: Array
    minimum: float | None
    maximum: float | None
    years: tuple[int, ...]
    period: str
    unit: str

    @property
    def threshold(self) -> float:
        """The bound that must hold: the lower one, or the upper one where there is no lower."""
        bound = self.minimum if self.minimum is not None else self.maximum
        assert bound is not None  # the schema demands one
        return bound

    @property
    def is_band(self) -> bool:
        """Whether both bounds are given, so that what lies above is room."""
        return self.minimum is not None and self.maximum is not None

    @property
    def margin(self) -> Array:
        """Distance to `threshold`, negative where the goal is missed."""
        return (
            self.value - self.threshold if self.minimum is not None else self.threshold - self.value
        )

    @property
    def passed(self) -> Array:
        """Whether the bound that must hold does; what cannot be measured does not pass."""
        return cast(Array, self.margin >= 0)  # no np.asarray: a trace calculates on cells

    @property
    def over(self) -> Array:
        """Whether a band is exceeded: room, never a failure."""
        beyond = np.inf if self.maximum is None or not self.is_band else self.maximum
        return cast(Array, self.value > beyond)

    @property
    def room(self) -> Array | None:
        """How far above a band the value lies, 0 within it; None where there is no band."""
        return np.maximum(self.value - self.maximum, 0.0) if self.is_band else None


def goal_results(
    goals: Mapping[str, Goal], values: Mapping[str, Array], years: Sequence[int]
) -> list[GoalResult]:
    """Every goal of the plan in every year or period that it is valid for.

    `values` are the model's values (..., T), rates as fractions. Goals whose measure cannot be
    computed are left out; `Projection.missing` says why.
    """
    results = []
    for goal_id, goal in goals.items():
        for period in _periods(goal, years):
            value = _measure(goal, values, period, years)
            if value is not None:
                results.append(_result(goal_id, goal, value, period))
    return results


def _periods(goal: Goal, years: Sequence[int]) -> list[tuple[int, ...]]:
    bounds = year_range(goal.years) if goal.years is not None else (years[0], years[-1])
    assert bounds is not None  # the schema has checked it
    valid = tuple(year for year in years if bounds[0] <= year <= bounds[1])
    return [valid] if goal.period == "window" else [(year,) for year in valid]


def _measure(
    goal: Goal,
    values: Mapping[str, Array],
    period: tuple[int, ...],
    years: Sequence[int],
) -> Array | None:
    columns = [years.index(year) for year in period]
    scale = 100.0 if goal.unit == "pct" else 1.0
    if goal.period == "each":
        series = values.get(str(goal.measure))
        return None if series is None else series[..., columns[0]] * scale
    above, below = values.get(str(goal.numerator)), values.get(str(goal.denominator))
    if above is None or below is None:
        return None
    total = np.abs(_over(below, columns))
    return _over(above, columns) / np.where(total == 0, np.nan, total) * scale


def _over(values: Array, columns: Sequence[int]) -> Array:
    """The sum over some years (...), added in their order: of numbers or of a trace's cells."""
    total = values[..., columns[0]]
    for column in columns[1:]:
        total = total + values[..., column]
    return total


def _result(goal_id: str, goal: Goal, value: Array, period: tuple[int, ...]) -> GoalResult:
    low, high = goal.minimum, goal.maximum
    return GoalResult(goal_id, goal.kind, value, low, high, period, goal.period, goal.unit)
