"""Goal seek (*målsökning*): how far one lever must be pulled for a goal to be met.

The whole range of a lever is worked out in one call, so that levers that work both ways and aims
that pull against each other are handled; the edge of what meets the goal is then found by Brent's
method. A band is met from its lower bound on, since what lies above it is room.
That it cannot be met within the bounds is an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from analysis.errors import InputError, Message, verbatim
from analysis.inputs.levers import Lever
from analysis.inputs.scenario import Scenario
from analysis.model import graph
from analysis.model.calibration import Calibration
from analysis.model.chapters import model
from analysis.model.graph import Array
from analysis.model.inputs_of_keys import input_name
from analysis.model.stocks import overdrawn
from analysis.study.aims import Aim, Test, margins, read_aim, refuse_opposed, targets
from analysis.study.figure_names import figure_id
from analysis.study.pull import pulled, refuse_beyond
from analysis.study.sensitivity import given_inputs
from analysis.study.sheet import Cell, Column, Sheet, about, sheet

STEPS = 400
"""Positions of a lever that are worked out at first."""

PRECISION = 1e-10
"""Of the position that Brent's method returns, in the unit of the lever."""


@dataclass(frozen=True)
class Problem:
    """A scenario, the aims, and the year from which levers are pulled."""

    calibration: Calibration
    given: dict[str, Array]
    aims: tuple[Aim, ...]
    start: int

    def worst(self, lever: Lever, positions: Array) -> Array:
        """The smallest margin of all aims at each position, (N,); none where more is taken from a
        stock than it holds."""
        moved = pulled(lever, self.calibration.plan, self.given, positions, self.start)
        worst = self.with_moved(moved, self.aims)[1].min(axis=-1)
        return np.where(self.overdrawn(moved), -np.inf, worst)

    def overdrawn(self, moved: dict[str, Array]) -> Array:
        """Where levers take more from the portfolio or the reserve than there is, (N,)."""
        return overdrawn({**self.given, **moved}, len(self.calibration.years))

    def tests(self, lever: Lever, positions: Array) -> tuple[list[Test], Array]:
        """Every test and its margin at each position, (N, M)."""
        moved = pulled(lever, self.calibration.plan, self.given, positions, self.start)
        return self.with_moved(moved, self.aims)

    def with_moved(self, moved: dict[str, Array], aims: Sequence[Aim]) -> tuple[list[Test], Array]:
        wanted = sorted(targets(aims, self.calibration))
        values = graph.evaluate(model(), {**self.given, **moved}, wanted)
        rows = max((len(v) for v in moved.values()), default=1)
        years = len(self.calibration.years)
        wide = {name: np.broadcast_to(v, (rows, years)) for name, v in values.items()}
        return margins(aims, self.calibration, wide)


@dataclass(frozen=True)
class Found:
    """The answer of one lever. `value` is None when the goal cannot be met within the bounds;
    then `margin` is the best that can be reached and `best` where. A lever is `idle` where it moves
    nothing that the goal measures, as the plan lacks what it works through.
    """

    lever: str
    value: float | None
    best: float
    margin: float
    binding: Test
    failing: tuple[Test, ...]
    idle: bool = False

    @property
    def status(self) -> str:
        if self.value is None:
            return "idle" if self.idle else "unreachable"
        return "met" if self.value == 0 else "reached"


@dataclass(frozen=True)
class Seek:
    """All levers side by side."""

    aims: tuple[Aim, ...]
    start: int
    levers: dict[str, Lever]
    found: tuple[Found, ...]

    def sheets(self) -> tuple[Sheet, ...]:
        columns = [
            Column("lever", "lever"),
            Column("status", "word"),
            Column("unit", "text"),
            Column("needed", "enough"),
            Column("lowest"),
            Column("highest"),
            Column("binding_goal", "goal"),
            Column("binding_year", "year"),
            Column("still_failing", unit="count", decimals=0),
        ]
        rows: list[list[Cell]] = []
        for found in self.found:
            lever = self.levers[found.lever]
            head: list[Cell] = [found.lever, found.status, lever.unit, found.value]
            binding = (found.binding[0], found.binding[1][-1])
            rows.append([*head, lever.low, lever.high, *binding, len(found.failing)])
        return (about(sheet("seek", columns, rows), self._assumption),)

    def _assumption(self, row: dict[str, Cell]) -> list[tuple[str, tuple[str, ...]]]:
        """The assumption that a lever pulls, in the first year in which it is pulled."""
        name = input_name(self.levers[str(row["lever"])].key)
        return [(figure_id(name, self.start), ("needed", "lowest", "highest"))]


def seek(
    calibration: Calibration,
    scenario: Scenario,
    levers: dict[str, Lever],
    goals: Sequence[str],
    years: Sequence[int],
    start: int | None = None,
) -> Seek:
    """The needed pull of each lever, alone, for all `goals` in `years`; from `start` on (the first
    of the years unless said). Raises InputError."""
    problem = problem_of(calibration, scenario, goals, years, start)
    usable = {n: v for n, v in levers.items() if input_name(v.key) in problem.given}
    refuse_beyond(usable, calibration, problem.given, problem.start)
    found = tuple(_seek_one(problem, name, lever) for name, lever in usable.items())
    return Seek(problem.aims, problem.start, usable, found)


def problem_of(
    calibration: Calibration,
    scenario: Scenario,
    goals: Sequence[str],
    years: Sequence[int],
    start: int | None = None,
) -> Problem:
    """The problem of a seek, checked. Raises InputError."""
    aims = tuple(read_aim(goal, years, calibration) for goal in goals)
    first = start if start is not None else min(years)
    if first not in calibration.years:
        span = f"{calibration.years[0]}-{calibration.years[-1]}"
        raise InputError(
            Message("the plan does not hold this year"), value=first, expected=verbatim(span)
        )
    if first > max(years):
        message = Message("the levers are pulled after the years of the goal")
        expected = Message("a year no later than {year}", year=max(years))
        raise InputError(message, value=first, expected=expected)
    refuse_opposed(aims)
    return Problem(calibration, given_inputs(calibration, scenario), aims, first)


def _seek_one(problem: Problem, name: str, lever: Lever) -> Found:
    positions = _positions(lever)
    worst = problem.worst(lever, positions)
    zero = int(np.argmin(np.abs(positions)))
    if worst[zero] >= 0:
        return _answer(problem, name, lever, 0.0)
    edges = [_edge(problem, lever, positions, worst, zero, way) for way in (-1, 1)]
    reached = [edge for edge in edges if edge is not None]
    if not reached:
        reached = _between(problem, lever, positions, worst)
    if reached:
        return _answer(problem, name, lever, min(reached, key=abs))
    best = float(positions[int(np.argmax(worst))])
    margin = problem.tests(lever, positions)[1]
    idle = bool((margin == margin[:1]).all())
    return replace(_answer(problem, name, lever, None, best), idle=idle)


def _positions(lever: Lever) -> Array:
    below = np.linspace(lever.low, 0, STEPS // 2 + 1) if lever.low < 0 else np.zeros(1)
    above = np.linspace(0, lever.high, STEPS // 2 + 1) if lever.high > 0 else np.zeros(1)
    return np.concatenate([below, above[1:]])


def _edge(
    problem: Problem, lever: Lever, positions: Array, worst: Array, zero: int, way: int
) -> float | None:
    """The position nearest zero, on one side, from which the goal is met."""
    steps = range(zero + way, len(positions) if way > 0 else -1, way)
    inside = next((i for i in steps if worst[i] >= 0), None)
    if inside is None:
        return None
    return _root(problem, lever, float(positions[inside - way]), float(positions[inside]))


def _root(problem: Problem, lever: Lever, outside: float, inside: float) -> float:
    """Where the margin crosses zero; on the side where the goal is met."""

    def margin(position: float) -> float:
        return float(problem.worst(lever, np.array([position]))[0])

    root = float(brentq(margin, outside, inside, xtol=PRECISION))
    for step in (0.0, *(PRECISION * 10**k for k in range(4))):
        position = root + np.sign(inside - outside) * step
        if margin(position) >= 0:
            return float(position)
    return inside


def _between(problem: Problem, lever: Lever, positions: Array, worst: Array) -> list[float]:
    """A band so narrow that it lies between two positions: look where the margin peaks."""
    peak = int(np.argmax(worst))
    low, high = positions[max(0, peak - 1)], positions[min(len(positions) - 1, peak + 1)]
    if not np.isfinite(worst[peak]):
        return []
    found = minimize_scalar(
        lambda x: -problem.worst(lever, np.array([x]))[0],
        bounds=(low, high),
        method="bounded",
        options={"xatol": PRECISION},
    )
    if -float(found.fun) < 0:
        return []
    ends = [float(end) for end in (low, high) if abs(end) < abs(found.x)]
    return [_root(problem, lever, end, float(found.x)) for end in ends] or [float(found.x)]


def _answer(
    problem: Problem, name: str, lever: Lever, value: float | None, best: float = 0.0
) -> Found:
    """What binds there, and which goals of the plan still fail."""
    position = np.array([best if value is None else value])
    tests, margin = problem.tests(lever, position)
    closest = int(np.argmin(margin[0]))
    moved = pulled(lever, problem.calibration.plan, problem.given, position, problem.start)
    return Found(
        name,
        value,
        float(position[0]),
        float(margin[0, closest]),
        tests[closest],
        failing_goals(problem, moved),
    )


def failing_goals(problem: Problem, moved: dict[str, Array]) -> tuple[Test, ...]:
    """Goals of the plan that fail in some year with these inputs moved."""
    years = problem.calibration.years
    aims = [Aim(goal, years, goal=goal) for goal in problem.calibration.plan.goals]
    tests, margin = problem.with_moved(moved, aims)
    return tuple(t for t, m in zip(tests, margin[0], strict=True) if m < -1e-9)
