"""Articulated statements (*resultat-, balans- och kassaflödesräkning*, chapter 8).

Layouts follow lag (2018:597) 5:2 and 6:2 and RKR R13. The return on the portfolio is reinvested
in full, so it is a result but never cash. Every gap is a value of its own.
"""

import numpy as np

from analysis.model.years import blank, rolled, year_later

Array = np.ndarray


def net_operating_cost(
    operating_revenue: Array, operating_costs: Array, depreciation: Array
) -> Array:
    """Verksamhetens nettokostnad, mnkr, negative (..., T) (LKBR 5:2)."""
    return operating_revenue + operating_costs + depreciation


def tax_and_grants(tax_revenue: Array, state_grants: Array) -> Array:
    """Skatt, utjämning och generella statsbidrag, mnkr (..., T)."""
    return tax_revenue + state_grants


def operating_result(net_operating_cost: Array, tax_and_grants: Array) -> Array:
    """Verksamhetens resultat, mnkr (..., T): what operations leave after tax and grants (5:2)."""
    return net_operating_cost + tax_and_grants


def financial_costs(financial_pension_cost: Array, interest_on_new_debt: Array) -> Array:
    """Finansiella kostnader, mnkr, negative (..., T) (LKBR 5:2)."""
    return -(financial_pension_cost + interest_on_new_debt)


def net_result(operating_result: Array, financial_income: Array, financial_costs: Array) -> Array:
    """Årets resultat, mnkr (..., T) (LKBR 5:2)."""
    return operating_result + financial_income + financial_costs


def settlement_receivable(tax_settlement: Array) -> Array:
    """Fordran for settlements in the region's favour that are not yet paid, mnkr (..., T).

    What is accrued in t is paid in January of t + 2, so two years stand open at a year's end.
    """
    return _two_years(np.maximum(tax_settlement, 0))


def settlement_payable(tax_settlement: Array) -> Array:
    """Skuld for settlements to the region's loss that are not yet paid, mnkr (..., T)."""
    return _two_years(np.maximum(-tax_settlement, 0))


def _two_years(values: Array) -> Array:
    return values + year_later(values)


def _increase(closing: Array) -> Array:
    """Change over the year of a balance that opens at zero."""
    return closing - year_later(closing)


def receivables_decrease(receivables_decrease_path: Array, settlement_receivable: Array) -> Array:
    """Minskning av kortfristiga fordringar, mnkr (..., T): as planned, less unpaid settlements."""
    return receivables_decrease_path - _increase(settlement_receivable)


def payables_increase(settlement_payable: Array) -> Array:
    """Ökning av kortfristiga skulder, mnkr (..., T): settlements to be paid back."""
    return _increase(settlement_payable)


def non_cash(depreciation: Array, pension_accrual: Array, financial_income: Array) -> Array:
    """Ej likvidpåverkande poster, mnkr (..., T): depreciation, accrual, reinvested income (R13)."""
    return -depreciation + pension_accrual - financial_income


def operating_cash_flow(
    net_result: Array,
    non_cash: Array,
    pension_payments: Array,
    receivables_decrease: Array,
    payables_increase: Array,
) -> Array:
    """Kassaflöde från den löpande verksamheten, mnkr (..., T) (RKR R13)."""
    return net_result + non_cash - pension_payments + receivables_decrease + payables_increase


def cash_flow_before_financing(
    operating_result: Array,
    depreciation: Array,
    pension_accrual_other: Array,
    pension_payments: Array,
    receivables_decrease: Array,
    payables_increase: Array,
    investing_cash_flow: Array,
    long_term_receivables_path: Array,
    portfolio_draw: Array,
) -> Array:
    """Cash of the year before new loans, their interest and sold placements, mnkr (..., T).

    The direct route past the result: no reinvested return and no indexation of the provision,
    since neither is cash. It is also the independent check of the indirect cash flow.
    """
    return (
        operating_result
        - depreciation
        + pension_accrual_other
        - pension_payments
        + receivables_decrease
        + payables_increase
        + investing_cash_flow
        + long_term_receivables_path
        + portfolio_draw
    )


def new_debt_closing(
    cash_flow_before_financing: Array,
    opening_cash: Array,
    financing_borrows: Array,
    financing_floor: Array,
    financing_rate: Array,
) -> Array:
    """Ny upplåning at the end of the year before the first and of every plan year (..., T + 1).

    A revolving loan: drawn when cash would end below the floor, paid back when there is more.
    Interest is paid on the opening loan.
    """
    if not financing_borrows.any():
        return np.zeros(cash_flow_before_financing.shape[-1] + 1)
    flow = cash_flow_before_financing
    shape = np.broadcast_shapes(flow.shape[:-1], financing_borrows.shape[:-1])
    flow = np.broadcast_to(flow, (*shape, flow.shape[-1]))
    debt = blank((*shape, flow.shape[-1] + 1), flow)
    debt[..., 0] = 0.0
    cash = np.broadcast_to(opening_cash[..., 0], shape)
    floor, rate = financing_floor[..., 0], financing_rate[..., 0]
    for t in range(flow.shape[-1]):
        before = cash + flow[..., t] - rate * debt[..., t]
        drawn = np.maximum(-debt[..., t], floor - before) * financing_borrows[..., 0]
        debt[..., t + 1] = debt[..., t] + drawn
        cash = before + drawn
    return debt


def interest_on_new_debt(new_debt_closing: Array, financing_rate: Array) -> Array:
    """Ränta på ny upplåning, mnkr, positive (..., T): on the opening loan."""
    return new_debt_closing[..., :-1] * financing_rate


def new_borrowing(new_debt_closing: Array) -> Array:
    """Nyupplåning less amortering, mnkr (..., T)."""
    return new_debt_closing[..., 1:] - new_debt_closing[..., :-1]


def placements_sold(
    cash_flow_before_financing: Array,
    opening_cash: Array,
    financing_sells: Array,
    financing_floor: Array,
) -> Array:
    """Sålda placeringar, mnkr, positive (..., T): what lifts cash to the floor, for good."""
    if not financing_sells.any():
        return np.zeros(cash_flow_before_financing.shape[-1])
    unaided = rolled(opening_cash, cash_flow_before_financing)
    total = np.maximum(financing_floor - unaided, 0) * financing_sells
    for t in range(1, total.shape[-1]):
        np.maximum(total[..., t - 1], total[..., t], out=total[..., t])
    return _increase(total)


def financing_cash_flow(
    long_term_receivables_path: Array,
    new_borrowing: Array,
    placements_sold: Array,
    portfolio_draw: Array,
) -> Array:
    """Kassaflöde från finansieringsverksamheten, mnkr (..., T) (RKR R13).

    Sold placements stand here and not in operations, so that a sale never flatters the
    self-financing ratio.
    """
    return long_term_receivables_path + new_borrowing + placements_sold + portfolio_draw


def net_cash_flow(
    operating_cash_flow: Array, investing_cash_flow: Array, financing_cash_flow: Array
) -> Array:
    """Årets kassaflöde, mnkr (..., T) (RKR R13)."""
    return operating_cash_flow + investing_cash_flow + financing_cash_flow


def cash(opening_cash: Array, net_cash_flow: Array) -> Array:
    """Likvida medel vid årets slut, mnkr (..., T) (RKR R13)."""
    return rolled(opening_cash, net_cash_flow)


def fixed_assets(
    opening_fixed_assets: Array,
    capital_expenditure: Array,
    depreciation: Array,
    financial_investment_path: Array,
    long_term_receivables_path: Array,
) -> Array:
    """Anläggningstillgångar, mnkr (..., T): what is bought less what wears out (LKBR 6:2)."""
    financial = -(financial_investment_path + long_term_receivables_path)
    return rolled(opening_fixed_assets, capital_expenditure + depreciation + financial)


def current_assets(
    opening_current_assets: Array,
    net_cash_flow: Array,
    financial_income: Array,
    receivables_decrease: Array,
    placements_sold: Array,
    portfolio_draw: Array,
) -> Array:
    """Omsättningstillgångar, mnkr (..., T): cash, placements and receivables (LKBR 6:2)."""
    placements = financial_income - placements_sold - portfolio_draw
    flow = net_cash_flow + placements - receivables_decrease
    return rolled(opening_current_assets, flow)


def total_assets(fixed_assets: Array, current_assets: Array) -> Array:
    """Summa tillgångar, mnkr (..., T)."""
    return fixed_assets + current_assets


def equity(opening_equity: Array, net_result: Array) -> Array:
    """Eget kapital at the end of the year, mnkr (..., T) (LKBR 6:2)."""
    return rolled(opening_equity, net_result)


def long_term_debt(opening_long_term_debt: Array, new_debt_closing: Array) -> Array:
    """Långfristiga skulder, mnkr (..., T) (LKBR 6:2)."""
    return opening_long_term_debt + new_debt_closing[..., 1:]


def short_term_debt(opening_short_term_debt: Array, settlement_payable: Array) -> Array:
    """Kortfristiga skulder, mnkr (..., T) (LKBR 6:2)."""
    return opening_short_term_debt + settlement_payable


def gap_balance_sheet(
    total_assets: Array,
    equity: Array,
    pension_provision: Array,
    long_term_debt: Array,
    short_term_debt: Array,
) -> Array:
    """Assets less equity, provisions and debt, mnkr (..., T): zero when the sheet balances."""
    return total_assets - (equity + pension_provision + long_term_debt + short_term_debt)


def gap_cash_flow(
    net_cash_flow: Array,
    cash_flow_before_financing: Array,
    interest_on_new_debt: Array,
    new_borrowing: Array,
    placements_sold: Array,
) -> Array:
    """Indirect less direct cash flow, mnkr (..., T): zero when no non-cash item slips through."""
    direct = cash_flow_before_financing - interest_on_new_debt + new_borrowing + placements_sold
    return net_cash_flow - direct


def gap_pension_provision(
    pension_provision_closing: Array, pension_accrual: Array, pension_payments: Array
) -> Array:
    """Change of the provision less accrual and payments, mnkr (..., T): zero when it rolls."""
    change = pension_provision_closing[..., 1:] - pension_provision_closing[..., :-1]
    return change - (pension_accrual - pension_payments)


def gap_capital_expenditure(
    capital_expenditure_planned: Array,
    capital_expenditure: Array,
    capital_expenditure_waiting: Array,
) -> Array:
    """Planned less spent and still waiting, mnkr (..., T), cumulated: zero when nothing is lost."""
    unspent = rolled(np.zeros(1), capital_expenditure_planned - capital_expenditure)
    return unspent - capital_expenditure_waiting
