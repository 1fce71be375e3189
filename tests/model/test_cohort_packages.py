"""Packages by hand: who comes, who stays, and that newcomers and region add up."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as cases
from hypothesis import settings
from hypothesis import strategies as st

from analysis.inputs.packages import Package
from analysis.model.cohort import AGES, Assumptions, project_cohorts
from analysis.model.cohort_groups import total
from analysis.model.cohort_packages import arriving, newcomers, profile, together, visiting

YEARS = (2025, 2026, 2027, 2028)
PACKAGE = Package(
    name="mine",
    question="?",
    persons=1000.0,
    first_year=2026,
    arrivals=(0.4, 0.6),
    men=0.75,
    worker_ages={(30, 39): 1.0},
    adults=0.5,
    adult_ages={(30, 39): 1.0},
    children=0.5,
    child_ages={(0, 9): 1.0},
    staying=0.81,
    staying_years=2,
    visitors=0.2,
    visitor_care=0.3,
)


def still(years=4, mortality=0.0, births=0.0):
    return Assumptions(
        np.full((years, 2, AGES), 1 - mortality),
        np.full((years, 35), births),
        np.zeros((years, 2, AGES)),
        np.zeros((years, 2, AGES)),
        0.514,
    )


def test_half_of_those_who_come_are_workers_and_three_workers_in_four_are_men():
    shares = profile(PACKAGE)
    assert shares.sum() == pytest.approx(1)
    children = shares[:, :10].sum()
    assert children == pytest.approx(0.25)
    # Workers 0.5, of whom 0.375 men; adults 0.25, of whom 0.75 women and 0.25 men.
    assert shares[1, 30:40].sum() == pytest.approx(0.375 + 0.25 * 0.25)


def test_the_arrival_curve_puts_400_in_the_first_year_and_600_in_the_second():
    assert list(arriving(PACKAGE, YEARS)) == [0, 400, 600, 0]


def test_arrivals_after_the_horizon_are_not_squeezed_into_it():
    assert list(arriving(PACKAGE, (2025, 2026))) == [0, 400]


def test_81_in_100_still_live_there_after_two_years():
    found = newcomers(replace(PACKAGE, arrivals=(1.0,)), still(), YEARS)
    assert list(total(found.population)) == pytest.approx([0, 0, 1000, 900, 810])
    assert found.migration.sum(axis=(1, 2)) == pytest.approx([0, 1000, -100, -90])


def test_there_is_one_commuter_to_every_five_resident_workers_and_they_follow_the_jobs():
    # 500 workers of the 1 000, so 100 commuters when all jobs are set up; 40 after 400 arrivals.
    assert visiting(PACKAGE, YEARS).sum(axis=(1, 2)) == pytest.approx([0, 40, 100, 100])


def test_newcomers_have_children_who_are_counted_with_them():
    found = newcomers(PACKAGE, still(births=0.1), YEARS)
    assert found.births[1:].sum() > 0
    grown = found.births.sum() + found.migration.sum() - found.deaths.sum()
    assert total(found.population)[-1] == pytest.approx(grown)


@settings(max_examples=15, deadline=None)
@cases(st.floats(0, 0.5), st.floats(0, 0.2), st.floats(1, 20_000))
def test_region_and_newcomers_add_up_to_one_projection_of_both(mortality, births, persons):
    # With nobody leaving, the same people can be put into the region's own migration instead.
    package = replace(PACKAGE, persons=persons, staying=1.0)
    start, rates = np.full((2, AGES), 500.0), still(mortality=mortality, births=births)
    apart = together(project_cohorts(start, rates), newcomers(package, rates, YEARS))
    moved = arriving(package, YEARS)[:, None, None] * profile(package)
    at_once = project_cohorts(start, replace(rates, inflow=moved))
    np.testing.assert_allclose(apart.population, at_once.population, rtol=1e-12, atol=1e-8)
    np.testing.assert_allclose(apart.births, at_once.births, rtol=1e-12, atol=1e-8)
