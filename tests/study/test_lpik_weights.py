"""Weights of LPIK: least squares, the interval, and what it does to a scenario's costs."""

import numpy as np
import pytest

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.study.lpik_weights import cost_interval, estimate


@pytest.fixture(scope="module")
def plan():
    return load_plan("norrbotten-2025")


@pytest.fixture(scope="module")
def weights(plan):
    return estimate(plan)


def test_least_squares_weights_reproduce_all_five_years_within_a_twentieth(weights):
    assert weights.largest_miss < 0.05
    assert sum(weights.estimate.values()) == pytest.approx(1)
    assert all(0 <= w <= 1 for w in weights.estimate.values())


def test_the_interval_holds_the_plans_weights_and_is_the_one_of_the_specification(plan, weights):
    assert weights.lowest["wage"] == pytest.approx(0.46, abs=0.01)
    assert weights.highest["wage"] == pytest.approx(0.535, abs=0.01)
    assert weights.lowest["social_charge"] == pytest.approx(0.222, abs=0.0015)
    assert weights.highest["social_charge"] == pytest.approx(0.225, abs=0.001)
    for name in weights.estimate:
        used = plan.values[f"lpik_weight_{name}"][None].value
        assert weights.lowest[name] - 1e-9 <= used <= weights.highest[name] + 1e-9


def test_the_interval_matters_little_to_a_wage_scenario_and_is_stated(plan, weights):
    calibration = calibrate(plan)
    got = cost_interval(calibration, load_scenario("wages-plus-one", plan), weights.allowed)
    assert (got["lowest"] <= got["calibrated"] + 1e-9).all()
    assert (got["calibrated"] <= got["highest"] + 1e-9).all()
    assert np.ptp([got["lowest"][1], got["highest"][1]]) < 0.2 * abs(got["calibrated"][1])
    assert got["lowest"][0] == got["highest"][0] == 0
