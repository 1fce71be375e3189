"""Hand arithmetic, one case a reader can check on paper (tests/cases/*.yml)."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import yaml

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import Calibration, calibrate
from analysis.model.projection import Projection, project

CASES = [
    pytest.param(path.stem, case, id=case["case"])
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@cache
def calibrated(plan: str) -> Calibration:
    return calibrate(load_plan(plan))


def asked(plan: str, case: dict) -> Projection:
    found = calibrated(plan)
    differences = [case.get(kind, []) for kind in ("change", "set")]
    scenario = load_scenario(case.get("scenario", "base"), found.plan, *differences)
    return project(found, scenario)


@pytest.mark.parametrize(("plan", "case"), CASES)
def test_a_difference_moves_what_hand_arithmetic_says(plan, case):
    base, moved = asked(plan, {}), asked(plan, case)
    assert case["by"]
    for expected in case["expect"]:
        lines = expected["sum"]
        got = sum(moved.lines[name] - base.lines[name] for name in lines)
        for year, value in expected["years"].items():
            at = base.years.index(year)
            np.testing.assert_allclose(
                got[at], value, rtol=0, atol=expected["within"], err_msg=f"{lines} {year}"
            )
    assert moved.largest_gap < 1e-6
