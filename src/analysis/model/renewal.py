"""Renewal (*reinvesteringsbehov*, chapter 7): assets replaced at the end of their life.

What was bought before the plan is taken to have been bought evenly, the same amount in fixed prices
each year over one life: the depreciation of the first plan year then gives what has to be replaced
every year. What the plan buys itself is replaced one life later. Both at the prices of the year.
"""

import numpy as np

from analysis.model.years import blank, compounded

Array = np.ndarray


def investment_price_level(investment_price_growth: Array, relative_prices: Array) -> Array:
    """Prices of investments against the year before the first, a factor (..., T)."""
    return compounded(investment_price_growth) * relative_prices


def renewal_need(
    opening_renewal_need: Array,
    investment_price_level: Array,
    capital_expenditure: Array,
    asset_life: Array,
) -> Array:
    """Reinvesteringsbehov, mnkr, positive (..., T): what reaches the end of its life in the year.

    `opening_renewal_need` (1,) is a year's purchases before the plan in the prices of the year
    before its first.
    """
    shape = np.broadcast_shapes(capital_expenditure.shape, investment_price_level.shape)
    level = np.broadcast_to(investment_price_level, shape)
    bought, life = np.broadcast_to(capital_expenditure, shape), asset_life[..., 0]
    need = blank(shape, level)
    for t in range(shape[-1]):
        before = np.minimum(np.maximum(life - t, 0.0), 1.0) * opening_renewal_need[..., 0]
        need[..., t] = before * level[..., t]
        for age in range(t, 0, -1):
            ended = _ended(life, age) - _ended(life, age - 1)
            prices = level[..., t] / level[..., t - age]
            need[..., t] += ended * bought[..., t - age] * prices
    return need


def _ended(life: Array, age: int) -> Array:
    """The share of what is `age` years old whose life has ended."""
    return np.minimum(np.maximum(age - life + 1, 0.0), 1.0)


def investment_backlog(
    renewal_need: Array,
    capital_expenditure: Array,
    renewal_share: Array,
    investment_price_level: Array,
) -> Array:
    """Eftersatta reinvesteringar at the end of the year, mnkr, positive (..., T).

    Renewal that spending has not met since the first plan year, at current prices. It is never
    below zero: buying ahead does not pay off what is not yet due.
    """
    short = renewal_need - renewal_share * capital_expenditure
    shape = np.broadcast_shapes(short.shape, investment_price_level.shape)
    short, level = (np.broadcast_to(v, shape) for v in (short, investment_price_level))
    backlog = blank(shape, short)
    backlog[..., 0] = np.maximum(short[..., 0], 0.0)
    for t in range(1, shape[-1]):
        held = backlog[..., t - 1] * (level[..., t] / level[..., t - 1])
        backlog[..., t] = np.maximum(held + short[..., t], 0.0)
    return backlog
