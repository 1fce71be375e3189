"""Prices (*prisindex*, chapter 5): LPIK, a chained Laspeyres index with three or four components.

Each year's growth is the share-weighted mean of the component growths; the shares are then
re-weighted by relative price. Fixed weights miss the published index by 0.3 percentage points,
re-weighted ones by less than 0.05.
"""

import numpy as np

Array = np.ndarray


def lpik_excl(
    wage_growth: Array,
    social_charge_growth: Array,
    consumption_growth: Array,
    lpik_share_wage: Array,
    lpik_share_social_charge: Array,
    lpik_share_consumption: Array,
) -> Array:
    """LPIK exkl. läkemedel, growth as a fraction (..., T).

    The shares are those of the first plan year, shape (..., 1). Chaining shares is the same as
    following each component's price level: the index level of year t is Σ w[k] · level[k, t], so
    its growth is a ratio of two such sums.
    """
    level = (
        lpik_share_wage * np.cumprod(1 + wage_growth, axis=-1)
        + lpik_share_social_charge * np.cumprod(1 + social_charge_growth, axis=-1)
        + lpik_share_consumption * np.cumprod(1 + consumption_growth, axis=-1)
    )
    return _growth(level, lpik_share_wage + lpik_share_social_charge + lpik_share_consumption)


def lpik_incl(
    lpik_excl: Array, pharmaceutical_growth: Array, lpik_share_pharmaceutical: Array
) -> Array:
    """LPIK inkl. läkemedel, growth as a fraction (..., T): re-weighted in the same way."""
    rest = (1 - lpik_share_pharmaceutical) * np.cumprod(1 + lpik_excl, axis=-1)
    medicines = lpik_share_pharmaceutical * np.cumprod(1 + pharmaceutical_growth, axis=-1)
    return _growth(rest + medicines, np.ones(1))


def _growth(level: Array, start: Array) -> Array:
    """Year-on-year growth of an index whose level before the first year is `start`."""
    growth = np.empty_like(level)
    growth[..., :1] = level[..., :1] / start - 1
    growth[..., 1:] = level[..., 1:] / level[..., :-1] - 1
    return growth


def price_level(lpik_incl: Array) -> Array:
    """Prices against the year before the first plan year, a factor (..., T)."""
    return np.cumprod(1 + lpik_incl, axis=-1)


def price_base_amount_level(price_base_amount_growth: Array) -> Array:
    """Prisbasbelopp against the year before the first plan year, a factor (..., T)."""
    return np.cumprod(1 + price_base_amount_growth, axis=-1)
