"""Depreciation of items: hand arithmetic and what is never lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.model.investment_lists import (
    art_amount,
    component_share,
    list_depreciation,
    run_off,
    slipped,
    written_off,
)

YEARS = np.arange(2025, 2035)


def test_a_life_of_four_years_writes_off_a_quarter_a_year_from_the_first_year_of_use() -> None:
    assert np.allclose(written_off(np.arange(6), 4.0), [0, 0.25, 0.25, 0.25, 0.25, 0])


def test_a_broken_last_year_counts_in_part() -> None:
    assert np.allclose(written_off(np.arange(1, 5), 2.5), [0.4, 0.4, 0.2, 0])


def test_a_building_is_written_off_by_component() -> None:
    # Half over 50 years and half over 10: 0,01 + 0,05 a year, and 0,01 after ten years.
    found = component_share(np.array([1, 10, 11]), np.array([0.5, 0.5]), np.array([50.0, 10.0]))
    assert np.allclose(found, [0.06, 0.06, 0.01])


def test_an_item_is_written_off_from_its_start_year() -> None:
    found = list_depreciation(
        np.array([100.0, 40.0]), np.array([2026, 2028]), YEARS, np.ones(1), np.array([4.0])
    )
    assert found.tolist() == [0, 25, 25, 35, 35, 10, 10, 0, 0, 0]


def test_art_is_not_written_off() -> None:
    nothing = np.empty(0)
    assert not list_depreciation(np.array([5.0]), np.array([2026]), YEARS, nothing, nothing).any()


def test_existing_assets_run_off_in_a_straight_line_to_nothing() -> None:
    # 100 with 20 the first year: nine years of 20, 17,8, … 2,2, which add up to 100.
    found = run_off(100.0, 20.0, 12)
    assert np.allclose(found[:2], [20, 20 * 8 / 9])
    assert np.isclose(found.sum(), 100)
    assert not found[9:].any()


def test_nothing_is_written_off_where_nothing_exists() -> None:
    assert not run_off(0.0, 10.0, 3).any()


def test_a_fifth_that_slips_waits_a_year_and_slips_again() -> None:
    assert np.allclose(slipped(np.array([100.0, 0.0, 0.0]), 0.2), [80, 16, 3.2])


def test_one_per_cent_of_what_is_built_goes_to_art() -> None:
    assert art_amount(np.array(386.7), np.array(0.01)) == 3.867


@given(
    arrays(float, 5, elements=st.floats(0, 1e4)),
    st.lists(st.floats(1, 30), min_size=1, max_size=4),
)
def test_everything_is_written_off_once_and_only_once(spending: np.ndarray, lives: list) -> None:
    shares = np.full(len(lives), 1 / len(lives))
    years = np.arange(2025, 2025 + 40)
    start = np.arange(2026, 2031)
    found = list_depreciation(spending, start, years, shares, np.array(lives))
    assert (found >= 0).all()
    assert np.isclose(found.sum(), spending.sum())


@given(arrays(float, 6, elements=st.floats(0, 1e4)), st.floats(0, 0.9))
def test_slippage_moves_spending_and_loses_nothing(spending: np.ndarray, share: float) -> None:
    found = slipped(spending, share)
    waiting = 0.0
    for due, spent in zip(spending, found, strict=True):
        waiting = share * (waiting + due)
        assert spent >= -1e-9
    assert np.isclose(found.sum() + waiting, spending.sum())


@given(st.floats(10, 1e5), st.floats(0.02, 0.5))
def test_a_stock_is_never_written_off_beyond_its_value(value: float, share: float) -> None:
    found = run_off(value, share * value, 300)
    assert np.all(np.diff(found) <= 1e-9)
    assert found.sum() <= value * (1 + 1e-9)
    assert found.sum() > value * 0.97
