"""The main plan, loaded and calibrated once for all tests of the model."""

import pytest

from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import Calibration, calibrate
from analysis.model.projection import Projection, project


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("norrbotten-2025")


@pytest.fixture(scope="session")
def calibration(plan: Plan) -> Calibration:
    return calibrate(plan)


@pytest.fixture(scope="session")
def base(calibration: Calibration) -> Projection:
    return project(calibration, load_scenario("base", calibration.plan))


@pytest.fixture(scope="session")
def ask(calibration: Calibration):
    """Project the base scenario with differences, as on the command line."""

    def run(change=(), set_=(), scenario="base") -> Projection:
        return project(calibration, load_scenario(scenario, calibration.plan, change, set_))

    return run
