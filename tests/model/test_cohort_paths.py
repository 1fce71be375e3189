"""Migration that is solved for: the totals it must meet, and what happens when none can."""

import numpy as np
import pytest

from analysis.model.cohort import AGES, Assumptions, project_cohorts
from analysis.model.cohort_groups import on_first_november, total
from analysis.model.cohort_paths import (
    steady_migration,
    with_migration,
    yearly_migration,
    years_of,
)
from tests.gaps import balance_gaps

PROFILE = np.zeros((2, AGES))
PROFILE[:, 20:40] = 1 / 40


def region(years):
    survival = np.linspace(0.999, 0.7, AGES) * np.ones((years, 2, 1))
    fertility = np.full((years, 35), 0.05)
    start = np.full((2, AGES), 900.0)
    nobody = np.zeros((years, 2, AGES))
    return start, Assumptions(survival, fertility, nobody, nobody, 0.514)


def test_every_total_of_december_is_met_by_the_migration_that_was_solved():
    start, given = region(4)
    ends = np.array([176_000.0, 171_000.0, 175_500.0, 180_000.0])
    persons = yearly_migration(start, given, ends, PROFILE)
    found = project_cohorts(start, with_migration(given, persons, PROFILE))
    np.testing.assert_allclose(total(found.population)[1:], ends, atol=1e-7)
    assert np.abs(balance_gaps(found)).max() < 1e-9


def test_a_steady_migration_meets_one_total_of_november():
    start, given = region(6)
    persons = steady_migration(start, given, 170_000.0, 2015, PROFILE)
    path = with_migration(given, np.full(6, float(persons)), PROFILE)
    november = on_first_november(total(project_cohorts(start, path).population), 2015)
    assert november[-1] == pytest.approx(170_000, abs=1e-6)


def test_a_total_that_is_below_all_who_could_leave_is_refused():
    start, given = region(1)
    with pytest.raises(ValueError, match="no migration meets the total"):
        yearly_migration(start, given, np.array([10.0]), PROFILE)


def test_a_total_is_met_even_when_an_age_runs_out_of_people_on_the_way():
    start, given = region(1)
    start = start.copy()
    start[0, 19] = 1.0
    without = total(project_cohorts(start, given).population)[1]
    ends = np.array([without - 5_000])
    persons = yearly_migration(start, given, ends, PROFILE)
    found = project_cohorts(start, with_migration(given, persons, PROFILE))
    assert total(found.population)[1] == pytest.approx(ends[0], abs=1e-6)
    assert found.unmet.min() < 0
    assert found.population.min() >= 0


def test_part_of_the_years_gives_part_of_the_projection():
    start, given = region(5)
    whole = project_cohorts(start, given).population
    first = project_cohorts(start, years_of(given, 0, 2)).population
    rest = project_cohorts(first[-1], years_of(given, 2)).population
    np.testing.assert_array_equal(np.concatenate([first, rest[1:]]), whole)
