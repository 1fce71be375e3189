"""Graduation: what it must leave alone, what it must take away."""

import numpy as np
import pytest

from analysis.model.cohort_graduation import graduate_rates, smooth_over_age, whittaker

AGE = np.arange(100.0)


def test_a_straight_line_passes_second_differences_unchanged():
    line = 3 + 0.5 * AGE
    np.testing.assert_allclose(whittaker(line, np.ones(100), 1e6), line, atol=1e-6)


def test_no_smoothing_returns_the_observations():
    values = np.sin(AGE)
    np.testing.assert_allclose(whittaker(values, np.ones(100), 0.0), values)


def test_three_values_are_smoothed_as_the_normal_equations_say():
    # (I + D'D) s = v with D = (1, -2, 1): worked out by hand for v = (0, 1, 0).
    assert whittaker(np.array([0.0, 1.0, 0.0]), np.ones(3), 1.0) == pytest.approx(
        [2 / 7, 3 / 7, 2 / 7]
    )


def test_smoothing_over_age_keeps_the_sum():
    values = np.random.default_rng(1).normal(size=(3, 2, 100))
    smooth = smooth_over_age(values, 20.0)
    np.testing.assert_allclose(smooth.sum(-1), values.sum(-1), atol=1e-9)
    assert np.abs(np.diff(smooth)).sum() < np.abs(np.diff(values)).sum()


def test_gompertz_mortality_is_found_again_from_exact_counts():
    rate = 5e-5 * np.exp(0.095 * AGE)
    exposure = np.full(100, 1e6)
    np.testing.assert_allclose(graduate_rates(rate * exposure, exposure), rate, rtol=1e-3)


def test_graduated_deaths_sum_to_the_observed_deaths():
    rng = np.random.default_rng(2)
    rate, exposure = 5e-5 * np.exp(0.095 * AGE), np.full(100, 1500.0)
    deaths = rng.poisson(rate * exposure).astype(float)
    smooth = graduate_rates(deaths, exposure)
    assert (smooth * exposure).sum() == pytest.approx(deaths.sum(), rel=1e-6)
    old = slice(50, None)  # below, hardly anybody died
    noise = np.abs(np.log((deaths + 0.5) / exposure / rate))[old].mean()
    assert np.abs(np.log(smooth / rate))[old].mean() < noise / 2


def test_ages_without_any_exposure_borrow_from_their_neighbours():
    exposure = np.full(100, 1e5)
    exposure[95:] = 0
    rate = 5e-5 * np.exp(0.095 * AGE)
    found = graduate_rates(rate * exposure, exposure)
    assert np.all(np.isfinite(found))
    assert np.all(np.diff(found[60:]) > 0)


def test_nothing_observed_is_an_error_and_not_a_rate():
    with pytest.raises(ValueError, match="no events"):
        graduate_rates(np.zeros(10), np.ones(10))
