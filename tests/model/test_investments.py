"""Chapter 7 by hand."""

import numpy as np
import pytest

from analysis.model import investments


def test_what_slips_waits_a_year_and_can_slip_again():
    planned, share = np.array([100.0, 100.0, 0.0]), np.array([0.5, 0.5, 0.0])
    waiting = investments.capital_expenditure_waiting(planned, share)
    np.testing.assert_allclose(waiting, [50, 75, 0])
    np.testing.assert_allclose(investments.capital_expenditure(planned, waiting), [50, 75, 75])


def test_extra_spending_is_written_off_from_the_year_after_over_its_life():
    extra = np.array([210.0, 0.0, 0.0])
    got = investments.extra_depreciation(extra, np.zeros(3), np.array([21.0]))
    np.testing.assert_allclose(got, [0, 10, 10])


def test_a_life_that_ends_within_the_horizon_writes_off_everything_once():
    extra = np.array([100.0, 0.0, 0.0, 0.0, 0.0])
    got = investments.extra_depreciation(extra, np.zeros(5), np.array([2.5]))
    np.testing.assert_allclose(got, [0, 40, 40, 20, 0])
    assert got.sum() == pytest.approx(100)


def test_depreciation_is_negative_and_falls_when_more_is_spent():
    got = investments.depreciation(np.array([-300.0]), np.array([10.0]))
    np.testing.assert_allclose(got, [-310])


def test_the_two_ratios_of_self_financing():
    outflow = np.array([-800.0])
    own = investments.self_financing_ratio(np.array([200.0]), outflow)
    other = investments.self_financing_ratio_result(np.array([100.0]), np.array([-300.0]), outflow)
    np.testing.assert_allclose([own, other], [[0.25], [0.5]])


def test_no_ratio_is_stated_where_nothing_is_invested():
    assert np.isnan(investments.self_financing_ratio(np.array([200.0]), np.array([0.0])))
