"""Prices (*prisindex*, chapter 5): LPIK, a chained Laspeyres index with three or four components.

Each year's growth is the share-weighted mean of the component growths; the shares are then
re-weighted by relative price. Fixed weights miss the published index by 0.3 percentage points,
re-weighted ones by less than 0.05.
"""

import numpy as np

from analysis.model.years import compounded, growth_of

Array = np.ndarray


def price_level_excl(
    wage_growth: Array,
    social_charge_growth: Array,
    consumption_growth: Array,
    lpik_share_wage: Array,
    lpik_share_social_charge: Array,
    lpik_share_consumption: Array,
) -> Array:
    """Prices excl. pharmaceuticals against the year before the first, a factor (..., T).

    The shares are those of the first plan year, shape (..., 1). Re-weighting the shares every year
    is the same as following each component's price level: the index is Σ w[k] · level[k, t].
    """
    return (
        lpik_share_wage * compounded(wage_growth)
        + lpik_share_social_charge * compounded(social_charge_growth)
        + lpik_share_consumption * compounded(consumption_growth)
    )


def relative_wages(wage_growth: Array, base_wage_level: Array) -> Array:
    """Timlön against the plan's own, a factor (..., T)."""
    return compounded(wage_growth) / base_wage_level


def lpik_excl(price_level_excl: Array) -> Array:
    """LPIK exkl. läkemedel, growth as a fraction (..., T)."""
    return growth_of(price_level_excl, np.ones(1))


def price_level(
    price_level_excl: Array, pharmaceutical_growth: Array, lpik_share_pharmaceutical: Array
) -> Array:
    """Prices incl. pharmaceuticals against the year before the first, a factor (..., T)."""
    rest = (1 - lpik_share_pharmaceutical) * price_level_excl
    return rest + lpik_share_pharmaceutical * compounded(pharmaceutical_growth)


def lpik_incl(price_level: Array) -> Array:
    """LPIK inkl. läkemedel, growth as a fraction (..., T): pharmaceuticals weighted alike."""
    return growth_of(price_level, np.ones(1))


def price_base_amount_level(price_base_amount_growth: Array) -> Array:
    """Prisbasbelopp against the year before the first plan year, a factor (..., T)."""
    return compounded(price_base_amount_growth)
