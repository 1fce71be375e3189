"""The main plan, calibrated once for all tests of the questions."""

import pytest

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project


@pytest.fixture(scope="session")
def calibration():
    """The strategic plan 2025-2027 of Norrbotten."""
    return calibrate(load_plan("norrbotten-2025"))


@pytest.fixture(scope="session")
def scenario_of(calibration):
    """Project a scenario by name, with differences as on the command line."""

    def make(name="base", change=(), set_=()):
        return project(calibration, load_scenario(name, calibration.plan, change, set_))

    return make


@pytest.fixture(scope="session")
def base(scenario_of):
    """The plan itself."""
    return scenario_of()
