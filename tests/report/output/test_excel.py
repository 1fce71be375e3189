"""The workbook, read back with another library."""

import io
import zipfile

import pytest
import python_calamine

from analysis import catalogue
from analysis.report.blocks.view import View
from analysis.report.output.excel import workbook
from tests.report.conftest import make_plan, make_projection, make_scenario


def sheets(content):
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_line_is_there_with_unit_and_unrounded_values(view):
    rows = sheets(workbook(view))["Rader"]
    assert [row[2] for row in rows[1:]] == list(catalogue.line_items())
    by_id = {row[2]: row for row in rows[1:]}
    assert by_id["net_result"][5:] == [206.0, 394.0, 250.0, 226.0, 151.0, 90.0]
    assert by_id["solidity_mixed"][:2] == ["Soliditet blandmodell", "pct"]
    assert by_id["solidity_mixed"][5] == 45.8


def test_a_line_that_the_plan_lacks_is_empty_and_not_zero(make):
    rows = sheets(workbook(View(make(without=("cash",)), None, "sv")))["Rader"]
    (cash,) = [row for row in rows if row[2] == "cash"]
    assert set(cash[5:]) <= {"", None}


def test_sheets_hold_goals_add_factors_scenario_gaps_and_sources(other_view):
    found = sheets(workbook(other_view))
    assert list(found) == [
        "Rader",
        "Skillnad mot bas",
        "Mål",
        "Tilläggsposter",
        "Antaganden",
        "Scenario",
        "Avstämning",
        "Källor",
        "Planen som tryckt",
    ]
    assert len(found["Mål"]) == 1 + len(other_view.projection.goals)
    assert found["Tilläggsposter"][2][3:7] == [2026.0, 1019.0, -47.0, 972.0]
    change = {row[2]: row[5:] for row in found["Skillnad mot bas"]}
    assert change["balanced_budget_result"] == [0, -60, -120, -180, -240, -300]


@pytest.mark.parametrize("attack", ["=1+1", "=HYPERLINK(A1)", "+1", "@SUM(A1)", "http://x.org"])
def test_a_users_text_never_becomes_a_formula_or_a_link(attack):
    plan = make_plan()
    plan.file.documents["strategisk-plan"].title = attack
    content = workbook(View(make_projection(make_scenario("base", attack), plan), None, "sv"))
    assert sheets(content)["Källor"][1][0] == attack
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {n: package.read(n).decode() for n in package.namelist() if n.endswith(".xml")}
    assert not any("<f>" in text or "<hyperlink" in text for text in parts.values())


def test_english_readers_get_english_sheets(make):
    assert "Add factors" in sheets(workbook(View(make(), None, "en")))
