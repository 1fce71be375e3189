"""How good are the population forecasts (*prognosutvärdering*)? Backtests on all counties.

A forecast is made with what was known at a jump-off and compared with the outcome ten years
later. The method is chosen on earlier jump-offs whose outcomes were known at the first jump-off
that is scored, so that no outcome of the scored years has had a say in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from analysis.inputs.demography import Demography
from analysis.model.cohort import Array, project_cohorts
from analysis.model.cohort_estimates import (
    Method,
    assumptions,
    estimate,
    method_from,
    migration_history,
)
from analysis.model.cohort_groups import GROUPS, total

HORIZON = 10
SCORED = (1995, 2000, 2005)
CHOSEN_ON = tuple(range(1978, 1986))
"""Jump-offs for the choice of method: the last outcome, 1995, is known at the first scored one."""
BASE_PERIODS = (5, 10)

CANDIDATES = {
    "fertility_memory": (5, 10, 20),
    "fertility_persistence": (0.0, 0.8, 1.0),
    "migration_persistence": (0.8, 1.0),
    "improvement_share": (0.0, 0.5, 1.0),
}


@dataclass(frozen=True)
class Backtest:
    """One jump-off and method: forecasts and rules of thumb for R regions, (R, 2, 101)."""

    jump_off: int
    method: Method
    forecast: Array
    no_change: Array
    trend: Array
    outcome: Array


def wape(forecast: Array, outcome: Array) -> Array:
    """Weighted absolute percentage error by age and sex, (R,), as a fraction.

    Persons put in the wrong age and sex, over all persons.
    """
    return np.asarray(total(np.abs(forecast - outcome)) / total(outcome))


def error(forecast: Array, outcome: Array, ages: slice = slice(None)) -> Array:
    """Relative error of a total or an age group, (R,), as a fraction; too many is positive."""
    return np.asarray(total(forecast[..., ages]) / total(outcome[..., ages]) - 1)


def linear_trend(data: Demography, years: int, horizon: int) -> Array:
    """Each age and sex prolonged along its change over the last `years`, never below 0."""
    now, then = data.population[:, -1], data.population[:, -1 - years]
    return np.asarray(np.maximum(now + horizon * (now - then) / years, 0))


class _Histories(dict[int, tuple[Demography, Demography, Array]]):
    """What was known at each jump-off, worked out once: the figures and residual migration."""

    def __init__(self, data: Demography, method: Method) -> None:
        super().__init__()
        self.data, self.method = data, method

    def __missing__(self, jump_off: int) -> tuple[Demography, Demography, Array]:
        known = self.data.until(jump_off)
        nation = known.national()
        self[jump_off] = (known, nation, migration_history(known, nation, self.method))
        return self[jump_off]


def backtest(histories: _Histories, jump_off: int, method: Method) -> Backtest:
    """Forecast ten years from `jump_off` and set it against the outcome."""
    known, nation, migration = histories[jump_off]
    found = estimate(known, nation, method, migration)
    outcome = histories.data.population[:, histories.data.year(jump_off + HORIZON)]
    return Backtest(
        jump_off,
        method,
        project_cohorts(found.start, assumptions(found, HORIZON)).population[:, -1],
        found.start,
        linear_trend(known, method.base_period, HORIZON),
        outcome,
    )


def backtests(data: Demography, method: Method, jump_offs: Iterable[int]) -> list[Backtest]:
    """Backtests of one method at several jump-offs."""
    histories = _Histories(data, method)
    return [backtest(histories, jump_off, method) for jump_off in jump_offs]


def median_wape(tests: Sequence[Backtest]) -> float:
    """Median over counties and jump-offs."""
    return float(np.median(np.concatenate([wape(t.forecast, t.outcome) for t in tests])))


@dataclass(frozen=True)
class Choice:
    """A candidate method and its median WAPE on the jump-offs of the choice."""

    changed: dict[str, float]
    median: float


def candidates(base_period: int) -> list[dict[str, float]]:
    """Every combination of the candidate settings; a memory means nothing to persistence 1."""
    found = []
    for values in product(*CANDIDATES.values()):
        changed: dict[str, float] = dict(zip(CANDIDATES, values, strict=True))
        redundant = changed["fertility_persistence"] == 1.0 and changed["fertility_memory"] != 20
        if not redundant:
            found.append(changed | {"base_period": base_period})
    return found


def choose(
    data: Demography, settings: dict[str, float], options: Iterable[dict[str, float]]
) -> list[Choice]:
    """The options, best first, judged on jump-offs whose outcomes lie before the scored years."""
    known = data.until(SCORED[0])
    histories = _Histories(known, method_from(settings))
    tried = [
        Choice(
            changed,
            median_wape(
                [backtest(histories, j, method_from(settings, **changed)) for j in CHOSEN_ON]
            ),
        )
        for changed in options
    ]
    return sorted(tried, key=lambda choice: choice.median)


@dataclass(frozen=True)
class Score:
    """Error measures of several backtests taken together, as fractions."""

    cases: int
    wape: float
    wape_no_change: float
    wape_trend: float
    beats_no_change: float
    beats_trend: float
    total: float
    groups: dict[str, float]
    bias: dict[str, float]


def score(tests: Sequence[Backtest]) -> Score:
    """Median errors over counties and jump-offs, and how often the rules of thumb were beaten."""

    def all_cases(measure: str) -> Array:
        return np.concatenate([wape(getattr(t, measure), t.outcome) for t in tests])

    ours, same, trend = (all_cases(m) for m in ("forecast", "no_change", "trend"))
    errors = {
        name: np.concatenate([error(t.forecast, t.outcome, ages) for t in tests])
        for name, ages in (GROUPS | {"population": slice(None)}).items()
    }
    return Score(
        len(ours),
        float(np.median(ours)),
        float(np.median(same)),
        float(np.median(trend)),
        float((ours < same).mean()),
        float((ours < trend).mean()),
        float(np.median(np.abs(errors["population"]))),
        {name: float(np.median(np.abs(errors[name]))) for name in GROUPS},
        {name: float(np.median(errors[name])) for name in errors},
    )
