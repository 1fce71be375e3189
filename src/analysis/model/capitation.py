"""Capitation (*vårdval*, chapter 5): a price per listed and year times the listed, by age group.

A vårdval budget moves with the residents: the plan's own listed are the base, a scenario changes
them in proportion to the population, and the difference is what the reserve for population
change has to cover, or frees. A budget for an age group follows the residents of that age.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.inputs.frames import Frames
from analysis.inputs.frames_schema import CapitationBudget, PartKind
from analysis.inputs.frames_schema import Cell as Place
from analysis.inputs.plan import Plan
from analysis.inputs.printed_table import PrintedTable
from analysis.model.cohort_groups import SHARES
from analysis.model.projection import Projection
from analysis.model.sums import summed

Array = np.ndarray
KR_PER_MNKR, PER_CENT = 1e6, 100


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


ShareKind = PartKind | Literal["criterion", "rest"]


@dataclass(frozen=True)
class CapitationShare:
    """What a vårdval budget consists of: an amount, mnkr, and where it is printed.

    `share` is the weight of a criterion; the `rest` is the budget less what is printed apart.
    """

    label: dict[str, str]
    kind: ShareKind
    amount: float
    share: float | None = None
    source: str = ""

    @property
    def within(self) -> bool:
        """Whether the amount is a part of the budget of its year."""
        return self.kind in {"criterion", "rest", "special", "performance"}


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
    shares: tuple["CapitationShare", ...] = ()

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
    return tuple(
        _path(name, spec, projection, residents_ratio(projection, spec.follows))
        for name, spec in found.budgets.items()
    )


def residents_ratio(projection: Projection, group: str | None = None) -> Array:
    """The scenario's residents against those of the plan's own path, a factor (T,): all of them, or
    of an age group. 1 without a population; all of them where the ages are not known."""
    years = np.ones(len(projection.years))
    everyone = np.asarray(projection.nodes.get("population_ratio", years)) * years
    base = _residents(projection, group)
    if group is None or base is None or group not in projection.nodes:
        return everyone
    ratio = np.asarray(projection.nodes[group]) / base
    return np.where(np.isfinite(ratio), ratio, everyone)


def _residents(projection: Projection, group: str | None) -> Array | None:
    """Residents of an age group on the plan's own path, persons (T,); None where not known."""
    share = next((name for name, of in SHARES.items() if of == group), "")
    inputs = projection.calibration.inputs
    if share not in inputs or "base_population" not in inputs:
        return None
    return np.asarray(inputs["base_population"] * inputs[share])


def printed_reserve(plan: Plan, frames: Frames) -> tuple[CapitationShare, ...]:
    """What is printed of the reserve for population, mnkr; plus is more to care choice."""
    cells = frames.file.capitation.reserve if frames.file.capitation else []
    return tuple(
        CapitationShare({"sv": c.row, "en": c.row}, "population", printed_value(plan, c),
                        source=c.row)
        for c in cells
    )  # fmt: skip


def _path(
    name: str, spec: CapitationBudget, projection: Projection, ratio: Array
) -> CapitationPath:
    plan = projection.plan
    budget = printed_value(plan, spec.budget)
    if spec.price is not None:
        price = printed_value(plan, spec.price)
        count = float(implied_listed(np.array(budget), np.array(price)))
    else:
        count = spec.listed or _count(spec, projection)
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
        name, label, spec.year, price, count, budget, years, total, paid, spec.status, spec.note,
        _shares(plan, spec, budget),
    )  # fmt: skip


def _count(spec: CapitationBudget, projection: Projection) -> float:
    """The residents of the age group that a budget follows, in its year."""
    found = _residents(projection, spec.follows)
    if found is None or spec.year not in projection.years:
        return float(np.nan)
    return float(found[projection.years.index(spec.year)])


def _shares(plan: Plan, spec: CapitationBudget, budget: float) -> tuple[CapitationShare, ...]:
    """The criteria of a capitation, then what is printed apart, and what is left."""
    parts = [
        CapitationShare(
            {"sv": part.label.sv, "en": part.label.en},
            part.kind,
            printed_value(plan, part.figure),
            source=part.figure.row,
        )
        for part in spec.parts
    ]
    apart = sum(part.amount for part in parts if part.within)
    rest = [CapitationShare({}, "rest", budget - apart)] if apart else []
    return (*_criteria(plan, spec, budget - apart), *rest, *parts)


def _criteria(plan: Plan, spec: CapitationBudget, shared: float) -> list[CapitationShare]:
    """What each criterion gives of what is shared out by capitation, mnkr."""
    if spec.criteria is None:
        return []
    table = plan.table(spec.criteria)
    weights = [(c, float(c.value)) for c in table.cells if c.year == spec.year and c.value]
    return [
        CapitationShare({"sv": cell.row, "en": cell.row}, "criterion", shared * weight / PER_CENT,
                        weight, table.spec.heading)
        for cell, weight in weights
    ]  # fmt: skip


def printed_value(plan: Plan, place: Place) -> float:
    """A printed figure that the frames file refers to; its form is checked on reading."""
    cell = PrintedTable(plan.table(place.table)).row(place.row)[str(place.ar or place.kolumn)]
    return float(cell.value or 0) * place.scale
