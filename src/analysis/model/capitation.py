"""Capitation (*vårdval*, chapter 5): a price per listed and year times the listed, by age group.

A vårdval budget moves with the residents: the plan's own listed are the base, a scenario changes
them in proportion to the population, and the difference is what the reserve for population
change has to cover, or frees.
"""

from dataclasses import dataclass

import numpy as np

from analysis.inputs.frames import Frames
from analysis.inputs.frames_schema import CapitationBudget
from analysis.inputs.frames_schema import Cell as Place
from analysis.inputs.plan import Plan
from analysis.inputs.printed_table import PrintedTable
from analysis.model.projection import Projection
from analysis.model.sums import summed

Array = np.ndarray
KR_PER_MNKR = 1e6


def capitation_budget(price: Array, listed: Array) -> Array:
    """Vårdvalsbudget, mnkr (...): Σ price (kr per listed and year) · listed, over age groups.

    price (G,) and listed (..., G).
    """
    return summed(price * listed) / KR_PER_MNKR


def implied_listed(budget: Array, price: Array) -> Array:
    """Antal listade, persons: the number that a budget (mnkr) pays for at a mean price (kr)."""
    return budget * KR_PER_MNKR / price


def group_prices(mean_price: float, relative_price: Array, listed_share: Array) -> Array:
    """Price of each age group, kr (G,): relative prices brought to the mean that is paid."""
    return mean_price * relative_price / float(summed(relative_price * listed_share))


def moved_listed(listed: Array, population_ratio: Array) -> Array:
    """Listed under a scenario, persons (..., T, G): they follow the residents, group by group.

    listed (G,); population_ratio (..., T) of all residents or (..., T, G) of each age group.
    """
    ratio = population_ratio if population_ratio.shape[-1:] == listed.shape else None
    if population_ratio.ndim >= 2 and ratio is not None:
        return listed * ratio
    return listed * population_ratio[..., None]


def population_reserve(budget: Array, moved: Array) -> Array:
    """Befolkningsreserv, mnkr: what residents beyond the plan's cost (positive) or free."""
    return moved - budget


@dataclass(frozen=True)
class CapitationPath:
    """One vårdval budget: its price, its listed, and both under a scenario by year."""

    id: str
    label: dict[str, str]
    year: int
    price: float
    listed: float
    budget: float
    years: tuple[int, ...]
    listed_path: Array
    budget_path: Array
    status: str
    note: str | None

    @property
    def reserve(self) -> Array:
        """What the scenario's residents cost beyond the plan's, mnkr (T,), at the plan's price."""
        return population_reserve(np.array(self.budget), self.budget_path)


def project_capitation(projection: Projection, frames: Frames) -> tuple[CapitationPath, ...]:
    """Every vårdval budget of the plan, moved by the residents of the scenario.

    Without a population in the plan the listed stay as they are.
    """
    found = frames.file.capitation
    if found is None:
        return ()
    ratio = projection.nodes.get("population_ratio", np.ones(len(projection.years)))
    return tuple(
        _path(name, spec, projection, np.asarray(ratio)) for name, spec in found.budgets.items()
    )


def _path(
    name: str, spec: CapitationBudget, projection: Projection, ratio: Array
) -> CapitationPath:
    plan = projection.plan
    budget = printed_value(plan, spec.budget)
    if spec.price is not None:
        price = printed_value(plan, spec.price)
        count = float(implied_listed(np.array(budget), np.array(price)))
    else:
        count = float(spec.listed or np.nan)
        price = budget * KR_PER_MNKR / count
    groups = list(spec.age_groups.values())
    shares = np.array([g.listed_share for g in groups] or [1.0])
    relative = np.array([g.relative_price for g in groups] or [1.0])
    listed = moved_listed(count * shares, ratio)
    paid = capitation_budget(group_prices(price, relative, shares), listed)
    label = {"sv": spec.label.sv, "en": spec.label.en}
    total = summed(listed)
    years = projection.years
    return CapitationPath(
        name, label, spec.year, price, count, budget, years, total, paid, spec.status, spec.note
    )


def printed_value(plan: Plan, place: Place) -> float:
    """A printed figure that the frames file refers to; its form is checked on reading."""
    cell = PrintedTable(plan.table(place.table)).row(place.row)[str(place.ar or place.kolumn)]
    return float(cell.value or 0) * place.scale
