"""What the last year of a longer horizon costs (*vad 2040 kostar*): price, need, renewal, pensions.

The growth of all costs from the plan's last year, split exactly; beside it what is no cost of the
year: spending on renewal and its backlog, payments of pensions and the contingent liability.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError, Message
from analysis.inputs.horizon import load_horizon
from analysis.model.continuation import continued
from analysis.model.projection import Projection, project
from analysis.study.labels import Labels

PARTS = ("price", "need", "renewal", "pensions", "interest")
"""What makes costs grow, in this order; together the whole growth."""
BESIDE = (
    "operating_pension_cost",
    "pension_payments",
    "contingent_pension_liability",
    "renewal_need",
    "investment_backlog",
    "need_index",
    "lpik_incl",
)
NEEDED = ("operating_costs", "price_level", "depreciation", "financial_pension_cost")


@dataclass(frozen=True)
class LongCost:
    """Costs of the plan's last year `start` and of the horizon's `end`, mnkr, positive.

    `parts` sum to `costs` of the end less those of the start; `beside` are further values of both
    years, in the unit of the calculation.
    """

    projection: Projection
    start: int
    end: int
    costs: tuple[float, float]
    parts: dict[str, float]
    beside: dict[str, tuple[float, float]]


def longer(projection: Projection, until: int | None = None) -> Projection:
    """The same scenario over a longer horizon: to `until`, else to the year of `horizon.yml`.

    Raises InputError for a year that is not after the plan, and for a plan that lacks what its
    costs are made of.
    """
    _refuse_lacking(projection)
    plan = projection.plan
    if plan.horizon is not None and until in (None, plan.years[-1]):
        return projection
    year = load_horizon(plan).until.value if until is None else until
    return project(continued(projection.calibration, year), projection.scenario)


def _refuse_lacking(projection: Projection) -> None:
    lacking = [name for name in NEEDED if name not in projection.nodes]
    if lacking:
        raise InputError(
            Message(
                "what the costs of the last year are made of is not shown, as the plan lacks: "
                "{names}",
                names=Labels(lacking),
            )
        )


def long_cost(projection: Projection) -> LongCost:
    """What the last year costs more than the plan's last. Raises InputError for a plan that lacks
    what its costs are made of."""
    _refuse_lacking(projection)
    start, end = projection.plan.own_years[-1], projection.years[-1]
    ends = (projection.years.index(start), len(projection.years) - 1)

    def of(name: str) -> tuple[float, float]:
        values = np.broadcast_to(projection.nodes[name], len(projection.years))
        return float(values[ends[0]]), float(values[ends[1]])

    operating, level, written = of("operating_costs"), of("price_level"), of("depreciation")
    pensions, interest = of("financial_pension_cost"), of("interest_on_new_debt")
    price = -operating[0] * (level[1] / level[0] - 1)
    parts = {
        "price": price,
        "need": operating[0] - operating[1] - price,
        "renewal": written[0] - written[1],
        "pensions": pensions[1] - pensions[0],
        "interest": interest[1] - interest[0],
    }
    costs = tuple(-operating[i] - written[i] + pensions[i] + interest[i] for i in (0, 1))
    beside = {name: of(name) for name in BESIDE if name in projection.nodes}
    return LongCost(projection, start, end, (costs[0], costs[1]), parts, beside)
