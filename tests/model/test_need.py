"""Need by age and renewal: hand arithmetic, the switch, and what stays as printed."""

import numpy as np
import pytest

from analysis.model import need, renewal
from analysis.model.chapters import model
from analysis.model.graph import evaluate

ONE = np.ones(1)


def test_need_weighs_each_age_with_what_its_care_costs():
    """20 % at half the mean, 50 % at 0.8, 20 % at 1.6 and 10 % at 1.8: 0.1 + 0.4 + 0.32 + 0.18."""
    shares = (np.array([s]) for s in (0.2, 0.5, 0.2, 0.1))
    costs = (np.array([c]) for c in (0.5, 0.8, 1.6, 1.8))
    assert need.age_need(*shares, *costs, ONE) == pytest.approx(1.0)


def test_a_path_without_ages_has_the_need_of_the_plans_own_ages():
    unknown = [np.array([np.nan])] * 4
    assert need.age_need(*unknown, *[ONE] * 4, np.array([1.03])) == pytest.approx(1.03)


def test_a_third_more_people_over_80_has_its_price_beside_the_price_index():
    """10 000 of 100 000 at 2.4 become 13 500 and the rest stay: need grows by 3 500 · 2.4 of
    100 000 units. Of costs of 1 000 at prices 1.02, 0.8 follow need."""
    people = np.array([100_000.0, 103_500.0])
    units = np.array([100_000.0, 100_000 + 3_500 * 2.4])
    base = need.base_need(people, units / people, ONE)
    index = need.need_index(base, np.ones(2))
    np.testing.assert_allclose(index, [1, 1.084])
    cost = need.need_cost(np.array([-1000.0, -1020.0]), np.array([1, 1.02]), 0.8 * ONE, index)
    np.testing.assert_allclose(cost, [0, -1000 * 1.02 * 0.8 * 0.084])
    heads = need.need_index(need.base_need(people, units / people, 0 * ONE), np.ones(2))
    np.testing.assert_allclose(heads, [1, 1.035])


def test_need_after_the_print_leaves_printed_years_to_the_bit():
    grown = need.need_beyond_print(
        np.array([100.0, 101.7, 103.1, 104.131]), np.array([0.0, 0, 0, 1]), np.array([0.8])
    )
    assert grown[:3].tolist() == [1.0, 1.0, 1.0]
    assert grown[3] == pytest.approx(1 + 0.8 * 0.01)


def test_assets_bought_evenly_are_replaced_a_life_later_at_the_prices_of_the_year():
    """Life 2 years, 100 a year before the plan: 100 is due in each of the first two years, then
    what the plan bought itself, all at prices that rise by a tenth."""
    level = renewal.investment_price_level(np.full(4, 0.1), ONE)
    bought = np.array([60.0, 130.0, 100.0, 0.0])
    due = renewal.renewal_need(np.array([100.0]), level, bought, np.array([2.0]))
    np.testing.assert_allclose(due, [110, 121, 60 * 1.21, 130 * 1.21])
    left = renewal.investment_backlog(due, bought, ONE, level)
    np.testing.assert_allclose(left, [50, 46, 46 * 1.1 - 27.4, 23.2 * 1.1 + 157.3])


def test_buying_ahead_is_no_negative_backlog():
    level = np.ones(2)
    left = renewal.investment_backlog(np.array([100.0, 100]), np.array([300.0, 80]), ONE, level)
    np.testing.assert_allclose(left, [0, 20])


def test_depreciation_of_the_first_year_gives_the_purchases_before_the_plan(calibration):
    """At 2.5 % a year the 21 purchases of R in fixed prices leave a depreciation of 286."""
    bought = float(calibration.inputs["opening_renewal_need"][0])
    nominal = [bought / 1.025**age for age in range(21)]
    assert sum(nominal) / 21 == pytest.approx(-calibration.inputs["depreciation_path"][0])


def test_the_switch_shows_a_population_without_its_ages(ask, base):
    """SCB's path has fewer residents but older: its costs fall more where heads alone count."""
    aged = ask(set_=["population=scb"])
    heads = ask(set_=["population=scb", "age_driven_need:2025-2030=0"])
    saved = [
        p.lines["operating_costs"][-1] - base.lines["operating_costs"][-1] for p in (aged, heads)
    ]
    assert saved[0] == pytest.approx(154.2, abs=0.1)
    assert saved[1] == pytest.approx(222.9, abs=0.1)
    plan_itself = ask(set_=["age_driven_need:2025-2030=0"])
    assert all((plan_itself.lines[k] == v).all() for k, v in base.lines.items())


def test_more_residents_of_the_plans_ages_need_as_much_as_before(calibration):
    path = calibration.inputs["population_path"] * 1.01
    got = evaluate(model(), {**calibration.inputs, "population_path": path}, ["need_ratio"])
    np.testing.assert_allclose(got["need_ratio"], 1.01)
