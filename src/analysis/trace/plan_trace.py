"""The trace of a plan: from what a scenario says of each assumption to lines and goals.

Every input that a scenario can move is resolved inside the trace: the plan's own value, what is
set in its place, and what is added. So a page that calculates with it needs no rules of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import Parameter, Signature

import numpy as np

from analysis.inputs.parameters import scenario_keys
from analysis.model.assumptions import resolved
from analysis.model.calibration import Calibration
from analysis.model.chapters import model
from analysis.model.goal_results import GoalResult, goal_results
from analysis.model.graph import Function
from analysis.model.inputs_of_keys import input_name
from analysis.model.stocks import stocks
from analysis.trace.arrays import CellArray
from analysis.trace.tracing import Row, Traced, trace
from analysis.untyped import Traceable

PLAN, SET, CHANGE = "plan_", "set_", "change_"
"""Before the name of an input: its value in the plan, what is set instead, what is added."""


@dataclass(frozen=True)
class TracedGoal:
    """A goal in a year or period as cells: value, margin, whether it is met, and whether a band is
    exceeded (room)."""

    result: GoalResult
    value: int
    margin: int
    passed: int
    over: int

    @property
    def row(self) -> Row:
        """The cells in the order in which engines give them."""
        return (self.value, self.margin, self.passed, self.over)


@dataclass(frozen=True)
class TracedStock:
    """A stock by the input that takes from it, as cells (T,): what it holds, what is taken, and
    whether that is more than there is."""

    column: str
    held: Row
    taken: Row
    overdrawn: Row


@dataclass(frozen=True)
class PlanTrace:
    """A plan's whole calculation as cells."""

    calibration: Calibration
    traced: Traced
    moving: tuple[str, ...]
    goals: tuple[TracedGoal, ...]
    stocks: tuple[TracedStock, ...]

    def inputs(
        self,
        plan: Mapping[str, np.ndarray],
        set_: Mapping[str, np.ndarray],
        change: Mapping[str, np.ndarray],
    ) -> dict[str, np.ndarray]:
        """The inputs of the trace. `plan` are inputs of the graph; `set_` and `change` are by
        input of the graph too, NaN where nothing is set."""
        given = {n: v for n, v in plan.items() if n in self.traced.inputs}
        for name in self.moving:
            own = plan[name]
            given[PLAN + name] = own
            given[SET + name] = set_.get(name, np.full(len(own), np.nan))
            given[CHANGE + name] = change.get(name, np.zeros(len(own)))
        return given


def trace_plan(calibration: Calibration) -> PlanTrace:
    """Trace a calibrated plan. Raises TraceError where the model cannot be traced."""
    inputs = calibration.inputs
    moving = tuple(n for key in scenario_keys() if (n := input_name(key)) in inputs)
    functions: dict[str, Function] = {**model(), **{n: _resolution(n) for n in moving}}
    lengths = {n: len(v) for n, v in inputs.items() if n not in moving}
    for name in moving:
        lengths |= dict.fromkeys((PLAN + name, SET + name, CHANGE + name), len(inputs[name]))
    traced = trace(functions, lengths)
    values = {n: _array(traced, row) for n, row in traced.values.items()}
    return PlanTrace(
        calibration,
        traced,
        moving,
        tuple(_goals(calibration, values)),
        tuple(_stocks(calibration, values)),
    )


def _resolution(name: str) -> Callable[..., np.ndarray]:
    """The function that resolves one input, with the names of what it needs."""
    names = (PLAN + name, SET + name, CHANGE + name)

    def resolve(**given: np.ndarray) -> np.ndarray:
        return resolved(*(given[n] for n in names))

    resolve.__signature__ = Signature(  # type: ignore[attr-defined]
        [Parameter(n, Parameter.KEYWORD_ONLY) for n in names]
    )
    resolve.__name__, resolve.__doc__ = name, resolved.__doc__
    return resolve


def _goals(calibration: Calibration, values: Mapping[str, Traceable]) -> list[TracedGoal]:
    found = goal_results(calibration.plan.goals, values, calibration.years)
    return [TracedGoal(g, *map(_one, (g.value, g.margin, g.passed, g.over))) for g in found]


def _stocks(calibration: Calibration, values: Mapping[str, Traceable]) -> list[TracedStock]:
    return [
        TracedStock(s.column, _row(s.held), _row(s.taken), _row(s.overdrawn))
        for s in stocks(values, len(calibration.years))
    ]


def _row(value: Traceable) -> Row:
    return tuple(int(cell) for cell in value.ids.reshape(-1))


def _one(value: Traceable) -> int:
    return int(value.ids.reshape(()))


def _array(traced: Traced, row: Row) -> CellArray:
    return CellArray(traced.cells, np.array(row, dtype=np.int64))
