"""The portfolio to 2040: the same functions with longer inputs, and answers that meet the goal."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.horizon import load_horizon
from analysis.model.continuation import continued
from analysis.model.projection import project
from analysis.study.horizon import long_inputs
from analysis.study.portfolio import full_from, portfolio


@pytest.fixture(scope="module")
def horizon(calibration):
    return load_horizon(calibration.plan)


@pytest.fixture(scope="module")
def answer(base, horizon):
    return portfolio(base, horizon)


@pytest.mark.parametrize("after", ["reinvest", "as_plan"])
def test_the_years_of_the_plan_are_those_of_the_plan(base, horizon, after):
    values = long_inputs(base, horizon, after).evaluate()
    for name in ("pension_portfolio", "pension_provision", "pension_coverage", "financial_income"):
        np.testing.assert_allclose(values[name][..., :6], base.nodes[name], rtol=1e-12)


def test_after_the_plan_capital_grows_by_its_return_when_that_is_reinvested(answer):
    """5 889 mnkr in 2030 at 5 %: times 1.05 every year to 2040."""
    after = answer.outcomes[0].portfolio[5:]
    np.testing.assert_allclose(after[1:] / after[:-1], 1.05, rtol=1e-12)


def test_the_provision_rolls_forward_after_the_plan(base, horizon):
    """provision[t] = provision[t−1] + financial cost − payments (accrual is the cost alone)."""
    values = long_inputs(base, horizon).evaluate()
    provision, cost = values["pension_provision"], values["financial_pension_cost"]
    payments = values["pension_payments"]
    np.testing.assert_allclose(provision[6:], provision[5:-1] + cost[6:] - payments[6:], rtol=1e-12)


def test_the_contingent_liability_shrinks_as_assumed(answer):
    """−6.2 % a year after 2030."""
    after = answer.outcomes[0].liability[5:]
    np.testing.assert_allclose(after[1:] / after[:-1], 1 - 0.062, rtol=1e-9)


def test_the_contribution_reaches_the_goal_when_it_is_paid(base, horizon, answer):
    longer = long_inputs(base, horizon)
    moves = longer.inputs["portfolio_moves"].copy()
    moves[1:] += answer.outcomes[0].contribution
    coverage = longer.evaluate({"portfolio_moves": moves})["pension_coverage"]
    assert coverage[-1] == pytest.approx(1.0, abs=1e-8)


def test_the_return_reaches_the_goal_when_it_is_earned(base, horizon, answer):
    longer = long_inputs(base, horizon)
    rate = longer.inputs["portfolio_return_rate"].copy()
    rate[1:] = answer.outcomes[0].needed_return
    coverage = longer.evaluate({"portfolio_return_rate": rate})["pension_coverage"]
    assert coverage[-1] == pytest.approx(1.0, abs=1e-8)


def test_less_return_and_more_inflation_cover_less(answer):
    end = {outcome.case: outcome.coverage[-1] for outcome in answer.outcomes}
    assert end["stagflation"] < end["low_return"] < end["base"] < end["high_return"]
    assert end["high_inflation"] < end["base"]


def test_taking_out_as_in_the_plan_covers_less_than_reinvesting(base, horizon, answer):
    other = portfolio(base, horizon, "as_plan")
    assert other.outcomes[0].coverage[-1] < answer.outcomes[0].coverage[-1]


def test_the_year_from_which_all_is_covered():
    class Goal:
        class target_coverage:
            value = 100.0

    years = (2037, 2038, 2039, 2040)
    assert full_from(years, np.array([0.9, 1.0, 1.1, 1.2]), Goal) == 2038
    assert full_from(years, np.array([1.1, 0.9, 1.0, 1.2]), Goal) == 2039
    assert full_from(years, np.array([1.1, 1.1, 1.1, 0.9]), Goal) is None
    assert full_from(years, np.array([1.1, 1.1, 1.1, 1.1]), Goal) == 2037


def test_moving_capital_to_cash_costs_its_return_and_saves_the_balance_sheet(base, horizon):
    """500 mnkr out in 2026: 500 more in cash for good, 25 less in return from 2027 on (5 %), a
    quarter of which the balanced budget counts."""
    effects = portfolio(base, horizon, moves={2026: 500.0}).effects
    assert effects["cash"][1:] == pytest.approx(500.0)
    assert effects["financial_income"][2] == pytest.approx(-25.0)
    assert effects["balanced_budget_result"][2] == pytest.approx(-6.25)


def test_a_year_outside_the_plan_is_refused(base, horizon):
    with pytest.raises(InputError, match="2025-2030"):
        portfolio(base, horizon, moves={2035: 10.0})


def test_the_portfolio_is_carried_by_the_one_continuation(base, horizon):
    """Every value of the question is that of the statements of 2040."""
    longer = project(continued(base.calibration, 2040), base.scenario)
    values = long_inputs(base, horizon).evaluate()
    for name, series in values.items():
        np.testing.assert_array_equal(series, longer.nodes[name], err_msg=name)
    again = long_inputs(longer, horizon).evaluate()
    np.testing.assert_array_equal(again["pension_coverage"], values["pension_coverage"])


def test_the_three_readings_of_the_capital_are_shown_and_one_is_used(answer):
    """321/5 %, 241/5 % and 10 117 less cash of 113; obligation 5 119 + 3 801."""
    found = {
        one.name: (round(one.capital, -1), round(100 * one.coverage)) for one in answer.readings
    }
    assert found == {
        "financial_income": (6420, 72),
        "return_row": (4820, 54),
        "placements": (10000, 112),
    }
    sheet = {sheet.id: sheet for sheet in answer.sheets()}["portfolio_readings"]
    assert [row[1] for row in sheet.rows] == ["used_reading", "not_used", "not_used"]


def test_another_reading_begins_with_another_capital(base, horizon, answer):
    reading = horizon.capital.model_copy(update={"reading": "placements"})
    other = portfolio(base, horizon.model_copy(update={"capital": reading})).outcomes[0]
    own = answer.outcomes[0]
    more = answer.readings[2].capital - answer.readings[0].capital
    assert other.portfolio[0] - own.portfolio[0] == pytest.approx(more)
    assert other.portfolio[-1] - own.portfolio[-1] == pytest.approx(more * 1.05**15)
    np.testing.assert_array_equal(other.provision, own.provision)


def test_an_unknown_rule_is_refused(base, horizon):
    with pytest.raises(InputError, match="reinvest, as_plan"):
        portfolio(base, horizon, "spend")


def test_a_coverage_is_never_told_without_the_other_rule(answer, base, horizon):
    from analysis.questions.portfolio import says
    from analysis.report.blocks.view import View

    other = portfolio(base, horizon, "as_plan")
    first = next(iter(says(answer, other, View(base, None, "sv")).values()))
    for outcome in (answer.outcomes[0], other.outcomes[0]):
        assert f"{100 * outcome.coverage[-1]:.0f}\u00a0%" in first
