"""Chapter 9: goals are data; value, margin and pass follow."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from analysis.inputs.plan_schema import Goal
from analysis.model.goal_results import goal_results

TEXT = {"sv": "Mål", "en": "Goal"}
SOURCE = {"document": "d", "heading": "h"}
YEARS = (2025, 2026, 2027)


def goal(**fields):
    return Goal.model_validate({"label": TEXT, "kind": "plan", "source": SOURCE, **fields})


def test_a_band_is_missed_below_only_and_above_it_there_is_room():
    band = goal(unit="pct", measure="operating_result_share", minimum=1.0, maximum=3.0)
    values = {"operating_result_share": np.array([0.005, 0.02, 0.04])}
    got = goal_results({"band": band}, values, YEARS)
    assert [bool(g.passed) for g in got] == [False, True, True]
    assert [bool(g.over) for g in got] == [False, False, True]
    np.testing.assert_allclose([g.margin for g in got], [-0.5, 1.0, 3.0])
    np.testing.assert_allclose([g.room for g in got], [0.0, 0.0, 1.0])
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


def test_a_goal_with_an_upper_bound_alone_is_missed_above_it_and_has_no_room():
    most = goal(unit="mnkr", measure="measures_needed", maximum=0.0)
    got = goal_results({"most": most}, {"measures_needed": np.array([-1.0, 0.0, 2.0])}, YEARS)
    assert [bool(g.passed) for g in got] == [True, True, False]
    assert not any(g.over for g in got)
    assert all(g.room is None for g in got)


@given(
    values=npst.arrays(float, 3, elements=st.floats(-50, 50)),
    low=st.floats(-20, 0),
    width=st.floats(0.1, 20),
    more=st.floats(0, 30),
)
def test_more_of_what_a_band_measures_never_misses_it(values, low, width, more):
    band = goal(unit="mnkr", measure="net_result", minimum=low, maximum=low + width)

    def of(series):
        return goal_results({"band": band}, {"net_result": series}, YEARS)

    for before, after in zip(of(values), of(values + more), strict=True):
        assert bool(after.passed) or not bool(before.passed)
        assert bool(after.over) or not bool(before.over)
        assert not (bool(after.over) and not bool(after.passed))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"minimum": 3.0, "maximum": 1.0}, "a minimum below the maximum"),
        ({"minimum": 1.0, "kind": "law"}, "legal, the paragraph"),
        ({"minimum": 1.0, "legal": "KL 11:5"}, "legal, the paragraph"),
    ],
)
def test_a_goal_that_contradicts_itself_is_refused(fields, words):
    with pytest.raises(ValueError, match=words):
        goal(unit="pct", measure="operating_result_share", **fields)
