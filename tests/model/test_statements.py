"""Chapter 8 by hand."""

import numpy as np

from analysis.model import statements


def test_unpaid_settlements_stand_open_for_two_years_on_the_side_they_belong():
    settlement = np.array([10.0, -4.0, 0.0, 0.0])
    receivable = statements.settlement_receivable(settlement)
    payable = statements.settlement_payable(settlement)
    np.testing.assert_allclose(receivable, [10, 10, 0, 0])
    np.testing.assert_allclose(payable, [0, 4, 4, 0])
    decrease = statements.receivables_decrease(np.array([100.0, 0.0, 0.0, 0.0]), receivable)
    np.testing.assert_allclose(decrease, [90, 0, 10, 0])
    np.testing.assert_allclose(statements.payables_increase(payable), [0, 4, 0, -4])


def test_a_loan_is_drawn_to_the_floor_costs_interest_and_is_paid_back():
    flow = np.array([-150.0, 0.0, 300.0])
    debt = statements.new_debt_closing(
        flow, np.array([100.0]), np.array([1.0]), np.array([10.0]), np.array([0.10])
    )
    # 100 − 150 + 60 = 10; then 6 of interest is borrowed too; then 300 pays back 66 and its 6.6
    np.testing.assert_allclose(debt, [0, 60, 66, 0])
    np.testing.assert_allclose(
        statements.interest_on_new_debt(debt, np.array([0.10])), [0, 6.0, 6.6]
    )
    np.testing.assert_allclose(statements.new_borrowing(debt), [60, 6, -66])


def test_placements_are_sold_once_for_the_deepest_want():
    flow = np.array([-150.0, 100.0, -100.0])
    sold = statements.placements_sold(flow, np.array([100.0]), np.array([1.0]), np.array([0.0]))
    np.testing.assert_allclose(sold, [50, 0, 0])
    more = statements.placements_sold(
        np.array([-150.0, 20.0, -100.0]), np.array([100.0]), np.array([1.0]), np.array([0.0])
    )
    np.testing.assert_allclose(more, [50, 0, 80])


def test_the_income_statement_adds_up():
    net = statements.net_operating_cost(np.array([10.0]), np.array([-100.0]), np.array([-5.0]))
    result = statements.operating_result(
        net, statements.tax_and_grants(np.array([80.0]), np.array([20.0]))
    )
    costs = statements.financial_costs(np.array([4.0]), np.array([1.0]))
    assert statements.net_result(result, np.array([7.0]), costs) == [7.0]


def test_return_that_is_reinvested_is_result_but_not_cash():
    moved = statements.non_cash(np.array([-30.0]), np.array([20.0]), np.array([15.0]))
    np.testing.assert_allclose(moved, [35])
    cash = statements.operating_cash_flow(
        np.array([40.0]), moved, np.array([25.0]), np.array([3.0]), np.array([1.0])
    )
    np.testing.assert_allclose(cash, [54])


def test_the_balance_sheet_rolls():
    one = np.array([1.0])
    fixed = statements.fixed_assets(np.array([100.0]), one * 20, one * -8, one * -1, one * 1)
    np.testing.assert_allclose(fixed, [112])
    current = statements.current_assets(
        np.array([50.0]), one * 5, one * 3, one * 2, one * 1, one * 0
    )
    np.testing.assert_allclose(current, [55])
