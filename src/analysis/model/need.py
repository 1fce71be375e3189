"""Need (*behov*, chapter 5): residents weighted by what care costs at their age.

Only the relation between ages matters: `care_cost_…` is the cost of a person of the group against
that of the mean resident. The plan's printed costs hold the need that the plan itself foresees; a
scenario moves them by what its need differs, and beyond the last printed year they follow it.
"""

import numpy as np

from analysis.model.years import compounded, year_later

Array = np.ndarray


def age_need(
    age_share_0_19: Array,
    age_share_20_64: Array,
    age_share_65_79: Array,
    age_share_80_plus: Array,
    care_cost_0_19: Array,
    care_cost_20_64: Array,
    care_cost_65_79: Array,
    care_cost_80_plus: Array,
    base_age_need: Array,
) -> Array:
    """Vårdbehov per invånare, a factor (..., T): Σ share of the group · its relative cost.

    A population path without an age structure has the ages of the plan's own.
    """
    need = (
        age_share_0_19 * care_cost_0_19
        + age_share_20_64 * care_cost_20_64
        + age_share_65_79 * care_cost_65_79
        + age_share_80_plus * care_cost_80_plus
    )
    return np.where(np.isnan(need), base_age_need, need)


def base_need(base_population: Array, base_age_need: Array, age_driven_need: Array) -> Array:
    """Behov på planens egen befolkningsbana, persons of the first year's ages (..., T).

    `age_driven_need` is 1 where ages count and 0 where heads alone do.
    """
    ages = base_age_need / base_age_need[..., :1] - 1
    return base_population * (1 + age_driven_need * ages)


def need_ratio(
    population_ratio: Array, age_need: Array, base_age_need: Array, age_driven_need: Array
) -> Array:
    """Need against the plan's own, a factor (..., T); 1 in the base scenario."""
    return population_ratio * (1 + age_driven_need * (age_need / base_age_need - 1))


def need_index(base_need: Array, need_ratio: Array) -> Array:
    """Behovsindex, a fraction of the need of the first plan year (..., T)."""
    return base_need / base_need[..., :1] * need_ratio


def need_beyond_print(
    base_need: Array, beyond_print: Array, long_run_population_share: Array
) -> Array:
    """What growing need adds to costs after the last printed year, a factor (..., T).

    Exactly 1 in the printed years (`beyond_print` 0): what the plan foresees of need then stands
    in the printed costs.
    """
    before = year_later(base_need)
    before[..., 0] = base_need[..., 0]
    return compounded(beyond_print * long_run_population_share * (base_need / before - 1))


def need_cost(
    operating_costs_path: Array,
    price_level: Array,
    long_run_population_share: Array,
    need_index: Array,
) -> Array:
    """Kostnad för ökat behov sedan planens första år, mnkr, negative (..., T).

    What an unchanged standard of care costs more than in the first year because need has grown, at
    the prices of the year: shown beside the price index, not added to the printed costs.
    """
    standard = operating_costs_path[..., :1] * (price_level / price_level[..., :1])
    return standard * long_run_population_share * (need_index - 1)
