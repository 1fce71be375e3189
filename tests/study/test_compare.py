"""Comparisons: the same figures as the projections they are made of."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.model.projection import project
from analysis.questions import compare as question
from analysis.study.compare import compare, first_failure, years_over


def test_differences_are_scenario_less_base(base, scenario_of):
    other = scenario_of("wages-plus-one")
    answer = compare([base, other])
    np.testing.assert_array_equal(
        answer.difference("cash")[0], other.lines["cash"] - base.lines["cash"]
    )


def test_the_balanced_budget_of_the_plan_fails_first_in_2025(base):
    """Strategisk plan 2025-2027: balanskravsresultat −35 in 2025, 148 in 2026."""
    assert first_failure("balanced_budget", base) == 2025


def test_self_financing_fails_over_the_three_plan_years(base):
    """36 % against the goal of 60 %: the period ends in 2027."""
    assert first_failure("self_financing", base) == 2027


def test_a_goal_that_is_always_met_has_no_first_failure(base):
    assert first_failure("solidity_full", base) is None


def test_every_goal_has_a_row_for_every_scenario(base, scenario_of):
    answer = compare([base, scenario_of("stagflation"), scenario_of("weak-growth")])
    rows = answer.goal_sheet().records()
    assert len(rows) == 3 * len(base.plan.goals)


def test_a_krona_more_in_tax_gives_room_and_misses_no_goal(calibration, base):
    plan = calibration.plan
    richer = project(calibration, load_scenario("base", plan, ["tax_rate:2026-2030=1.0"]))
    answer = compare([base, richer])
    said = question.says(answer, "sv").values()
    assert any("missar inget mål tidigare" in words for words in said)
    room = years_over("operating_result_share", richer)
    assert set(room) >= {2027, 2028}
    assert any("utrymme över bandet" in words for words in said)
    rows = [r for r in answer.goal_sheet().records() if r["goal"] == "operating_result_share"]
    assert [row["failed"] for row in rows] == [2, 0]
    assert rows[1]["over"] == len(room)


def test_an_unknown_line_is_refused_with_the_nearest_name(base):
    with pytest.raises(InputError, match="did you mean 'net_result'"):
        compare([base], ["net_resul"])
