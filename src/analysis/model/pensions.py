"""Pensions (*pensioner*, chapter 6): the mixed model (*blandmodellen*).

Rights earned before 1998 are a contingent liability and a cost when paid; everything later is a
provision in the balance sheet, special payroll tax included. The provision is indexed with the
price base amount and a real rate; the money set aside for it earns a return of its own.
"""

import numpy as np

from analysis.model.years import blank

Array = np.ndarray


def pension_index(real_pension_rate: Array, price_base_amount_growth: Array) -> Array:
    """Indexuppräkning of the provision, a fraction (..., T): (1+r)(1+PBB growth) − 1 (RIPS)."""
    return (1 + real_pension_rate) * (1 + price_base_amount_growth) - 1


def pension_payments(pension_payments_path: Array, relative_base_amount: Array) -> Array:
    """Pensionsutbetalningar, mnkr, positive (..., T): the path at the scenario's base amount."""
    return pension_payments_path * relative_base_amount


def pension_provision_closing(
    opening_pension_provision: Array,
    pension_index: Array,
    add_financial_pension_cost: Array,
    pension_accrual_other: Array,
    pension_payments: Array,
) -> Array:
    """Avsättningar at the end of the year before the first and of every plan year (..., T + 1).

    provision[t] = provision[t−1] + accrual[t] − payments[t]; the accrual holds the financial
    cost of the same opening provision, so the years follow one another.
    """
    flow = add_financial_pension_cost + pension_accrual_other - pension_payments
    shape = np.broadcast_shapes(flow.shape, pension_index.shape, opening_pension_provision.shape)
    index, flow = np.broadcast_to(pension_index, shape), np.broadcast_to(flow, shape)
    closing = blank((*shape[:-1], shape[-1] + 1), flow)
    closing[..., 0] = opening_pension_provision[..., 0]
    for t in range(shape[-1]):
        closing[..., t + 1] = closing[..., t] * (1 + index[..., t]) + flow[..., t]
    return closing


def pension_provision(pension_provision_closing: Array) -> Array:
    """Avsättningar at the end of the year, mnkr (..., T) (LKBR 6:2)."""
    return pension_provision_closing[..., 1:]


def financial_pension_cost(
    pension_provision_closing: Array,
    pension_index: Array,
    add_financial_pension_cost: Array,
) -> Array:
    """Finansiell pensionskostnad, mnkr, positive (..., T): opening provision · index."""
    return pension_provision_closing[..., :-1] * pension_index + add_financial_pension_cost


def pension_accrual(financial_pension_cost: Array, pension_accrual_other: Array) -> Array:
    """Ökning av avsättningen före utbetalning, mnkr (..., T): the financial cost and the rest."""
    return financial_pension_cost + pension_accrual_other


def relative_base_amount(
    price_base_amount_level: Array, base_price_base_amount_level: Array
) -> Array:
    """Prisbasbelopp against the plan's own, a factor (..., T)."""
    return price_base_amount_level / base_price_base_amount_level


def operating_pension_cost(
    operating_pension_cost_path: Array,
    operating_pension_wage_share: Array,
    relative_wages: Array,
    relative_base_amount: Array,
) -> Array:
    """Pensionskostnad i verksamheten, mnkr, positive (..., T): an *of which* of operating costs.

    What is earned in the year follows wages, what is paid of older rights the price base amount.
    It stands within the costs already, whose price index moves them, and is not added again.
    """
    wages = operating_pension_wage_share * relative_wages
    rights = (1 - operating_pension_wage_share) * relative_base_amount
    return operating_pension_cost_path * (wages + rights)


def pension_cost(operating_pension_cost: Array, financial_pension_cost: Array) -> Array:
    """Pensionskostnad, mnkr, positive (..., T): in operations and financial."""
    return operating_pension_cost + financial_pension_cost


def pension_portfolio(
    portfolio_moves: Array,
    portfolio_return_rate: Array,
    portfolio_draw: Array,
    placements_sold: Array,
) -> Array:
    """Förvaltat pensionskapital that earns the year's return, mnkr (..., T).

    Last year's capital and its reinvested return, less what was drawn or sold, plus the moves to
    and from other portfolios that the published financial income implies (an add factor).
    """
    taken = portfolio_draw + placements_sold
    shape = np.broadcast_shapes(portfolio_moves.shape, portfolio_return_rate.shape, taken.shape)
    rate, taken = (
        np.broadcast_to(portfolio_return_rate, shape),
        np.broadcast_to(taken, shape),
    )
    capital = blank(shape, portfolio_moves)
    capital[..., 0] = portfolio_moves[..., 0]
    for t in range(1, shape[-1]):
        grown = capital[..., t - 1] * (1 + rate[..., t - 1]) - taken[..., t - 1]
        capital[..., t] = grown + portfolio_moves[..., t]
    return capital


def financial_income(
    pension_portfolio: Array, portfolio_return_rate: Array, add_financial_income: Array
) -> Array:
    """Finansiella intäkter, mnkr (..., T): invested capital times its return (LKBR 5:2)."""
    return pension_portfolio * portfolio_return_rate + add_financial_income


def return_deviation(
    pension_portfolio: Array, portfolio_return_rate: Array, base_portfolio_return_rate: Array
) -> Array:
    """Avkastning utöver den budgeterade, mnkr (..., T): the capital times what the rate differs."""
    return pension_portfolio * (portfolio_return_rate - base_portfolio_return_rate)


def realised_deviation(
    pension_portfolio: Array,
    portfolio_return_rate: Array,
    return_deviation: Array,
    unrealised_share_of_deviation: Array,
    portfolio_draw: Array,
    placements_sold: Array,
) -> Array:
    """Realiserad del av tidigare avvikelser, mnkr (..., T): comes back when capital is sold.

    What is sold at the end of the year realises its share of the deviations that still stand
    unrealised, those of the year included: a gain is positive, a loss negative.
    """
    taken = portfolio_draw + placements_sold
    if not taken.any():  # nothing is sold: most scenarios, and a tenth of the time of a batch
        return np.zeros(return_deviation.shape[-1])
    grown = pension_portfolio * (1 + portfolio_return_rate)
    held = unrealised_share_of_deviation * return_deviation
    shape = np.broadcast_shapes(grown.shape, taken.shape, held.shape)
    grown, taken, held = (np.broadcast_to(v, shape) for v in (grown, taken, held))
    sold = np.minimum(np.maximum(taken / np.where(grown > 0, grown, np.inf), 0.0), 1.0)
    realised = blank(shape, held)
    stock = held[..., 0]
    for t in range(shape[-1]):
        if t:
            stock = stock + held[..., t]
        realised[..., t] = stock * sold[..., t]
        stock = stock - realised[..., t]
    return realised


def portfolio_return(
    financial_income: Array,
    return_deviation: Array,
    realised_deviation: Array,
    unrealised_share: Array,
    unrealised_share_of_deviation: Array,
    add_portfolio_return: Array,
) -> Array:
    """Orealiserad avkastning, mnkr, negative (..., T): left out by the balanced budget (11:10).

    The stated share of the budgeted return, and of what deviates from it all but what the plan
    says is realised at once; a deviation comes back when it is sold.
    """
    budgeted = unrealised_share * (financial_income - return_deviation)
    deviating = unrealised_share_of_deviation * return_deviation
    return realised_deviation - budgeted - deviating + add_portfolio_return


def contingent_pension_liability(
    contingent_liability_path: Array, relative_base_amount: Array
) -> Array:
    """Ansvarsförbindelse, mnkr (..., T): implied by the published solidities, at the scenario's
    base amount (LKBR 6:4)."""
    return contingent_liability_path * relative_base_amount


def pension_coverage(
    pension_portfolio: Array,
    pension_provision: Array,
    contingent_pension_liability: Array,
) -> Array:
    """Täckningsgrad, a fraction (..., T): the portfolio over the whole pension obligation."""
    return pension_portfolio / (pension_provision + contingent_pension_liability)
