"""The balanced-budget planner: hand-worked paths, and the same rules on the plan."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.questions.balance import ask
from analysis.report.blocks.opened import open_view
from analysis.study.balance_path import Opening, Results, cheapest_path
from analysis.study.balance_plan import balance_plan
from analysis.study.balance_rules import overdue, stock_cap

T = 10_000.0


def results(*adjusted, net=None, equity=1.0, first=2025):
    values = np.array(adjusted, dtype=float)
    years = tuple(range(first, first + len(values)))
    own = values if net is None else np.array(net, dtype=float)
    size = np.ones(len(values))
    return Results(years, own, values, T * size, equity * size)


def test_a_plan_without_deficits_needs_nothing():
    path = cheapest_path(results(10, 20, 30), Opening())
    assert path.total_measures == pytest.approx(0, abs=1e-6)
    assert path.open == {}


def test_a_surplus_within_three_years_restores_without_measures():
    path = cheapest_path(results(-50, 0, 0, 50), Opening())
    assert path.total_measures == pytest.approx(0, abs=1e-6)
    assert path.restored.tolist() == pytest.approx([0, 0, 0, 50], abs=1e-6)


def test_what_cannot_be_restored_in_time_takes_measures():
    """KL 11:12: −50 of 2025, 20 in 2026-2028 together, 100 in 2029 is too late: 30 of measures."""
    path = cheapest_path(results(-50, 10, 5, 5, 100), Opening())
    assert path.total_measures == pytest.approx(30, abs=1e-5)


def test_the_old_reserve_covers_a_deficit_first_hand():
    path = cheapest_path(results(-50, 0, 0, 0, 0), Opening(old_reserve=80))
    assert path.total_measures == pytest.approx(0, abs=1e-6)
    assert path.old_used[0] == pytest.approx(50, abs=1e-5)
    assert path.balanced[0] == pytest.approx(0, abs=1e-5)


def test_the_old_reserve_cannot_be_used_after_its_last_year():
    """Transition to the result reserve: assumed to end with 2033 (balance_rules.yml)."""
    path = cheapest_path(results(-50, 0, 0, 0, 0, first=2034), Opening(old_reserve=80))
    assert path.total_measures == pytest.approx(50, abs=1e-5)


def test_a_reservation_in_a_good_year_covers_a_later_deficit():
    """KL 11:14: of 180 in 2025, 80 (over 1 % of T) may be reserved and meets 2026."""
    path = cheapest_path(results(180, -80, 0, 0, 0), Opening())
    assert path.reserved[0] == pytest.approx(80, abs=1e-5)
    assert path.total_measures == pytest.approx(0, abs=1e-5)


def test_only_what_exceeds_one_percent_can_be_reserved():
    """Of 150 in 2025 only 50 can be carried to meet −80 in 2026: 30 remains as measures."""
    path = cheapest_path(results(150, -80, 0, 0, 0), Opening())
    assert path.total_measures == pytest.approx(30, abs=1e-5)


def test_negative_equity_after_the_liability_doubles_what_must_remain():
    """KL 11:14: c = 2 %, so of 250 only 50 is carried: 30 of measures."""
    path = cheapest_path(results(250, -80, 0, 0, 0, equity=-1), Opening())
    assert path.total_measures == pytest.approx(30, abs=1e-5)


def test_the_lower_of_the_two_results_limits_the_reservation():
    """Net 120 although adjusted 300: 20 may be reserved, so 60 of 80 takes measures."""
    path = cheapest_path(results(300, -80, 0, 0, 0, net=(120, -80, 0, 0, 0)), Opening())
    assert path.total_measures == pytest.approx(60, abs=1e-5)


def test_the_stock_never_exceeds_five_percent():
    """Two years of 900 could reserve 1 600, the cap is 500: −700 of 2027 takes 200."""
    path = cheapest_path(results(900, 900, -700, 0, 0, 0), Opening())
    assert path.stock.max() <= 500 + 1e-5
    assert path.total_measures == pytest.approx(200, abs=1e-4)


def test_a_deficit_in_the_last_year_is_open_and_due_three_years_later():
    path = cheapest_path(results(0, 0, -40), Opening())
    assert path.open == {2027: pytest.approx(40, abs=1e-5)}
    assert path.due == {2027: 2030}
    assert path.total_measures == pytest.approx(0, abs=1e-6)


def test_closing_the_books_takes_measures_for_the_last_year_too():
    path = cheapest_path(results(0, 0, -40), Opening(), close=True)
    assert path.total_measures == pytest.approx(40, abs=1e-5)
    assert path.open == {}


def test_a_deficit_cannot_be_rolled_over_for_ever():
    """A year is in surplus or in deficit: the same year cannot restore and borrow from later."""
    path = cheapest_path(results(-50, 0, 0, 0, 0, 0, 0), Opening())
    assert path.total_measures == pytest.approx(50, abs=1e-5)


def test_an_old_deficit_keeps_its_own_last_year():
    """KL 11:12: 60 of 2023 must be restored by 2026; the surplus of 2027 is too late."""
    path = cheapest_path(results(10, 10, 100), Opening(deficits={2023: 60.0}))
    assert path.total_measures == pytest.approx(40, abs=1e-5)


def test_nothing_is_reserved_while_an_earlier_deficit_is_open():
    """2025: −50; 2026: 150. Restoring takes 50, 100 must remain: nothing is left to reserve."""
    path = cheapest_path(results(-50, 150, -30, 0, 0, 0), Opening())
    assert path.reserved[1] == pytest.approx(0, abs=1e-5)
    assert path.total_measures == pytest.approx(30, abs=1e-5)


@settings(max_examples=25)
@given(
    st.lists(st.integers(-300, 300), min_size=4, max_size=6),
    st.integers(0, 200),
    st.integers(0, 200),
)
def test_a_path_is_always_lawful(adjusted, old, reserve):
    """Whatever the results: in time (KL 11:12), within the stock (KL 11:14), no reserve below 0."""
    path = cheapest_path(results(*adjusted), Opening(old, reserve))
    small = np.abs(path.balanced) < 1e-3
    assert not overdue(np.where(small, 0, path.balanced) + 1e-3).any()
    assert path.old_stock.min() > -1e-4
    assert path.stock.min() > -1e-4
    assert path.stock.max() <= max(float(stock_cap(T)), reserve) + 1e-4
    assert np.all(path.measures >= 0)


def test_measures_are_the_fewest_by_a_coarse_search():
    """−60 and −20, then 30: with whole tens in each year nothing cheaper than 50 is lawful."""
    adjusted = np.array([-60.0, -20.0, 30.0, 0.0, 0.0])
    path = cheapest_path(results(*adjusted), Opening())
    grid = np.array(np.meshgrid(*[np.arange(0, 90, 10)] * 5)).reshape(5, -1).T
    lawful = ~overdue(adjusted + grid).any(axis=1)
    assert path.total_measures == pytest.approx(grid[lawful].sum(axis=1).min(), abs=1e-4)


def test_the_plan_needs_no_measures_by_law_but_leaves_deficits_behind(base):
    """Strategisk plan 2025-2027: −71 in 2029 and −131 in 2030 are due in 2032 and 2033."""
    answer = balance_plan(base, Opening())
    assert answer.lawful.total_measures == pytest.approx(0, abs=1e-4)
    assert answer.lawful.due == {2029: 2032, 2030: 2033}
    assert answer.closed.total_measures == pytest.approx(201, abs=1.5)
    assert not answer.overdue.any()


def test_an_unrealised_fall_hits_the_net_result_and_not_the_adjusted_one(base):
    answer = balance_plan(base, Opening(), swing=20, swing_year=2027)
    plain, unrealised, planned = answer.swings
    fall = 0.2 * base.nodes["pension_portfolio"][2]
    assert unrealised.results.net[2] - plain.results.net[2] == pytest.approx(-fall)
    assert unrealised.results.adjusted[2] == pytest.approx(plain.results.adjusted[2])
    assert planned.results.adjusted[2] - plain.results.adjusted[2] == pytest.approx(-0.25 * fall)
    assert planned.path.total_measures > unrealised.path.total_measures > 0


def test_an_old_deficit_from_before_the_last_three_years_is_refused(base):
    with pytest.raises(InputError, match="2022-2024"):
        balance_plan(base, Opening(deficits={2021: 10.0}))


def test_a_negative_reserve_is_refused(base):
    with pytest.raises(InputError, match="not negative"):
        balance_plan(base, Opening(old_reserve=-1.0))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("reserve_transfer:2027=-500", "500,0\xa0mnkr 2027 mot högst 0,0\xa0mnkr"),
        ("reserve_transfer:2026=-0.1", ""),
    ],
)
def test_a_reservation_above_what_the_law_allows_is_told(change, said):
    """1 per cent of tax and grants must remain: 28 of 2027 is far below 117."""
    answer = ask(open_view("norrbotten-2025", "base", (), (change,), "sv"))
    assert answer.says.get("beyond", "").removesuffix(".").endswith(said)
    assert ("beyond" in answer.says) == bool(said)
