"""Residents by age, by hand."""

import numpy as np
import pytest

from analysis.model.residents import (
    beyond_capitation,
    cost_per_unit,
    mean_of,
    november_population,
    resident_costs,
    tax_base_deviation,
    units_of,
)


def people(**ages):
    found = np.zeros((2, 101))
    for age, count in ages.items():
        found[0, int(age[1:])] = count
    return found


INCOME = np.where(np.arange(101) >= 20, 300.0, 0.0)


def test_the_mean_income_of_two_earners_and_one_child_is_two_thirds_of_an_earners():
    assert mean_of(people(a40=2, a5=1), INCOME) == pytest.approx(200)
    assert units_of(people(a40=2, a5=1), INCOME) == pytest.approx(600)


def test_a_mean_that_falls_from_100_to_99_of_the_base_is_a_deviation_of_minus_one_per_cent():
    base = np.full(4, 200.0)
    found = tax_base_deviation(np.array([200.0, 198.0, 198.0, 150.0]), base)
    # Year by year from the first, against the base before it; the last count pays after the plan.
    assert found == pytest.approx([0.0, -0.01, 0.0])


def test_a_thousand_people_of_the_base_mix_cost_what_a_thousand_cost_on_average():
    unit = cost_per_unit(np.array([-10_000.0]), 0.8, np.array([250_000.0]))
    assert unit == pytest.approx([0.032])
    found = resident_costs(np.array([251_000.0]), np.array([250_000.0]), np.array([0.0]), unit, 1.0)
    assert found == pytest.approx([-32.0])


def test_visitors_cost_care_without_being_counted_as_residents():
    unit = np.array([0.04])
    found = resident_costs(np.array([100.0]), np.array([100.0]), np.array([50.0]), unit, 0.5)
    assert found == pytest.approx([-1.0])


def test_what_capitated_frames_hold_already_is_not_counted_twice():
    # 1 per cent more people, 13 per cent capitated of 10 000: 13 of the 32 are in the frames.
    found = beyond_capitation(
        np.array([-32.0]), np.array([-10_000.0]), np.array([0.13]), np.array([1.01])
    )
    assert found == pytest.approx([-19.0])


def test_the_first_of_november_lies_between_the_two_ends_of_its_year():
    found = november_population(people(a30=100)[None], people(a30=200)[None], np.array([0.8]))
    assert found[0, 0, 30] == pytest.approx(180)
