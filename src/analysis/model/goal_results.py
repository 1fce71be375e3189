"""Goals against results: value, bounds, margin, passed, in each year or over a period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.inputs.parameters import year_range
from analysis.inputs.plan_schema import Goal

Array = np.ndarray


@dataclass(frozen=True)
class GoalResult:
    """A goal in one year or period: value, bounds and margin in the goal's unit.

    `margin` is the distance to the nearest bound, negative outside; value, margin and passed are
    numbers for one scenario and arrays (...) for many.
    """

    id: str
    value: Array
    minimum: float | None
    maximum: float | None
    margin: Array
    passed: Array
    years: tuple[int, ...]
    period: str
    unit: str

    @property
    def threshold(self) -> float:
        """The lower bound, or the upper one where there is no lower."""
        bound = self.minimum if self.minimum is not None else self.maximum
        assert bound is not None  # the schema demands one
        return bound


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
    total = np.abs(below[..., columns].sum(axis=-1))
    return above[..., columns].sum(axis=-1) / np.where(total == 0, np.nan, total) * scale


def _result(goal_id: str, goal: Goal, value: Array, period: tuple[int, ...]) -> GoalResult:
    margins = []
    if goal.minimum is not None:
        margins.append(value - goal.minimum)
    if goal.maximum is not None:
        margins.append(goal.maximum - value)
    margin = np.minimum(*margins) if len(margins) > 1 else margins[0]
    return GoalResult(
        goal_id,
        value,
        goal.minimum,
        goal.maximum,
        margin,
        margin >= 0,
        period,
        goal.period,
        goal.unit,
    )
