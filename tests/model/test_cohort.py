"""The projection by hand, and its identities over random scenarios."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model.cohort import (
    AGES,
    FEMALE,
    MALE,
    OPEN,
    Assumptions,
    project_cohorts,
)
from tests.gaps import balance_gaps


def still(years=1, **changed):
    """Nobody dies, is born or moves, unless changed."""
    return Assumptions(
        **{
            "survival": np.ones((years, 2, AGES)),
            "fertility": np.zeros((years, 35)),
            "inflow": np.zeros((years, 2, AGES)),
            "out_rate": np.zeros((years, 2, AGES)),
            "male_share": 0.5,
        }
        | changed
    )


def people(**by_age):
    start = np.zeros((2, AGES))
    for age, count in by_age.items():
        start[FEMALE, int(age[1:])] = count
    return start


def random_assumptions(rng, draws, years, cruelty=1.0):
    return Assumptions(
        survival=rng.uniform(0, 1, (draws, years, 2, AGES)),
        fertility=rng.uniform(0, 0.4, (draws, years, 35)),
        inflow=rng.normal(0, 60 * cruelty, (draws, years, 2, AGES)),
        out_rate=rng.uniform(0, 1, (draws, years, 2, AGES)),
        male_share=0.514,
    )


def test_everyone_grows_a_year_older_when_nothing_else_happens():
    found = project_cohorts(people(a30=10, a31=4), still(years=2)).population
    assert found[1, FEMALE, 31] == 10
    assert found[1, FEMALE, 32] == 4
    assert found[2, FEMALE, 32] == 10
    assert found[2].sum() == 14


def test_the_open_class_gathers_those_who_turn_100_and_those_who_were_there():
    found = project_cohorts(people(a99=5, a100=3), still()).population
    assert found[1, FEMALE, OPEN] == 8
    assert found[1].sum() == 8


def test_a_survival_of_nine_tenths_leaves_nine_of_ten_and_books_one_death_at_the_age_reached():
    survival = np.ones((1, 2, AGES))
    survival[0, FEMALE, 41] = 0.9
    found = project_cohorts(people(a40=10), still(survival=survival))
    assert found.population[1, FEMALE, 41] == pytest.approx(9)
    assert found.deaths[0, FEMALE, 41] == pytest.approx(1)
    assert found.deaths.sum() == pytest.approx(1)


def test_births_follow_the_mean_of_mothers_at_the_start_and_at_the_end_of_the_year():
    # 100 women turn 30: half a year's exposure at 29 and half at 30.
    fertility = np.zeros((1, 35))
    fertility[0, 29 - 15], fertility[0, 30 - 15] = 0.2, 0.1
    found = project_cohorts(people(a29=100), still(fertility=fertility, male_share=0.52))
    assert found.births[0] == pytest.approx([15 * 0.48, 15 * 0.52])
    assert found.population[1, :, 0] == pytest.approx([7.2, 7.8])


def test_children_born_in_the_year_survive_to_its_end_before_they_are_counted():
    survival = np.ones((1, 2, AGES))
    survival[0, :, 0] = 0.99
    fertility = np.full((1, 35), 0.1)
    found = project_cohorts(people(a30=100), still(survival=survival, fertility=fertility))
    assert found.births.sum() == pytest.approx(10)
    assert found.population[1, :, 0].sum() == pytest.approx(9.9)
    assert found.deaths[0, :, 0].sum() == pytest.approx(0.1)


def test_in_and_out_migration_may_be_given_separately():
    inflow, out_rate = np.zeros((1, 2, AGES)), np.zeros((1, 2, AGES))
    inflow[0, FEMALE, 26], out_rate[0, FEMALE, 26] = 12.0, 0.05
    found = project_cohorts(people(a25=200), still(inflow=inflow, out_rate=out_rate))
    assert found.migration[0, FEMALE, 26] == pytest.approx(12 - 10)
    assert found.population[1, FEMALE, 26] == pytest.approx(202)


def test_no_more_people_leave_than_are_there_and_the_rest_is_reported():
    inflow = np.zeros((1, 2, AGES))
    inflow[0, MALE, 26] = -8.0
    start = np.zeros((2, AGES))
    start[MALE, 25] = 5
    found = project_cohorts(start, still(inflow=inflow))
    assert found.population[1].sum() == 0
    assert found.migration[0, MALE, 26] == -5
    assert found.unmet[0, MALE, 26] == -3
    assert np.all(balance_gaps(found) == 0)


def test_a_scenario_axis_gives_the_same_as_one_scenario_at_a_time():
    rng = np.random.default_rng(4)
    start, many = rng.uniform(0, 2000, (2, AGES)), random_assumptions(rng, 3, 4)
    together = project_cohorts(start, many)
    for i in range(3):
        one = Assumptions(
            many.survival[i],
            many.fertility[i],
            many.inflow[i],
            many.out_rate[i],
            many.male_share,
        )
        np.testing.assert_array_equal(
            project_cohorts(start, one).population, together.population[i]
        )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 40))
def test_every_balance_holds_to_a_billionth_of_a_person_and_no_age_is_ever_negative(seed, cruelty):
    rng = np.random.default_rng(seed)
    start = rng.uniform(0, 4000, (2, AGES))
    found = project_cohorts(start, random_assumptions(rng, 3, 5, cruelty))
    assert found.population.min() >= 0
    assert found.deaths.min() >= 0
    # Each age, sex, year and draw, written out here and not by the model's own helper.
    before, after = found.population[:, :-1], found.population[:, 1:]
    net = found.migration - found.deaths
    for age in range(1, OPEN):
        gap = after[..., age] - before[..., age - 1] - net[..., age]
        assert np.abs(gap).max() < 1e-9
    gap = after[..., OPEN] - before[..., OPEN - 1] - before[..., OPEN] - net[..., OPEN]
    assert np.abs(gap).max() < 1e-9
    assert np.abs(after[..., 0] - found.births - net[..., 0]).max() < 1e-9
    grown = found.births.sum(-1) + net.sum((-2, -1))
    assert np.abs(after.sum((-2, -1)) - before.sum((-2, -1)) - grown).max() < 1e-8
