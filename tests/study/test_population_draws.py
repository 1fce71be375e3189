"""Random futures of the plan's population, and what they move in the budget."""

import numpy as np
import pytest

from analysis.inputs.plan import load_plan
from analysis.inputs.profiles import read_profiles
from analysis.model.calibration import calibrate
from analysis.model.cohort_groups import GROUPS
from analysis.model.projection import evaluate
from analysis.study.population_draws import budget_draws, fan
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


def test_random_futures_move_the_budget_and_counted_years_stay(calibration, outlook):
    moved = budget_draws(calibration, outlook, read_profiles(), 300, seed=1)
    path = calibration.inputs["population_path"]
    assert moved.population.shape == (300, len(path))
    np.testing.assert_allclose(moved.population[:, 0], path[0])
    assert moved.population[:, -1].std() > 1000
    lines = evaluate(calibration, moved.overrides(), ["tax_revenue", "net_result"])
    assert lines["net_result"].shape == (300, len(calibration.years))
    assert lines["tax_revenue"][:, -1].std() > 10
    ages = evaluate(calibration, moved.overrides(), [*GROUPS, "population"])
    np.testing.assert_allclose(np.sum([ages[name] for name in GROUPS], axis=0), ages["population"])
    assert ages["population_80_plus"][:, -1].std() > 50


def test_the_same_seed_gives_the_same_budgets(calibration, outlook):
    one, same = (budget_draws(calibration, outlook, read_profiles(), 260, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.operating_costs, same.operating_costs)
