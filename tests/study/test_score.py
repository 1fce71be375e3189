"""Scoring: hand arithmetic, and outcomes read from what a user may write."""

import pytest

from analysis.errors import InputError
from analysis.inputs.outcomes import read_outcomes
from analysis.questions.score import says
from analysis.report.blocks.view import Words
from analysis.study.score import Miss, Score, measures, score


def test_errors_are_plan_less_outcome(base):
    """Strategisk plan 2025-2027: result 206 in 2025 and 394 in 2026, against 150 and 400."""
    answer = score([base], {"net_result": {2025: 150.0, 2026: 400.0}})
    first, second = answer.misses
    assert (first.horizon, second.horizon) == (1, 2)
    assert first.error == pytest.approx(206 - 150, abs=0.5)
    assert second.error == pytest.approx(394 - 400, abs=0.5)


def test_measures_by_hand():
    """Errors 3, −1: bias 1, mean absolute 2, root mean square √5."""
    import numpy as np

    assert measures(np.array([3.0, -1.0])) == pytest.approx((1, 2, 5**0.5))


def test_vintages_are_summarised_by_horizon(base, scenario_of):
    other = scenario_of("base", ["state_grants:2025=10"])
    outcome = float(base.lines["state_grants"][0])
    answer = score([base, other], {"state_grants": {2025: outcome}})
    row = answer.sheets()[1].records()[0]
    assert (row["horizon"], row["number"]) == (1, 2)
    assert row["bias"] == pytest.approx(5.0)
    assert row["root_mean_square"] == pytest.approx(50**0.5)


def test_outcomes_without_a_forecast_are_named_and_not_lost(base):
    answer = score([base], {"cash": {2024: 782.0, 2025: 100.0}})
    assert answer.unused == (("cash", 2024),)


def test_nothing_to_compare_is_an_error(base):
    with pytest.raises(InputError, match="2025-2030"):
        score([base], {"cash": {2020: 1.0}})


@pytest.mark.parametrize(
    "text",
    [
        "line;year;value\nnet_result;2025;1 234,5\n",
        "post;ar;varde\nÅrets resultat;2025;1\u00a0234,5\n",
        "line,year,value\nNet result,2025,1234.5\n",
        "line\tyear\tvalue\r\nnet_result\t2025\t1234.5\r\n",
    ],
)
def test_outcomes_may_be_written_as_users_write(tmp_path, text):
    path = tmp_path / "utfall.csv"
    path.write_text(text, encoding="utf-8")
    assert read_outcomes(path) == {"net_result": {2025: 1234.5}}


def test_every_fault_is_named_with_its_line(tmp_path):
    path = tmp_path / "utfall.csv"
    path.write_text("line;year;value\nnet_resul;2025;1\ncash;25;1\ncash;2025;många\n")
    with pytest.raises(InputError) as caught:
        read_outcomes(path)
    assert [p.line for p in caught.value.problems] == [2, 3, 4]
    assert "net_result" in str(caught.value)


def test_the_same_line_and_year_twice_is_refused(tmp_path):
    path = tmp_path / "utfall.csv"
    path.write_text("line;year;value\ncash;2025;1\ncash;2025;2\n")
    with pytest.raises(InputError, match="twice"):
        read_outcomes(path)


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "line;year;value\n"])
def test_a_file_without_outcomes_is_refused(tmp_path, text):
    path = tmp_path / "utfall.csv"
    path.write_text(text)
    with pytest.raises(InputError):
        read_outcomes(path)


@pytest.mark.parametrize(
    ("planned", "said"), [(-8230.0, "70\xa0mnkr för låga"), (-8370.0, "70\xa0mnkr för höga")]
)
def test_costs_are_said_to_be_low_or_high_and_not_their_negative_figures(planned, said):
    miss = Miss("plan", "operating_costs", 2026, 1, planned, -8300.0)
    assert f"{said} kostnader" in says(Score((miss,), ()), Words("sv"))["operating_costs"]
