"""Random futures of a plan's population: a fan for the reader, and inputs for the budget's risk."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.inputs.plan import Plan
from analysis.inputs.profiles import Profiles
from analysis.model import cohort_draws, residents
from analysis.model.calibration import Calibration
from analysis.model.cohort import Array
from analysis.model.cohort_groups import SHARES, november_share, total
from analysis.model.cohort_paths import years_of
from analysis.study.population import Outlook, processes_of
from analysis.study.residents import Moved, ages_in, moved_by, population_years

PERCENTILES = (2.5, 10.0, 25.0, 50.0, 75.0, 90.0, 97.5)


def futures(outlook: Outlook, draws: int, seed: int) -> Iterator[Array]:
    """Populations (n, T+1, 2, 101) from the counted year on, around the own path, in chunks."""
    region, known = outlook.region, outlook.counted - outlook.region.jump_off
    start = outlook.at("own-path", outlook.counted)
    given = years_of(outlook.paths["own-path"], known)
    return cohort_draws.chunks(start, given, processes_of(region), region.profile, draws, seed)


@dataclass(frozen=True)
class Fan:
    """Percentiles (7, T+1) of the population of 31 December, over years from the counted one."""

    years: tuple[int, ...]
    percentiles: Array
    draws: int


def fan(outlook: Outlook, draws: int, seed: int) -> Fan:
    """The spread of random futures in total, year by year."""
    totals = np.concatenate([total(chunk) for chunk in futures(outlook, draws, seed)])
    years = tuple(range(outlook.counted, outlook.years[-1] + 1))
    return Fan(years, np.percentile(totals, PERCENTILES, axis=0), draws)


def _november(chunk: Array, outlook: Outlook, plan: Plan, base: Array) -> Array:
    """Ages (n, P, 2, 101) in the population years; years that are counted are those of the base."""
    found = np.broadcast_to(base, (len(chunk), *base.shape)).copy()
    for i, year in enumerate(population_years(plan)):
        place = year - 1 - outlook.counted
        if place > 0:
            share = np.array(november_share(year - 1))
            found[:, i] = residents.november_population(chunk[:, place - 1], chunk[:, place], share)
    return found


def budget_draws(
    calibration: Calibration, outlook: Outlook, profiles: Profiles, draws: int, seed: int
) -> Moved:
    """What random futures move in the budget, (draws, …): size, incomes and costs by age.

    `Moved.overrides` are inputs of `projection.evaluate`, so that population joins the other
    uncertainties of the budget.
    """
    plan = calibration.plan
    base = ages_in(outlook, "own-path", plan)
    parts = [
        moved_by(calibration, _november(chunk, outlook, plan, base), base, profiles)
        for chunk in futures(outlook, draws, seed)
    ]
    return Moved(
        np.concatenate([p.population for p in parts]),
        np.concatenate([p.own_tax_base_deviation for p in parts]),
        np.concatenate([p.operating_costs for p in parts]),
        {name: np.concatenate([p.age_shares[name] for p in parts]) for name in SHARES},
    )
