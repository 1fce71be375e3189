"""Residents by age, by hand."""

import numpy as np
import pytest

from analysis.model.residents import (
    beyond_residents,
    mean_of,
    november_population,
    tax_base_deviation,
    units_of,
)
from analysis.model.response import responding


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


RESPONSE = (np.full(6, 0.13), np.array([0.83]), np.array([5.0]))


def test_people_of_the_base_mix_cost_nothing_beyond_what_their_number_costs():
    """A path and a package of the same people are the same cost: nothing is left to add."""
    units, ratio = np.full(6, 101.0), np.full(6, 1.01)
    found = beyond_residents(np.full(6, -10_000.0), units, np.full(6, 100.0), 0.0, ratio, RESPONSE)
    np.testing.assert_allclose(found, 0, atol=1e-9)


def test_those_who_need_half_the_care_cost_half_of_what_their_number_does():
    units, ratio = np.full(6, 100.5), np.full(6, 1.01)
    found = beyond_residents(np.full(6, -10_000.0), units, np.full(6, 100.0), 0.0, ratio, RESPONSE)
    # One per cent more: 13 at once and 14 more a year to 83; half of it is given back.
    np.testing.assert_allclose(found, [6.5, 13.5, 20.5, 27.5, 34.5, 41.5])


def test_visitors_cost_care_without_being_counted_as_residents():
    same = np.full(6, 100.0)
    found = beyond_residents(np.full(6, -10_000.0), same, same, 0.5, np.ones(6), RESPONSE)
    assert found[0] == pytest.approx(-6.5)


def test_what_comes_later_begins_its_own_rise():
    """One per cent from the first year and one more from the third, 0.13 rising by 0.14 a year."""
    found = responding(np.array([0.01, 0.01, 0.02, 0.02]), RESPONSE[0][:4], *RESPONSE[1:])
    np.testing.assert_allclose(found * 100, [0.13, 0.27, 0.41 + 0.13, 0.55 + 0.27])


def test_many_scenarios_at_once_are_each_what_every_years_addition_has_brought():
    chance = np.random.default_rng(15)
    off, first = chance.normal(size=(50, 9)), chance.uniform(0.1, 0.3, size=9)
    for years in (1.0, 3.5, 5.0, 20.0):
        rise = np.minimum(np.subtract.outer(np.arange(9), np.arange(9)) / years, 1)
        come = np.tril(first + (0.8 - first) * rise)
        expected = np.diff(off, axis=1, prepend=0) @ come.T
        found = responding(off, first, np.array([0.8]), np.array([years]))
        np.testing.assert_allclose(found, expected, rtol=0, atol=1e-12)


def test_the_first_of_november_lies_between_the_two_ends_of_its_year():
    found = november_population(people(a30=100)[None], people(a30=200)[None], np.array([0.8]))
    assert found[0, 0, 30] == pytest.approx(180)
