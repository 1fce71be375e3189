"""Changed numbers are news: every shipped scenario against its committed result.

When a change is meant, run `scripts/expected.py` and say in CHANGELOG.md what moved and why.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.places import plan_folders, scenario_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from tests.gaps import largest_gap

EXPECTED = Path(__file__).parent.parent / "expected"
SHIPPED = [
    (plan, name) for plan, folder in plan_folders().items() for name in scenario_files(folder)
]


@pytest.mark.parametrize(("plan_name", "scenario"), SHIPPED)
def test_a_shipped_scenario_gives_its_committed_result(plan_name, scenario):
    plan = load_plan(plan_name)
    projection = project(calibrate(plan), load_scenario(scenario, plan))
    with (EXPECTED / plan_name / f"{scenario}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["line", *map(str, plan.years)]
    assert [row[0] for row in rows] == list(projection.lines)
    for line, *values in rows:
        np.testing.assert_allclose(
            projection.lines[line],
            np.array(values, dtype=float),
            rtol=1e-9,
            atol=1e-5,
            err_msg=line,
        )


def test_no_expected_result_is_left_behind():
    found = {(p.parent.name, p.stem) for p in EXPECTED.glob("*/*.csv")}
    assert found == set(SHIPPED)


def test_every_shipped_scenario_but_the_base_moves_something():
    plan = load_plan("norrbotten-2025")
    calibration = calibrate(plan)
    base = project(calibration, load_scenario("base", plan))
    for name in scenario_files(plan.folder):
        if name != "base":
            other = project(calibration, load_scenario(name, plan))
            moved = [k for k in base.lines if np.abs(other.lines[k] - base.lines[k]).max() > 1.0]
            assert len(moved) > 3, name
            assert largest_gap(other) < 1e-6
