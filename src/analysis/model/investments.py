"""Investments (*investeringar*, chapter 7): decided frames, slippage, depreciation.

What slips is not lost: it waits for the next year, where it can slip again, and what still waits
after the last year is a figure of its own.
"""

import numpy as np

from analysis.model.years import blank, year_later

Array = np.ndarray


def capital_expenditure_waiting(capital_expenditure_planned: Array, slippage: Array) -> Array:
    """Uppskjutna investeringar at the end of each year, mnkr (..., T): a share of what was due."""
    shape = np.broadcast_shapes(capital_expenditure_planned.shape, slippage.shape)
    planned = np.broadcast_to(capital_expenditure_planned, shape)
    share = np.broadcast_to(slippage, shape)
    waiting = blank(shape, planned)
    waiting[..., 0] = share[..., 0] * planned[..., 0]
    for t in range(1, shape[-1]):
        waiting[..., t] = share[..., t] * (planned[..., t] + waiting[..., t - 1])
    return waiting


def capital_expenditure(
    capital_expenditure_planned: Array, capital_expenditure_waiting: Array
) -> Array:
    """Investeringsutgifter, mnkr, positive (..., T): planned, less what slips, plus what came."""
    return (
        capital_expenditure_planned
        - capital_expenditure_waiting
        + year_later(capital_expenditure_waiting)
    )


def extra_depreciation(
    capital_expenditure: Array, base_capital_expenditure: Array, asset_life: Array
) -> Array:
    """Avskrivning of spending beyond the plan's, mnkr, positive (..., T).

    Straight-line over the mean life, from the year after the spending. A life that ends within
    the horizon stops there; its last, broken year counts in part.
    """
    extra = capital_expenditure - base_capital_expenditure
    life = asset_life[..., 0]
    written_off = blank(np.broadcast_shapes(extra.shape, asset_life.shape), extra)
    for t in range(extra.shape[-1]):
        written_off[..., t] = 0.0
        for age in range(t, 0, -1):  # the oldest first: the same sum to the bit everywhere
            share = np.minimum(np.maximum(life - (age - 1), 0.0), 1.0) / life
            written_off[..., t] += share * extra[..., t - age]
    return written_off


def depreciation(depreciation_path: Array, extra_depreciation: Array) -> Array:
    """Avskrivningar, mnkr, negative (..., T): the plan's path and the scenario's spending (5:2)."""
    return depreciation_path - extra_depreciation


def investing_cash_flow(capital_expenditure: Array, financial_investment_path: Array) -> Array:
    """Kassaflöde från investeringsverksamheten, mnkr, negative (..., T) (RKR R13)."""
    return -capital_expenditure + financial_investment_path


def self_financing_ratio(operating_cash_flow: Array, investing_cash_flow: Array) -> Array:
    """Självfinansieringsgrad per year, a fraction (..., T): operating cash over investments."""
    return _share(operating_cash_flow, -investing_cash_flow)


def self_financing_ratio_result(
    net_result: Array, depreciation: Array, investing_cash_flow: Array
) -> Array:
    """The other definition in use (..., T): (net result + depreciation) / investments."""
    return _share(net_result - depreciation, -investing_cash_flow)


def _share(part: Array, whole: Array) -> Array:
    """part / whole; NaN where nothing is invested, since no share can be stated then."""
    safe = np.where(whole == 0, np.nan, whole)
    return part / safe
