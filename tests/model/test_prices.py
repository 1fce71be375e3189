"""Chapter 5 by hand: the price form equals the re-weighting that the specification writes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import costs, prices

growths = st.lists(st.floats(-0.3, 0.6), min_size=4, max_size=4).map(np.array)
share = st.floats(0.0, 1.0)


def reweighted(components, shares):
    """LPIK as published: mean growth by share, then shares by relative price, year by year."""
    shares, result = np.array(shares), []
    for year in range(len(components[0])):
        growth = np.array([c[year] for c in components])
        index = float(shares @ growth)
        shares = shares * (1 + growth) / (1 + index)
        result.append(index)
    return np.array(result)


@given(growths, growths, growths, share, share)
def test_price_levels_give_the_same_index_as_reweighting_every_year(a, b, c, u, v):
    w, s = u, (1 - u) * v
    shares = [w, s, 1 - w - s]
    level = prices.price_level_excl(a, b, c, *(np.array([x]) for x in shares))
    got = prices.lpik_excl(level)
    np.testing.assert_allclose(got, reweighted([a, b, c], shares), atol=1e-12)


@given(growths, growths, share)
def test_pharmaceuticals_are_weighted_in_the_same_way(index, medicines, d):
    got = prices.lpik_incl(prices.price_level(np.cumprod(1 + index), medicines, np.array([d])))
    np.testing.assert_allclose(got, reweighted([index, medicines], [1 - d, d]), atol=1e-12)


def test_two_years_by_hand():
    level = prices.price_level_excl(
        np.array([0.10, 0.0]),
        np.array([0.0, 0.0]),
        np.array([0.0, 0.10]),
        np.array([0.5]),
        np.array([0.25]),
        np.array([0.25]),
    )
    got = prices.lpik_excl(level)
    np.testing.assert_allclose(got, [0.05, 0.10 * 0.25 / 1.05])


def test_costs_move_by_relative_prices_residents_and_decisions():
    relative = costs.relative_prices(np.array([1.02]), np.array([1.00]))
    factor = costs.population_driven_factor(
        np.array([0.13]), np.array([0.13]), np.array([1.0]), np.array([1.01])
    )
    got = costs.operating_costs(np.array([-1000.0]), relative, factor, np.ones(1), np.array([-5.0]))
    np.testing.assert_allclose(got, [-1000 * 1.02 * 1.0013 - 5])
