"""What residents mean to the budget (*invånarnas betydelse för ekonomin*), by age.

Populations are (..., 2, 101); profiles (101,) are per person and enter only in relation to each
other, so that the plan's own totals are kept. The law counts residents on 1 November of the year
before, so a population year t here is that count, as everywhere in the budget.
"""

import numpy as np

from analysis.model.response import responding
from analysis.model.sums import summed

Array = np.ndarray


def november_population(before: Array, after: Array, share: Array) -> Array:
    """Population on 1 November by age and sex, between two 31 Decembers; share of the year gone."""
    weight = np.asarray(share)[..., None, None]
    return np.asarray((1 - weight) * before + weight * after)


def mean_of(population: Array, profile: Array) -> Array:
    """Mean of a profile over all residents, (...)."""
    people = summed(population, axis=-2)
    return np.asarray(summed(people * profile) / summed(people))


def units_of(population: Array, profile: Array) -> Array:
    """Residents weighted by a profile, (...): its sum over all people."""
    return summed(summed(population, axis=-2) * profile)


def tax_base_deviation(mean_income: Array, base_mean_income: Array) -> Array:
    """Own growth of the tax base beyond what the number of residents explains, (..., T).

    mean_income and base_mean_income (..., T+1) by population year; the income year y rests on the
    residents that count for y, as the tax base does, and those before the first are the base's.
    More children or pensioners than in the base lower the mean, and the tax base per resident.
    """
    relative = mean_income / base_mean_income
    before = np.concatenate([np.ones_like(relative[..., :1]), relative[..., :-2]], axis=-1)
    return np.asarray(relative[..., :-1] / before - 1)


def beyond_residents(
    operating_costs_path: Array,
    units: Array,
    base_units: Array,
    visitor_units: Array,
    population_ratio: Array,
    response: tuple[Array, Array, Array],
) -> Array:
    """What the ages of those who differ, and visitors, cost beyond their number, mnkr (..., T).

    The budget moves costs by the number of residents already (`population_driven_factor`), with the
    same `response`; what is left is the care that they need more or less than the mean resident.
    """
    need = (units - base_units + visitor_units) / base_units
    return np.asarray(operating_costs_path * responding(need - (population_ratio - 1), *response))
