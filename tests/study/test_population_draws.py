"""Random futures of the plan's population, and what they move in the budget."""

import numpy as np
import pytest

from analysis.inputs.plan import load_plan
from analysis.model.calibration import calibrate
from analysis.study.population_draws import fan
from analysis.study.population_plan import plan_outlook


@pytest.fixture(scope="module")
def calibration():
    return calibrate(load_plan("norrbotten-2025"))


@pytest.fixture(scope="module")
def outlook(calibration):
    return plan_outlook(calibration.plan)


def test_the_fan_opens_from_the_counted_year_around_the_own_path(outlook):
    found = fan(outlook, 800, seed=1)
    assert found.years[0] == 2023
    assert np.ptp(found.percentiles[:, 0]) < 1e-6
    width = found.percentiles[-2] - found.percentiles[1]
    assert np.all(np.diff(width) > 0)
    own = outlook.scenarios["own-path"].population.sum((-2, -1))[8:]
    half = (found.percentiles[-2] - found.percentiles[1]) / 2
    assert np.all(np.abs(found.percentiles[3] - own)[1:] < 0.3 * half[1:])
