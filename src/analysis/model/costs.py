"""Operating revenue and costs (*verksamhetens intäkter och kostnader*, chapter 5).

The published path already holds the plan's prices, population and decisions. A scenario moves it
by what differs: relative prices, the capitated part by relative population, decided changes.
"""

import numpy as np

from analysis.model.response import responding

Array = np.ndarray


def revenue_price_factor(relative_prices: Array, revenue_price_share: Array) -> Array:
    """How operating revenue follows prices that differ from the plan's, a factor (..., T).

    `revenue_price_share` is the part of fees and sales that is raised with prices: a stated rule.
    """
    return 1 + revenue_price_share * (relative_prices - 1)


def operating_revenue(
    operating_revenue_path: Array, revenue_price_factor: Array, operating_revenue_change: Array
) -> Array:
    """Verksamhetens intäkter, mnkr (..., T): the plan's path at the scenario's prices, and decided
    changes (LKBR 5:2)."""
    return operating_revenue_path * revenue_price_factor + operating_revenue_change


def relative_prices(price_level: Array, base_price_level: Array) -> Array:
    """Prices against the plan's own, a factor (..., T): Π (1+LPIK scenario)/(1+LPIK base)."""
    return price_level / base_price_level


def population_driven_factor(
    population_driven_share: Array,
    long_run_population_share: Array,
    population_response_years: Array,
    need_ratio: Array,
) -> Array:
    """1 + what need beyond the plan's costs, a factor (..., T).

    Residents weighted by age: those who come bring the capitated part at once and the long-run
    part in the end.
    """
    return 1 + responding(
        need_ratio - 1,
        population_driven_share,
        long_run_population_share,
        population_response_years,
    )


def operating_costs(
    operating_costs_path: Array,
    relative_prices: Array,
    population_driven_factor: Array,
    need_beyond_print: Array,
    operating_costs_change: Array,
) -> Array:
    """Verksamhetens kostnader, mnkr, negative (..., T) (LKBR 5:2).

    Published path · relative prices · population factor · need after the print + decided changes.
    """
    moved = operating_costs_path * relative_prices * population_driven_factor
    return moved * need_beyond_print + operating_costs_change
