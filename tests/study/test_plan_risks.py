"""The risk factors that a plan lists, as scenarios."""

import shutil

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.places import named_scenarios, risk_files, scenario_files
from analysis.study.opened import open_plan, open_scenario
from analysis.study.plan_risks import plan_risks

PLAN = "norrbotten-2025"
FACTORS = 10
"""Bullets under Risicanalys, strategisk plan 2025-2027, p. 40."""


@pytest.fixture(scope="module")
def calibration():
    return open_plan(PLAN)


@pytest.fixture(scope="module")
def risks(calibration):
    return plan_risks(calibration)


def test_every_factor_of_the_plan_is_a_scenario_with_a_size(risks):
    assert [risk.size.number for risk in risks] == list(range(1, FACTORS + 1))
    for risk in risks:
        assert risk.scenario.question_en
        if risk.size.status == "assumed":
            assert "Antaget" in risk.size.sv
            assert "Assumed" in risk.size.en
        else:
            assert risk.size.source is not None


def test_a_source_is_a_table_of_the_plan_where_it_can_be_looked_up(calibration, risks):
    printed = {(s.document, s.heading, s.page) for s in calibration.plan.specs.values()}
    for source in (risk.size.source for risk in risks if risk.size.source):
        assert (source.document, source.heading, source.page) in printed


def test_a_risk_is_asked_for_by_name_and_never_compared_unasked(calibration):
    folder = calibration.plan.folder
    assert len(risk_files(folder)) == FACTORS
    assert not set(risk_files(folder)) & set(scenario_files(folder))
    assert set(named_scenarios(folder)) == {*risk_files(folder), *scenario_files(folder)}
    assert open_scenario(calibration, "risk-frames").scenario.risk.number == 1


def test_effects_are_those_of_the_sources_and_goals_fail_where_they_were_met(risks):
    """By hand: the bridge prints 15, 15 + 6 and 16 + 12 mnkr for public transport."""
    transport, frames = risks[9], risks[0]
    assert np.allclose(transport.difference("net_result")[:3], [-15, -21, -28])
    assert np.allclose(transport.difference("cash")[:3], [-15, -36, -64])
    assert "balanced_budget" in frames.newly_failed()
    for risk in risks:
        assert np.all(risk.difference("net_result") <= 1e-9)
        assert np.any(risk.difference("cash") < 0)


def test_a_plan_without_risks_has_none():
    assert plan_risks(open_plan("vasterbotten-2023")) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("risk:\n", "note: ", "how large"),
        ("number: 10", "number: 9", "two risks"),
        ("document: sp2025", "document: sp2052", "sp2025"),
        ("status: published", "status: known", "assumed"),
    ],
)
def test_a_faulty_risk_is_one_clear_error(tmp_path, calibration, old, new, said):
    folder = shutil.copytree(calibration.plan.folder, tmp_path / PLAN)
    file = folder / "risks" / "risk-public-transport.yml"
    text = file.read_text(encoding="utf-8")
    if old == "risk:\n":
        begin, end = text.index("risk:"), text.index("change:")
        text = text[:begin] + text[end:]
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        plan_risks(open_plan(folder))
    told = str(raised.value)
    assert said in told
    assert file.name in told or "risk-digitalisation" in told


def test_a_risk_may_not_have_the_name_of_a_scenario(tmp_path, calibration):
    folder = shutil.copytree(calibration.plan.folder, tmp_path / PLAN)
    shutil.copy(folder / "risks" / "risk-frames.yml", folder / "scenarios" / "risk-frames.yml")
    with pytest.raises(InputError, match="risk-frames"):
        named_scenarios(folder)
