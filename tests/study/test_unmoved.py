"""A result that nothing known moves is neither safe nor sensitive, and is not called so."""

from pathlib import Path

import pytest

from analysis.inputs.levers import load_levers
from analysis.inputs.scenario import load_scenario
from analysis.inputs.statement import Statement
from analysis.inputs.statutory import regions
from analysis.inputs.uncertainty import load_uncertainty
from analysis.model.calibration import Calibration
from analysis.questions import sensitivity
from analysis.questions.uncertainty import assumes
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.view import Words
from analysis.study.draws import BLOCK
from analysis.study.goalseek import seek
from analysis.study.opened import open_plan
from analysis.study.region_plan import STATEMENT, region_plan_files
from analysis.study.sensitivity import tornado
from analysis.study.uncertainty import simulate

YEARS = (2027, 2028, 2029)
ROWS = {
    "Verksamhetens intäkter": (2410, 2480, 2550),
    "Verksamhetens kostnader": (-13220, -13640, -14080),
    "Avskrivningar": (-430, -455, -480),
    "Verksamhetens nettokostnader": (-11240, -11615, -12010),
    "Vad invånarna betalar": (8610, 8940, 9280),
    "Generella statsbidrag och utjämning": (2760, 2810, 2860),
    "Årets resultat": (145, 145, 135),
}
"""Neither tax nor financial items are known: what is left of the net result is its print."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = {row: dict(zip(YEARS, map(str, figures), strict=True)) for row, figures in ROWS.items()}
    lines = {row: STATEMENT[row] for row in rows if row in STATEMENT}
    files = region_plan_files("kalmar", regions()["08"], Statement(YEARS, rows, lines))
    made = tmp_path_factory.mktemp("unmoved") / "kalmar"
    for name, text in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def unmoved(folder: Path) -> Calibration:
    return open_plan(folder)


def test_what_nothing_moves_is_not_called_safe(unmoved: Calibration) -> None:
    assert "net_result" in unmoved.held
    errors, base = load_uncertainty(unmoved.plan), load_scenario("base", unmoved.plan)
    found = simulate(unmoved, base, errors, BLOCK)
    assert found.result == "net_operating_cost"
    assert found.tests == ()
    assert set(found.lines) == {"net_operating_cost"}
    assert "Årets resultat minst noll" in " ".join(assumes(found, Words("sv")))


def test_a_line_that_nothing_moves_stands_still_at_both_ends(unmoved: Calibration) -> None:
    errors, base = load_uncertainty(unmoved.plan), load_scenario("base", unmoved.plan)
    found = tornado(unmoved, base, errors, "net_result", 2029)
    assert found.idle == list(found.keys)
    assert (found.low == 135).all()
    moved = tornado(unmoved, base, errors, "net_operating_cost", 2029)
    assert {"national_tax_base_growth", "state_grants"} <= set(moved.idle)
    assert "wage_growth" not in moved.idle


@pytest.mark.parametrize("kind", ["tornado", "sobol"])
def test_it_is_said_of_a_line_that_nothing_moves(folder: Path, kind: str) -> None:
    view = open_view(folder, "base", (), (), "sv")
    answer = sensitivity.ask(view, "net_result", kind=sensitivity.Kind(kind), samples=16)
    assert "hålls som tryckt" in answer.says["largest"]


def test_what_does_not_reach_a_line_is_named(folder: Path) -> None:
    answer = sensitivity.ask(open_view(folder, "base", (), (), "sv"))
    assert "Verksamhetens nettokostnad rörs inte av" in answer.assumes[-1]


def test_a_lever_that_moves_nothing_is_not_said_to_fall_short(unmoved: Calibration) -> None:
    """Tax and grants reach no total here; a cost frame does."""
    base, levers = load_scenario("base", unmoved.plan), load_levers(unmoved.plan)
    given = levers, ["net_operating_cost>=-11000"], [2028]
    found = {each.lever: each.status for each in seek(unmoved, base, *given).found}
    assert found == {"tax_rate": "idle", "cost_frame": "reached", "state_grants": "idle"}
