import pytest

from analysis.inputs.plan import load_plan
from analysis.model.calibration import calibrate
from analysis.trace.plan_trace import PlanTrace, trace_plan


@pytest.fixture(scope="session")
def traced() -> PlanTrace:
    """The main plan, traced."""
    return trace_plan(calibrate(load_plan("norrbotten-2025")))
