"""Operating revenue and costs (*verksamhetens intäkter och kostnader*, chapter 5).

The published path already holds the plan's prices, population and decisions. A scenario moves it
by what differs: relative prices, the capitated part by relative population, decided changes.
"""

import numpy as np

from analysis.model.response import responding

Array = np.ndarray


def operating_revenue(operating_revenue_path: Array, operating_revenue_change: Array) -> Array:
    """Verksamhetens intäkter, mnkr (..., T): the plan's path plus decided changes (LKBR 5:2)."""
    return operating_revenue_path + operating_revenue_change


def relative_prices(price_level: Array, base_price_level: Array) -> Array:
    """Prices against the plan's own, a factor (..., T): Π (1+LPIK scenario)/(1+LPIK base)."""
    return price_level / base_price_level


def population_driven_factor(
    population_driven_share: Array,
    long_run_population_share: Array,
    population_response_years: Array,
    population_ratio: Array,
) -> Array:
    """1 + what residents beyond the plan's path cost, a factor (..., T).

    Those who come bring the capitated part at once and the long-run part in the end.
    """
    return 1 + responding(
        population_ratio - 1,
        population_driven_share,
        long_run_population_share,
        population_response_years,
    )


def operating_costs(
    operating_costs_path: Array,
    relative_prices: Array,
    population_driven_factor: Array,
    operating_costs_change: Array,
) -> Array:
    """Verksamhetens kostnader, mnkr, negative (..., T) (LKBR 5:2).

    Published path · relative prices · population factor + decided changes.
    """
    return (
        operating_costs_path * relative_prices * population_driven_factor + operating_costs_change
    )
