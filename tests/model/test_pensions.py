"""Chapter 6 by hand."""

import numpy as np

from analysis.model import pensions

ZERO = np.zeros(2)


def test_the_index_compounds_real_rate_and_base_amount():
    np.testing.assert_allclose(pensions.pension_index(np.array([0.01]), np.array([0.02])), [0.0302])


def test_the_provision_rolls_by_index_accrual_and_payments():
    closing = pensions.pension_provision_closing(
        np.array([1000.0]),
        np.array([0.03, 0.02]),
        np.array([5.0, 0.0]),
        np.array([10.0, 0.0]),
        np.array([40.0, 50.0]),
    )
    np.testing.assert_allclose(closing, [1000, 1000 * 1.03 + 15 - 40, 1005 * 1.02 - 50])
    cost = pensions.financial_pension_cost(closing, np.array([0.03, 0.02]), np.array([5.0, 0.0]))
    np.testing.assert_allclose(cost, [35, 20.1])


def test_capital_grows_by_its_return_and_shrinks_by_what_is_taken():
    capital = pensions.pension_portfolio(
        np.array([1000.0, -10.0, 0.0]),
        np.array([0.05, -0.20, 0.05]),
        np.array([0.0, 100.0, 0.0]),
        np.array([0.0, 0.0, 0.0]),
    )
    np.testing.assert_allclose(capital, [1000, 1040, 1040 * 0.8 - 100])
    income = pensions.financial_income(capital, np.array([0.05, -0.20, 0.05]), np.zeros(3))
    np.testing.assert_allclose(income, [50, -208, 36.6])
    none = np.zeros(3)
    left_out = pensions.portfolio_return(income, none, none, np.array([0.75]), np.ones(3), none)
    np.testing.assert_allclose(left_out, [-37.5, 156, -27.45])


def test_a_fall_is_left_out_in_full_and_comes_back_with_the_share_that_is_sold():
    """1 000 at −20 % for a budgeted 5: 250 unrealised. Half of what is left is sold next year."""
    capital, rate = np.array([1000.0, 800.0, 420.0]), np.array([-0.20, 0.05, 0.05])
    off = pensions.return_deviation(capital, rate, np.full(3, 0.05))
    np.testing.assert_allclose(off, [-250, 0, 0])
    draw, none = np.array([0.0, 420.0, 0.0]), np.zeros(3)
    back = pensions.realised_deviation(capital, rate, off, np.ones(3), draw, none)
    np.testing.assert_allclose(back, [0, -125, 0])
    income = capital * rate
    left_out = pensions.portfolio_return(income, off, back, np.array([0.75]), np.ones(3), none)
    # 75 % of the budgeted 50, 40 and 21, all of the fall, and what the sale brings back.
    np.testing.assert_allclose(left_out, [-37.5 + 250, -30 - 125, -15.75])


def test_nothing_is_realised_of_a_portfolio_that_is_empty_and_no_more_than_all_of_it():
    rate, none = np.array([-0.5, 0.0]), np.zeros(2)
    off = pensions.return_deviation(np.array([100.0, 0.0]), rate, none)
    back = pensions.realised_deviation(
        np.array([100.0, 0.0]), rate, off, np.ones(2), np.array([80.0, 5.0]), none
    )
    np.testing.assert_allclose(back, [-50, 0])


def test_of_a_portfolio_that_is_not_sold_nothing_is_realised():
    capital, rate, none = np.array([[1000.0, 800.0]]), np.array([[-0.2, 0.05]]), np.zeros(2)
    off = pensions.return_deviation(capital, rate, np.full(2, 0.05))
    back = pensions.realised_deviation(capital, rate, off, np.ones(2), none, none)
    assert back.tolist() == [0, 0]


def test_the_operating_pension_cost_follows_wages_and_the_base_amount_by_its_shares():
    got = pensions.operating_pension_cost(
        np.array([700.0]), np.array([0.6]), np.array([1.10]), np.array([1.05])
    )
    np.testing.assert_allclose(got, 700 * (0.6 * 1.10 + 0.4 * 1.05))


def test_payments_and_liability_follow_the_base_amount():
    relative = pensions.relative_base_amount(np.array([1.05, 1.05]), np.array([1.00, 1.00]))
    paid = pensions.pension_payments(np.array([200.0, 0.0]), relative)
    np.testing.assert_allclose(paid, [210, 0])
    liability = pensions.contingent_pension_liability(np.array([3000.0, 2800.0]), relative)
    np.testing.assert_allclose(liability, [3150, 2940])


def test_coverage_is_the_portfolio_over_the_whole_obligation():
    got = pensions.pension_coverage(np.array([6000.0]), np.array([5000.0]), np.array([3000.0]))
    np.testing.assert_allclose(got, [0.75])
