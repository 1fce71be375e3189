"""Depreciation of itemised investments (*avskrivning per kategori*, chapter 7).

Straight-line from the year an asset is taken into use: one life per category, or components of a
building with a life each. On top lies the run-off of what the region already owns.
"""

import numpy as np

from analysis.model.sums import summed

Array = np.ndarray


def written_off(age: Array, life: float) -> Array:
    """Share of a spending that is written off at each age (years in use, 1 is the first year).

    1/life a year; the last, broken year of a life that is no whole number counts in part.
    """
    return np.asarray(np.clip(life - (age - 1), 0, 1) / life * (age >= 1))


def component_share(age: Array, shares: Array, lives: Array) -> Array:
    """The same for an asset of components: Σ share · what its own life writes off."""
    parts = [s * written_off(age, float(life)) for s, life in zip(shares, lives, strict=True)]
    return np.asarray(sum(parts, np.zeros(np.shape(age))))


def list_depreciation(
    spending: Array, start_year: Array, years: Array, shares: Array, lives: Array
) -> Array:
    """Avskrivning by year, mnkr, positive (..., T), of spendings with their first year of use.

    spending (..., N) and start_year (N,); years (T,); shares and lives (C,) of the components, one
    of share 1 for an asset with a single life. Without components nothing is written off (art).
    """
    age = np.asarray(years)[None, :] - np.asarray(start_year)[:, None] + 1
    return summed(spending[..., None] * component_share(age, shares, lives), axis=-2)


def run_off(value: float, first: float, years: int) -> Array:
    """Avskrivning of the assets that exist at the start, mnkr, positive (T,).

    A stock of evenly spread ages is written off by `first` in its first year and by less and less
    after that, in a straight line, until all of `value` is gone.
    """
    if first <= 0 or value <= 0:
        return np.zeros(years)
    length = max(2 * value / first - 1, 1.0)
    planned = np.clip(first * (1 - np.arange(years) / length), 0, None)
    before = np.concatenate([[0.0], np.cumsum(planned)[:-1]])
    return np.asarray(np.minimum(planned, np.clip(value - before, 0, None)))


def slipped(spending: Array, slippage: float) -> Array:
    """Spending by year (..., T) when a share of all that is due moves on; the rest still waits.

    Nothing is lost: what has not been spent after the last year is spending to come.
    """
    spent, waiting = np.empty_like(spending, dtype=float), np.zeros(spending.shape[:-1])
    for t in range(spending.shape[-1]):
        due = spending[..., t] + waiting
        waiting = slippage * due
        spent[..., t] = due - waiting
    return spent


def art_amount(building_cost: Array, share: Array) -> Array:
    """Konstnärlig gestaltning, mnkr: a share of the cost of what the region builds."""
    return building_cost * share
