"""Intervals held against outcomes, Statistics Sweden by StatisticsNZ/demdata (../shared)."""

import numpy as np
import pytest

from analysis.inputs.demography_method import read_method
from analysis.model.cohort_estimates import method_from
from studies.population_coverage import Coverage, coverage, covered
from studies.population_scorecard_page import counties_1968_2015


def test_coverage_counts_the_outcomes_inside_the_central_interval():
    places = np.array([0.05, 0.11, 0.5, 0.89, 0.95])
    assert coverage(places, 0.8) == pytest.approx(3 / 5)


def test_the_miss_is_the_mean_distance_from_80_per_cent():
    found = Coverage(0.9, {"a": {0.8: 0.9}, "b": {0.8: 0.75}})
    assert found.miss == pytest.approx(0.075)


def test_the_80_per_cent_intervals_hold_about_80_per_cent_of_the_outcomes(shared):
    data = counties_1968_2015(shared / "data" / "demography")
    found = covered(data, method_from(read_method()), [1995, 2005], 10, draws=100)
    assert 0.65 < np.mean([share[0.8] for share in found.shares.values()]) < 0.92
