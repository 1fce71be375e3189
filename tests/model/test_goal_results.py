"""Chapter 9: goals are data; value, margin and pass follow."""

import numpy as np
import pytest

from analysis.inputs.plan_schema import Goal
from analysis.model.goal_results import goal_results

TEXT = {"sv": "Mål", "en": "Goal"}
SOURCE = {"document": "d", "heading": "h"}
YEARS = (2025, 2026, 2027)


def goal(**fields):
    return Goal.model_validate({"label": TEXT, "source": SOURCE, **fields})


def test_a_band_is_failed_on_either_side_and_the_margin_is_to_the_nearest_bound():
    band = goal(unit="pct", measure="operating_result_share", minimum=1.0, maximum=3.0)
    values = {"operating_result_share": np.array([0.005, 0.02, 0.04])}
    got = goal_results({"band": band}, values, YEARS)
    assert [bool(g.passed) for g in got] == [False, True, False]
    np.testing.assert_allclose([g.margin for g in got], [-0.5, 1.0, -1.0])
    assert got[0].threshold == 1.0


def test_a_goal_over_a_period_is_a_ratio_of_sums():
    window = goal(
        unit="pct",
        period="window",
        numerator="operating_cash_flow",
        denominator="investing_cash_flow",
        years="2025-2027",
        minimum=60.0,
    )
    values = {
        "operating_cash_flow": np.array([212.0, 365, 269]),
        "investing_cash_flow": np.array([-882.0, -840, -610]),
    }
    (got,) = goal_results({"self_financing": window}, values, YEARS)
    assert got.value == pytest.approx(100 * 846 / 2332)
    assert got.years == YEARS
    assert not got.passed


def test_a_goal_only_holds_in_its_years():
    late = goal(unit="mnkr", measure="net_result", minimum=0.0, years="2026-2027")
    got = goal_results({"late": late}, {"net_result": np.array([-1.0, 1.0, 1.0])}, YEARS)
    assert [g.years for g in got] == [(2026,), (2027,)]


def test_a_goal_without_its_measure_is_left_out():
    lost = goal(unit="mnkr", measure="net_result", minimum=0.0)
    assert goal_results({"lost": lost}, {}, YEARS) == []


def test_goals_serve_many_scenarios_at_once():
    floor = goal(unit="mnkr", measure="net_result", minimum=0.0)
    got = goal_results(
        {"floor": floor}, {"net_result": np.array([[-1.0, 1, 1], [2, 2, -2]])}, YEARS
    )
    np.testing.assert_array_equal(got[0].passed, [False, True])


def test_a_value_exactly_at_the_bound_passes():
    floor = goal(unit="mnkr", measure="net_result", minimum=0.0)
    got = goal_results({"floor": floor}, {"net_result": np.zeros(3)}, YEARS)
    assert all(g.passed for g in got)
