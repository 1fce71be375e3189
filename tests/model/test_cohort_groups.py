"""Age groups, dependency ratio and the count of 1 November, by hand."""

import numpy as np
import pytest

from analysis.model.cohort_groups import (
    age_groups,
    december_from_november,
    november_share,
    on_first_november,
    total,
)


def one_of_each():
    return np.ones((2, 101))


def test_the_age_groups_share_out_every_age_once():
    groups = age_groups(one_of_each())
    assert [float(v) for v in groups.values()] == [40, 90, 30, 42]
    assert sum(groups.values()) == total(one_of_each()) == 202


def test_the_first_of_november_lies_305_days_into_the_year_and_306_in_a_leap_year():
    assert november_share(2023) == pytest.approx(305 / 365)
    assert november_share(2024) == pytest.approx(306 / 366)


def test_a_change_of_365_in_a_year_is_305_by_the_first_of_november():
    assert on_first_november(np.array([1000.0, 1365.0]), 2022) == pytest.approx([1305])


def test_counts_of_december_are_found_again_from_those_of_november():
    december = np.array([[248_000.0, 248_500.0, 247_900.0, 249_300.0]])
    november = on_first_november(december, 2020)
    again = december_from_november(november, december[:, 0], 2020)
    np.testing.assert_allclose(again, december[:, 1:], atol=1e-9)
