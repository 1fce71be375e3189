"""The rules of a balanced budget on hand-worked cases, each with its paragraph."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.study.balance_rules import (
    overdue,
    reservation_floor,
    reservation_room,
    restoring,
    stock_cap,
)


def test_a_deficit_is_restored_by_the_surpluses_that_follow():
    """KL 11:12. −100, then 40, 30, 50: restored by 40 + 30 + 30."""
    found = restoring(np.array([-100.0, 40.0, 30.0, 50.0]))
    assert found.restored[0].tolist() == [0, 40, 30, 30]
    assert found.open[0].tolist() == [100, 60, 30, 0]


def test_the_third_year_is_in_time():
    """KL 11:12: of 2025 by the end of 2028."""
    assert not overdue(np.array([-100.0, 0, 0, 100.0, 0])).any()


def test_the_fourth_year_is_too_late():
    """KL 11:12: restored in 2029 only, so the law is broken at the end of 2028."""
    assert overdue(np.array([-100.0, 0, 0, 0, 100.0])).tolist() == [False] * 3 + [True, False]


def test_an_ore_too_little_is_too_little():
    assert overdue(np.array([-100.0, 0, 0, 99.99])).tolist()[-1] is True


def test_a_deficit_in_the_last_year_is_not_due_yet():
    found = restoring(np.array([10.0, 10.0, -100.0]))
    assert found.open[2].tolist() == [0, 0, 100]
    assert not overdue(np.array([10.0, 10.0, -100.0])).any()


def test_the_oldest_deficit_is_restored_first():
    """It falls due first: −50 of year one before −30 of year two."""
    found = restoring(np.array([-50.0, -30.0, 60.0]))
    assert found.restored[:, 2].tolist() == [50, 10, 0]
    assert found.open[:, 2].tolist() == [0, 20, 0]


def test_an_earlier_surplus_restores_nothing():
    """Only the following years count (KL 11:12)."""
    assert restoring(np.array([100.0, -50.0])).open[1, 1] == 50


def test_the_printed_plan_restores_its_deficit_of_2025_in_2026():
    """Strategisk plan 2025-2027: −35, 148, 28, 5, −71, −131: nothing is overdue by 2030."""
    found = restoring(np.array([-35.0, 148, 28, 5, -71, -131]))
    assert found.restored[0, 1] == 35
    assert found.open[:, 5].tolist() == [0, 0, 0, 0, 71, 131]


def test_many_scenarios_are_tested_at_once():
    results = np.array([[-100.0, 0, 0, 100], [-100.0, 0, 0, 99]])
    assert overdue(results)[:, 3].tolist() == [False, True]


@given(st.lists(st.floats(-1000, 1000), min_size=1, max_size=10))
def test_nothing_is_lost_or_made_in_restoring(results):
    found = restoring(np.array(results))
    left = found.deficit - found.restored.sum(axis=-1)
    np.testing.assert_allclose(left, found.open[:, -1], atol=1e-9)
    assert np.all(found.restored.sum(axis=0) <= np.maximum(results, 0) + 1e-9)


def test_one_percent_must_remain_before_anything_is_reserved():
    """KL 11:14: of a result of 150 with T = 10 000, 50 may be reserved."""
    assert reservation_room(150.0, 150.0, 10_000.0, 1.0, 0.0) == 50


def test_two_percent_must_remain_when_equity_after_the_liability_is_negative():
    """KL 11:14: of 250 with T = 10 000 and negative equity, 50."""
    assert reservation_floor(10_000.0, -1.0) == 200
    assert reservation_room(250.0, 250.0, 10_000.0, -1.0, 0.0) == 50


def test_equity_of_exactly_zero_is_not_negative():
    assert reservation_floor(10_000.0, 0.0) == 100


def test_the_lower_of_result_and_adjusted_result_counts():
    """KL 11:14: result 400, after adjustments 180, T = 10 000: 80; and the other way round."""
    assert reservation_room(400.0, 180.0, 10_000.0, 1.0, 0.0) == 80
    assert reservation_room(180.0, 400.0, 10_000.0, 1.0, 0.0) == 80


def test_nothing_is_reserved_of_a_result_below_the_floor():
    assert reservation_room(90.0, 90.0, 10_000.0, 1.0, 0.0) == 0


def test_the_stock_stops_at_five_percent():
    """KL 11:14: T = 10 000, a reserve of 480 may grow by 20 however large the result."""
    assert stock_cap(10_000.0) == 500
    assert reservation_room(900.0, 900.0, 10_000.0, 1.0, 480.0) == 20


def test_a_reserve_above_the_cap_is_not_forced_down_but_cannot_grow():
    assert reservation_room(900.0, 900.0, 10_000.0, 1.0, 600.0) == 0


def test_malmo_2015_could_reserve_185():
    """Malmö stad, Årsredovisning 2015, balanskravsutredning: result 563, after adjustments 540,
    1 % = 162, 193 to restore from 2014, so 540 − 162 − 193 = 185 mnkr was reserved."""
    assert reservation_room(563.0, 540.0, 16_200.0, 1.0, 0.0, restored=193.0) == pytest.approx(185)


def test_what_is_overdue_is_what_has_come_due_and_not_all_that_is_open():
    """KL 11:12. Deficits of 250, 399 and 768 and more: due in 2028, 2029 and 2030 in turn."""
    found = restoring(np.array([-250.0, -399, -768, -907, 0, 0]))
    assert found.open.sum(axis=0).tolist() == [250, 649, 1417, 2324, 2324, 2324]
    assert found.overdue_amount(3).tolist() == [0, 0, 0, 250, 649, 1417]


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=9), st.integers(0, 4))
def test_overdue_is_part_of_what_is_open_and_there_whenever_the_law_is_broken(results, years):
    found = restoring(np.array(results, dtype=float))
    late = found.overdue_amount(years)
    assert (late <= found.open.sum(axis=0) + 1e-9).all()
    assert (late[found.overdue(years)] > 0).all()
    due = [
        sum(found.open[first, t] for first in range(len(results)) if t - first >= years)
        for t in range(len(results))
    ]
    assert late == pytest.approx(due)
