"""Chapter 4 by hand (lag 2004:773)."""

import numpy as np

from analysis.model import grants

LEVEL, GRANT, FEE = np.array([1.15]), np.array([0.0863]), np.array([0.0811])


def test_a_region_below_the_guaranteed_level_gets_the_grant_rate():
    got = grants.income_equalisation(
        LEVEL, np.array([280000.0]), np.array([300000.0]), GRANT, FEE, np.array([250000.0])
    )
    np.testing.assert_allclose(got, [(322000 - 300000) * 0.0863 * 250000 / 1e6])


def test_a_region_above_the_guaranteed_level_pays_the_lower_fee_rate():
    got = grants.income_equalisation(
        LEVEL, np.array([280000.0]), np.array([332000.0]), GRANT, FEE, np.array([250000.0])
    )
    np.testing.assert_allclose(got, [-10000 * 0.0811 * 250000 / 1e6])


def test_amounts_per_head_follow_residents():
    people = np.array([250000.0, 251000.0])
    np.testing.assert_allclose(grants.cost_equalisation(np.array([3000.0]), people), [750, 753])
    np.testing.assert_allclose(grants.regulation_item(np.array([-100.0]), people), [-25, -25.1])


def test_general_grants_are_the_sum_and_the_scenarios_change():
    parts = [np.array([v]) for v in (900.0, 800.0, 160.0, -50.0, 1000.0, -30.0, 2.0)]
    np.testing.assert_allclose(grants.state_grants(*parts), [2782.0])


def test_the_pharmaceutical_grant_scales_with_its_level():
    got = grants.pharmaceutical_grant(np.array([1000.0, 1000.0]), np.array([1.0, 0.9]))
    np.testing.assert_allclose(got, [1000, 900])
