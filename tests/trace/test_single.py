"""One scenario after another by the trace: the projection of the arrays, to the bit."""

from collections.abc import Callable

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.places import scenario_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.trace.single import SingleScenarios


@pytest.mark.parametrize("plan", ["norrbotten-2025", "norrbotten-2022", "vasterbotten-2023"])
def test_every_shipped_scenario_is_the_projection_of_the_arrays(plan: str) -> None:
    calibration = calibrate(load_plan(plan))
    single = SingleScenarios(calibration)
    for name in scenario_files(calibration.plan.folder):
        scenario = load_scenario(name, calibration.plan)
        got, wanted = single.project(scenario), project(calibration, scenario)
        assert got.nodes.keys() == wanted.nodes.keys()
        assert got.moved == wanted.moved
        for node, values in wanted.nodes.items():
            assert np.array_equal(got.nodes[node], np.atleast_1d(values), equal_nan=True), node
        assert [bool(g.passed) for g in got.goals] == [bool(g.passed) for g in wanted.goals]


def test_what_the_gate_refuses_is_refused_here_too() -> None:
    calibration = calibrate(load_plan("norrbotten-2025"))
    scenario = load_scenario("base", calibration.plan, ["tax_rate:2027=15"])
    faults = []
    calls: list[Callable[[], object]] = [
        lambda: project(calibration, scenario),
        lambda: SingleScenarios(calibration).project(scenario),
    ]
    for call in calls:
        with pytest.raises(InputError) as fault:
            call()
        faults.append(str(fault.value))
    assert faults[0] == faults[1]
