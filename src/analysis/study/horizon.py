"""The pension chapter beyond the plan (*förlängd horisont*): inputs carried to a later year.

The functions of the model are the same; only their inputs are longer. What is assumed after the
plan's last year stands in `horizon.yml`; add factors keep their last value.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.inputs.horizon import Horizon
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.graph import Array, arguments, order
from analysis.model.projection import Projection

AFTER = ("reinvest", "as_plan")
"""After the plan the return is reinvested in full, or as much leaves as in the plan's last year."""

TARGETS = (
    "pension_portfolio",
    "pension_provision",
    "contingent_pension_liability",
    "pension_coverage",
    "financial_income",
    "financial_pension_cost",
    "pension_payments",
)
GIVEN = ("placements_sold",)
"""Values of other chapters that the pension chapter reads: as in the plan, then nothing."""


@dataclass(frozen=True)
class LongInputs:
    """Inputs of the pension chapter over `years`, ready to be moved and evaluated."""

    years: tuple[int, ...]
    inputs: dict[str, Array]
    plan_years: int

    def evaluate(self, moved: Mapping[str, Array] | None = None) -> dict[str, Array]:
        """The targets (..., Y) with some inputs moved."""
        return graph.evaluate(model(), {**self.inputs, **(moved or {})}, TARGETS)


def long_inputs(projection: Projection, horizon: Horizon, after: str = "reinvest") -> LongInputs:
    """Carry the inputs of a projection's pension chapter to the year of the horizon."""
    years = tuple(range(projection.years[0], horizon.until.value + 1))
    plan_years = len(projection.years)
    extra = len(years) - plan_years
    nodes = {**projection.nodes, **{n: projection.nodes[n] for n in GIVEN}}
    inputs = {}
    for name in sorted(_needed()):
        series = np.atleast_1d(nodes[name])
        one = len(series) == 1 and plan_years > 1
        inputs[name] = series if one else _carried(name, series, horizon, extra)
    inputs["base_price_base_amount_level"] = _base_level(projection, horizon, extra)
    inputs["portfolio_moves"] = _moves(projection, inputs, extra, after)
    return LongInputs(years, inputs, plan_years)


def _needed() -> set[str]:
    """Inputs of the functions that the targets rest on."""
    functions = model()
    names = order(functions, TARGETS, GIVEN)
    return {a for name in names for a in arguments(functions[name])} - set(names)


def _carried(name: str, series: Array, horizon: Horizon, extra: int) -> Array:
    """A series with its values after the plan: as the horizon says, else as in the last year."""
    fixed = {
        "price_base_amount_growth": horizon.price_base_amount_growth.value / 100,
        "portfolio_return_rate": horizon.portfolio_return_rate.value / 100,
        "pension_accrual_other": horizon.pension_accrual_other.value,
        "placements_sold": 0.0,
        "portfolio_draw": 0.0,
    }
    growing = {
        "pension_payments_path": horizon.price_base_amount_growth.value / 100,
        "contingent_liability_path": horizon.contingent_liability_growth.value / 100,
    }
    if name in growing:
        tail = series[-1] * (1 + growing[name]) ** np.arange(1, extra + 1)
    else:
        tail = np.full(extra, fixed.get(name, series[-1]))
    return np.concatenate([series, tail])


def _base_level(projection: Projection, horizon: Horizon, extra: int) -> Array:
    base = projection.nodes["base_price_base_amount_level"]
    growth = 1 + horizon.price_base_amount_growth.value / 100
    return np.concatenate([base, base[-1] * growth ** np.arange(1, extra + 1)])


def _moves(projection: Projection, inputs: dict[str, Array], extra: int, after: str) -> Array:
    """Capital to and from the portfolio: none after the plan, or what its last year took out."""
    moves = projection.nodes["portfolio_moves"]
    tail = float(moves[-1]) if after == "as_plan" else 0.0
    return np.concatenate([moves, np.full(extra, tail)])
