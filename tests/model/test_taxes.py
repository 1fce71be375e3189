"""Chapter 3 by hand: two plan years, 2025 and 2026, on round numbers."""

import numpy as np
import pytest

from analysis.model import taxes


def test_each_payment_year_has_two_factors_as_decided_and_else_the_expected_growth():
    growth, decided = np.array([0.04, 0.05, 0.06]), np.array([1.03, np.nan])
    np.testing.assert_allclose(taxes.first_growth_factor(decided, growth), [1.03, 1.05])
    np.testing.assert_allclose(taxes.second_growth_factor(decided, growth), [1.03, 1.06])


def test_tax_base_chains_growth_residents_and_deviation():
    base = taxes.tax_base_by_income_year(
        np.array([1000.0]),
        np.array([0.05, 0.04, 0.0]),
        np.array([100.0]),
        np.array([110.0, 110.0, 99.0, 1e9]),
        np.array([0.10, 0.0, 0.0]),
        np.array([0.0, 0.01, 0.0]),
        np.array([0.0, 0.0, 0.02]),
    )
    # The base follows residents of 1 November of the year before, so the last count has no part.
    # 1000 · 1.05 · 110/100 / 1.10; then · 1.04 · 1.01; then · 99/110 · 1.02
    expected = [1000, 1050, 1050 * 1.04 * 1.01, 1050 * 1.04 * 1.01 * 0.9 * 1.02]
    np.testing.assert_allclose(base, expected)


def test_preliminary_tax_is_paid_on_the_base_two_years_before():
    base = np.array([1000.0, 1100.0, 9e9, 9e9])
    first, second = np.array([1.02, 1.025]), np.array([1.03, 1.04])
    uplifted = taxes.uplifted_tax_base(base, first, second)
    np.testing.assert_allclose(uplifted, [1000 * 1.02 * 1.03, 1100 * 1.025 * 1.04])
    tax = taxes.tax_preliminary(np.array([0.10, 0.11]), uplifted)
    np.testing.assert_allclose(tax, [105.06, 128.986])


def test_settlement_is_zero_when_the_factors_were_right():
    growth = np.array([0.03, 0.04, 0.05])
    got = taxes.tax_settlement(
        np.array([0.1163, 0.1163]),
        np.array([280000.0, 290000.0]),
        growth,
        1 + growth[:-1],
        1 + growth[1:],
        np.array([250000.0, 250000.0]),
        np.zeros(2),
    )
    np.testing.assert_allclose(got, 0, atol=1e-9)


def test_settlement_by_hand_when_growth_beats_the_factor_by_one_point():
    got = taxes.tax_settlement(
        np.array([0.10, 0.10]),
        np.array([300000.0, 300000.0]),
        np.array([0.00, 0.0201, 0.0]),
        np.array([1.00, 1.01]),
        np.array([1.01, 1.0]),
        np.array([100000.0, 100000.0]),
        np.zeros(2),
    )
    # 0.10 · 300 000 kr · 0.01 · 100 000 / 10⁶ = 30 mnkr in both years whose chain holds the year
    np.testing.assert_allclose(got, [30.0, 30.0])


def test_national_capacity_follows_growth_and_factors_per_head():
    got = taxes.national_tax_capacity(
        np.array([200000.0]),
        np.array([0.05, 0.04, 0.03]),
        np.array([1.05, 1.04]),
        np.array([1.04, 1.03]),
        np.array([1.0, 1.01]),
        np.zeros(2),
    )
    np.testing.assert_allclose(got, [200000 * 1.05 * 1.04, 200000 * 1.05 * 1.04 * 1.03 / 1.01])


def test_tax_revenue_is_the_sum_of_its_parts():
    got = taxes.tax_revenue(np.array([100.0]), np.array([-3.0]), np.array([0.5]))
    assert got[0] == pytest.approx(97.5)
