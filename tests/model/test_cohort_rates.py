"""Life tables and rates against hand arithmetic."""

import numpy as np
import pytest

from analysis.model.cohort import Assumptions, project_cohorts
from analysis.model.cohort_migration import arrival_profile, residual_migration
from analysis.model.cohort_rates import (
    fertility_rates,
    mortality_ratio,
    relative_fertility,
    reverting,
    survival_ratios,
    total_fertility,
    yearly_improvement,
)


def test_survival_between_two_ages_is_the_ratio_of_years_lived():
    rates = np.full(101, 0.02)
    # q = m / (1 + m/2) = 0.0198020; L1/L0 differ from 1 - q only through a0.
    ratios = survival_ratios(rates)
    assert ratios[40] == pytest.approx(1 - 0.02 / 1.01)


def test_children_born_live_on_average_half_a_year_so_part_of_the_infant_deaths_fall_in_it():
    rates = np.full(101, 0.01)
    lived = 0.07 + 1.7 * 0.01
    dying = 0.01 / (1 + (1 - lived) * 0.01)
    assert survival_ratios(rates)[0] == pytest.approx(1 - (1 - lived) * dying)


def test_a_region_with_a_tenth_more_deaths_than_the_standard_has_a_ratio_of_1_1():
    standard = np.linspace(0.001, 0.2, 101) * np.ones((2, 1))
    lived = np.full((2, 101), 300.0)
    assert mortality_ratio(1.1 * standard * lived, lived, standard) == pytest.approx([1.1, 1.1])


def test_a_fall_of_mortality_by_a_fifth_in_ten_years_is_prolonged_and_a_rise_is_not():
    earlier = np.full((2, 101), 0.1)
    later = earlier * np.array([[0.8], [1.2]])
    change = yearly_improvement(earlier, later, 10, 100.0)
    assert change[0] == pytest.approx(np.log(0.8) / 10)
    assert np.all(change[1] == 0)


def test_total_fertility_is_the_sum_over_age_and_no_women_gives_no_rate():
    rates = fertility_rates(np.array([5.0, 10.0, 0.0]), np.array([100.0, 100.0, 0.0]))
    assert rates == pytest.approx([0.05, 0.1, 0.0])
    assert total_fertility(rates) == pytest.approx(0.15)
    assert relative_fertility(np.array([6.0]), np.array([100.0]), np.array([0.05])) == 1.2


def test_a_path_goes_back_to_its_mean_by_a_fifth_of_the_way_each_year():
    assert reverting(np.array(1.5), np.array(2.0), 0.8, 3) == pytest.approx([1.6, 1.68, 1.744])
    assert reverting(np.array(1.5), np.array(2.0), 1.0, 2) == pytest.approx([1.5, 1.5])


def test_the_migration_that_was_put_into_a_projection_is_found_again_as_residual():
    rng = np.random.default_rng(7)
    survival = rng.uniform(0.7, 1, (1, 2, 101))
    inflow = rng.normal(0, 5, (1, 2, 101))
    start = rng.uniform(100, 900, (2, 101))
    given = Assumptions(survival, np.full((1, 35), 0.06), inflow, np.zeros((1, 2, 101)), 0.51)
    found = project_cohorts(start, given)
    residual = residual_migration(start, found.population[1], found.births[0], survival[0])
    np.testing.assert_allclose(residual, inflow[0], atol=1e-9)


def test_those_who_arrive_are_shared_out_over_ages_where_more_come_than_go():
    residual = np.zeros((2, 101))
    residual[:, 20:40] = 50.0
    residual[:, 60:70] = -20.0
    profile = arrival_profile(residual, 3.0, 90)
    assert profile.sum() == pytest.approx(1)
    assert profile.min() >= 0
    assert profile[:, 20:40].sum() > 0.9
    assert profile[:, 62:68].sum() == 0
