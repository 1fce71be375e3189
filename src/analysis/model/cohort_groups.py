"""Totals that the budget asks of a population: age groups, dependency ratio, 1 November."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from analysis.model.cohort import Array

GROUPS: dict[str, slice] = {
    "population_0_19": slice(0, 20),
    "population_20_64": slice(20, 65),
    "population_65_79": slice(65, 80),
    "population_80_plus": slice(80, None),
}
"""Age groups (*åldersgrupper*) of specification section 2, by line item."""

SHARES: dict[str, str] = {f"age_share_{g.removeprefix('population_')}": g for g in GROUPS}
"""Inputs of the graph that hold an age group's share of all residents, and which group."""


def total(population: Array) -> Array:
    """All ages and both sexes (*folkmängd*): (..., 2, 101) to (...)."""
    return np.asarray(population.sum(axis=(-2, -1)))


def age_groups(population: Array) -> dict[str, Array]:
    """Persons per age group, each (...)."""
    return {name: total(population[..., ages]) for name, ages in GROUPS.items()}


def age_shares(groups: Mapping[str, Array]) -> dict[str, Array]:
    """The groups' shares of all residents as inputs of the graph, fractions (...)."""
    everyone = np.sum(list(groups.values()), axis=0)
    return {share: np.asarray(groups[group] / everyone) for share, group in SHARES.items()}


def november_share(year: int) -> float:
    """How much of `year` has passed on 1 November, the day that Swedish law counts residents."""
    whole = date(year, 12, 31) - date(year - 1, 12, 31)
    return (date(year, 11, 1) - date(year - 1, 12, 31)) / whole


def on_first_november(december: Array, first_year: int) -> Array:
    """Residents on 1 November (*invånare 1 november*) of each year after `first_year`.

    december (..., T+1): totals of 31 December from `first_year`. The year's change is taken to be
    spread evenly over its days, so that 1 November lies at 305/365 of the way.
    """
    years = range(first_year + 1, first_year + december.shape[-1])
    share = np.array([november_share(year) for year in years])
    return np.asarray((1 - share) * december[..., :-1] + share * december[..., 1:])


def december_from_november(november: Array, december_before: Array, first_year: int) -> Array:
    """Totals of 31 December (..., T) that give these totals of 1 November (..., T).

    The inverse of `on_first_november`; `december_before` is the count of 31 December `first_year`.
    """
    ends = []
    before = np.asarray(december_before, dtype=float)
    for t in range(november.shape[-1]):
        share = november_share(first_year + 1 + t)
        before = (november[..., t] - (1 - share) * before) / share
        ends.append(before)
    return np.stack(ends, axis=-1)
