"""The panel moves with its sliders, says what is wrong, and saves what the command reads."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from analysis import Plan
from analysis.inputs.places import plan_folders


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(plan_folders()["norrbotten-2025"], folder)
    return Plan(folder)


def test_a_slider_moves_the_result_the_goals_and_the_charts(plan: Plan) -> None:
    panel = plan.panel()
    before = (panel.chart.value, panel.goals.value)
    panel.sliders["wage_growth"].value = 1.0
    alone = plan.project(change={"wage_growth": {"2026-2030": 1.0}})
    np.testing.assert_array_equal(panel.result["cash"], alone["cash"])
    assert panel.chart.value != before[0]
    assert panel.goals.value != before[1]
    panel.clear()
    assert (panel.chart.value, panel.goals.value) == before


def test_a_saved_scenario_gives_the_same_numbers_by_name(plan: Plan) -> None:
    panel = plan.panel()
    panel.sliders["tax_rate"].value = 0.2
    panel.name.value = "hojd-skatt"
    assert panel.save() is not None
    again = Plan(plan.core.plan.folder).project("hojd-skatt")
    np.testing.assert_allclose(again["net_result"], panel.result["net_result"], atol=1e-9)
    assert "hojd-skatt" in panel.said.value


def test_a_bad_name_is_said_and_nothing_is_written(plan: Plan) -> None:
    panel = plan.panel()
    held = set((plan.core.plan.folder / "scenarios").iterdir())
    panel.name.value = "<b>../Hej</b>"
    assert panel.save() is None
    assert "<b>" not in panel.said.value
    assert "väntat" in panel.said.value
    assert set((plan.core.plan.folder / "scenarios").iterdir()) == held
