"""Several levers at once (*flera styrmedel*): the least costly mix by the user's own weights.

The cost of a lever is its weight times the square of the share of its range that is used, so
that a mix is found rather than one lever pulled to its end. Solved by SLSQP (SciPy).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from analysis.errors import InputError, Message, nearest, shown
from analysis.inputs.levers import Lever
from analysis.model.graph import Array
from analysis.model.sums import summed
from analysis.study.aims import Test
from analysis.study.goalseek import Problem, failing_goals
from analysis.study.pull import pulled, refuse_beyond
from analysis.study.sheet import Cell, Column, Sheet, sheet
from analysis.untyped import Keywords

Function = Callable[[Array], Array]

TOLERANCE = 1e-6
"""Of a margin, in the unit of the goal: below this it counts as met."""
STEP = 1e-6
"""Of the numerical gradient, as a share of a lever's range."""


@dataclass(frozen=True)
class Mix:
    """Positions of all levers; None when no mix within the bounds meets the goals."""

    levers: dict[str, Lever]
    weights: dict[str, float]
    positions: dict[str, float] | None
    cost: float
    margin: float
    binding: Test
    failing: tuple[Test, ...]

    def sheets(self) -> tuple[Sheet, ...]:
        columns = [
            Column("lever", "lever"),
            Column("status", "word"),
            Column("unit", "text"),
            Column("needed", "enough"),
            Column("weight", unit="count", decimals=2),
            Column("used", unit="pct"),
        ]
        rows: list[list[Cell]] = []
        for name, lever in self.levers.items():
            value = None if self.positions is None else self.positions[name]
            status = "unreachable" if value is None else "reached"
            used = None if value is None else 100 * abs(value) / _span(lever)
            rows.append([name, status, lever.unit, value, self.weights[name], used])
        return (sheet("seek_mix", columns, rows),)


def _span(lever: Lever) -> float:
    return max(lever.high, -lever.low)


def seek_mix(problem: Problem, levers: dict[str, Lever], weights: Mapping[str, float]) -> Mix:
    """The cheapest mix. Levers without a weight weigh 1. Raises InputError for bad weights."""
    _check(levers, weights)
    refuse_beyond(levers, problem.calibration, problem.given, problem.start)
    names = list(levers)
    weight = np.array([weights.get(name, 1.0) for name in names])
    spans = np.array([_span(levers[name]) for name in names])
    bounds = [(levers[n].low / s, levers[n].high / s) for n, s in zip(names, spans, strict=True)]

    def margins_at(shares: Array) -> Array:
        return _margins(problem, levers, np.atleast_2d(shares) * spans)[1]

    def gradient(shares: Array) -> Array:
        steps = np.vstack([shares, shares + STEP * np.eye(len(shares))])
        found = margins_at(steps)
        return (found[1:] - found[0]).T / STEP

    best = _solve(margins_at, gradient, weight, bounds)
    stocks = problem.overdrawn(_moved(problem, levers, np.atleast_2d(best * spans)))
    met = float(margins_at(best).min()) >= -TOLERANCE and not stocks.any()
    positions = dict(zip(names, map(float, best * spans), strict=True))
    tests, margin = _margins(problem, levers, np.atleast_2d(best * spans))
    closest = int(np.argmin(margin[0]))
    return Mix(
        levers,
        {name: weights.get(name, 1.0) for name in names},
        positions if met else None,
        _cost(weight, best),
        float(margin[0, closest]),
        tests[closest],
        failing_goals(problem, _moved(problem, levers, np.atleast_2d(best * spans))),
    )


def _cost(weight: Array, pulled: Array) -> float:
    """What pulling the levers costs: the weighted sum of squares."""
    return float(summed(weight * pulled**2))


def _solve(
    margins_at: Function, gradient: Function, weight: Array, bounds: list[tuple[float, float]]
) -> Array:
    """The cheapest feasible point of three starts; else the point that comes nearest."""
    low, high = np.array(bounds).T
    ends = np.array([low, high])
    slope = gradient(np.zeros(len(weight))).sum(axis=0)
    towards = np.where(slope >= 0, high, low)
    settings: Keywords = {
        "jac": lambda x: 2 * weight * x,
        "bounds": bounds,
        "constraints": {"type": "ineq", "fun": lambda x: margins_at(x)[0], "jac": gradient},
        "method": "SLSQP",
        "options": {"maxiter": 200, "ftol": 1e-12},
    }
    candidates = []
    for start in (np.zeros(len(weight)), towards / 2, towards):
        found = minimize(lambda x: _cost(weight, x), start, **settings)
        candidates.append(np.clip(found.x, *ends))
    candidates.append(towards)
    worst = [float(margins_at(x).min()) for x in candidates]
    met = [x for x, w in zip(candidates, worst, strict=True) if w >= -TOLERANCE]
    if met:
        return min(met, key=lambda x: _cost(weight, x))
    return candidates[int(np.argmax(worst))]


def _moved(problem: Problem, levers: dict[str, Lever], positions: Array) -> dict[str, Array]:
    """All levers pulled at once, (N, K); levers of the same input are pulled one after another."""
    moved: dict[str, Array] = {}
    for column, lever in enumerate(levers.values()):
        rows = []
        for row, position in enumerate(positions[:, column]):
            given = {**problem.given, **{name: values[row] for name, values in moved.items()}}
            pull = np.array([position])
            rows.append(pulled(lever, problem.calibration.plan, given, pull, problem.start))
        moved |= {name: np.vstack([r[name] for r in rows]) for name in rows[0]}
    return moved


def _margins(
    problem: Problem, levers: dict[str, Lever], positions: Array
) -> tuple[list[Test], Array]:
    return problem.with_moved(_moved(problem, levers, positions), problem.aims)


def _check(levers: dict[str, Lever], weights: Mapping[str, float]) -> None:
    for name, weight in weights.items():
        if name not in levers:
            raise InputError(
                Message("there is no lever {name!r}", name=shown(name)),
                nearest=nearest(name, levers),
            )
        if not (np.isfinite(weight) and weight > 0):
            raise InputError(Message("a weight must be above zero"), column=name, value=weight)
