"""The pension chapter beyond the plan (*förlängd horisont*): the one continuation, to be moved.

Assumptions after the plan's last year are those of `model.continuation`, with what the plan's own
`horizon.yml` says; here only what the question about the portfolio adds: how much leaves it, and
which reading of the invested capital it begins with.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.inputs.horizon import Horizon
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.continuation import continued
from analysis.model.graph import Array
from analysis.model.projection import Projection, project
from analysis.study.capital import readings

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
"""Values of other chapters that the pension chapter reads: as in the scenario, not moved by it."""


@dataclass(frozen=True)
class LongInputs:
    """Inputs of the pension chapter over `years`, ready to be moved and evaluated."""

    years: tuple[int, ...]
    inputs: dict[str, Array]
    plan_years: int

    def evaluate(self, moved: Mapping[str, Array] | None = None) -> dict[str, Array]:
        """The targets (Y,) with some inputs moved."""
        values = graph.evaluate(model(), {**self.inputs, **(moved or {})}, TARGETS)
        return {name: np.broadcast_to(v, (len(self.years),)) for name, v in values.items()}


def long_inputs(projection: Projection, horizon: Horizon, after: str = "reinvest") -> LongInputs:
    """The inputs of a projection carried to the year of the horizon, or as far as it already is."""
    longer = _longer(projection, horizon.until.value)
    inputs = {**longer.calibration.inputs, **longer.resolved.moved}
    inputs |= {name: longer.nodes[name] for name in GIVEN}
    own = len(projection.plan.own_years)
    moves = inputs["portfolio_moves"].copy()
    moves[own:] = moves[own - 1] if after == "as_plan" else 0.0
    found = {reading.name: reading.capital for reading in readings(longer)}
    moves[0] += found[horizon.capital.reading] - found["financial_income"]
    return LongInputs(longer.years, {**inputs, "portfolio_moves": moves}, own)


def _longer(projection: Projection, until: int) -> Projection:
    if projection.years[-1] >= until:
        return projection
    return project(continued(projection.calibration, until), projection.scenario)
