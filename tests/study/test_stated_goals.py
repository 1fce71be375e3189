"""Goals that measure what a plan states rather than computes, and the reserve it begins with."""

import shutil

import pytest

from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.inputs.uncertainty import load_uncertainty
from analysis.model.projection import project
from analysis.questions.balance import ask
from analysis.report.blocks.view import View
from analysis.study.goalseek import problem_of
from analysis.study.opened import open_plan
from analysis.study.uncertainty import goal_measures
from analysis.study.uncertainty import tests_of as all_tests

GOAL = """goals:
  kept_reserve:
    label: {sv: Ingen reserv används, en: No reserve is used}
    kind: plan
    unit: UNIT
    measure: reserve_transfer
    maximum: 0
    source: {document: sp2025, heading: Mål}
"""
RESERVE = """parameters:
  opening_reserve:
    unit: mnkr
    segments:
      - {value: 300, status: assumed, note: Ett exempel.}
"""


@pytest.fixture(scope="module")
def reserving(calibration, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reserve") / "norrbotten-2025"
    shutil.copytree(calibration.plan.folder, folder)
    text = (folder / "plan.yml").read_text(encoding="utf-8")
    text = text.replace("\ngoals:\n", "\n" + GOAL.replace("UNIT", "mnkr"), 1)
    (folder / "plan.yml").write_text(text.replace("\nparameters:\n", "\n" + RESERVE, 1), "utf-8")
    return open_plan(folder)


def used(reserving, amount):
    set_ = [f"reserve_transfer:2029-2030={amount}"]
    return project(reserving, load_scenario("base", reserving.plan, (), set_))


def test_a_goal_of_the_reserve_is_tested_where_goals_are(reserving):
    assert "reserve_transfer" in goal_measures(reserving)
    assert ("kept_reserve", (2029,)) in all_tests(reserving)
    met = {g.years[0]: bool(g.passed) for g in used(reserving, 100).goals if g.id == "kept_reserve"}
    assert met == {2025: True, 2026: True, 2027: True, 2028: True, 2029: False, 2030: False}


def test_a_goal_seek_reaches_a_goal_of_the_reserve(reserving):
    scenario = used(reserving, 100).scenario
    problem = problem_of(reserving, scenario, ["kept_reserve"], (2029, 2030), 2026)
    tests, margins = problem.with_moved({}, problem.aims)
    assert [years for _, years in tests] == [(2029,), (2030,)]
    assert margins.tolist() == [[-100.0, -100.0]]


def test_the_balance_begins_with_the_reserve_of_the_plan_unless_another_is_said(reserving):
    view = View(used(reserving, 0), None, "sv")
    assert ask(view).found.opening.reserve == 300
    assert ask(view).found.closed.total_measures == pytest.approx(0, abs=0.01)
    assert ask(view, reserve=0.0).found.opening.reserve == 0
    assert ask(view, reserve=0.0).found.closed.total_measures > 100


def test_the_draws_of_a_plan_with_a_reserve_count_its_goal(reserving):
    from analysis.study.uncertainty import simulate

    plan = reserving.plan
    found = simulate(reserving, used(reserving, 100).scenario, load_uncertainty(plan), 64)
    column = found.tests.index(("kept_reserve", (2029,)))
    assert found.failed[:, column].all()


def test_a_goal_in_another_unit_than_its_line_is_refused(calibration, tmp_path):
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(calibration.plan.folder, folder)
    text = (folder / "plan.yml").read_text(encoding="utf-8")
    text = text.replace("\ngoals:\n", "\n" + GOAL.replace("UNIT", "pct"), 1)
    (folder / "plan.yml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"goals.kept_reserve.unit: .*another unit.*mnkr"):
        open_plan(folder)
