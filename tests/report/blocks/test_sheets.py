"""Sheets as tables: names and numbers as the reader expects them."""

import pytest

from analysis.inputs.plan import load_plan
from analysis.report.blocks.sheets import goal_label, sheet_table
from analysis.study.sheet import Column, sheet


@pytest.fixture(scope="module")
def plan():
    return load_plan("norrbotten-2025")


def test_numbers_take_the_unit_of_their_row(plan):
    made = sheet(
        "tornado",
        [Column("line", "line"), Column("unit", "text"), Column("2026", signed=True)],
        [["cash", "mnkr", -361.4], ["solidity_full", "pp", 2.25]],
    )
    table = sheet_table(made, plan)
    assert table.rows[0].name == "Likvida medel vid årets slut"
    assert table.rows[0].cells == ("mnkr", "−361")
    assert table.rows[1].cells == ("procentenheter", "+2,3")


def test_nothing_is_shown_as_a_dash(plan):
    made = sheet("tornado", [Column("line", "line"), Column("2026", unit="mnkr")], [["cash", None]])
    assert sheet_table(made, plan).rows[0].cells == ("–",)


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="1 cells for 2"):
        sheet("tornado", [Column("line"), Column("2026")], [["cash"]])


@pytest.mark.parametrize(
    ("goal", "language", "words"),
    [
        ("cash>=0", "sv", "Likvida medel vid årets slut minst 0\u00a0mnkr"),
        ("cash<=100", "en", "Cash at year end at most SEK 100\u00a0million"),
        ("restoring", "en", "Deficits are restored within three years"),
        ("anything", "sv", "anything"),
    ],
)
def test_goals_and_bounds_have_names(plan, goal, language, words):
    assert goal_label(plan, goal, language).replace("\u00a0", " ") == words.replace("\u00a0", " ")


def test_records_keep_identifiers_and_unrounded_numbers():
    made = sheet("tornado", [Column("line", "line"), Column("2026")], [["cash", 1.23456]])
    assert made.records() == [{"line": "cash", "2026": 1.23456}]
    assert made.values("2026") == [1.23456]


def test_a_shift_is_written_in_its_own_unit(plan):
    """3 822.08 persons are 3 822; 1.67 percentage points keep their decimals."""
    columns = [
        Column("assumption", "assumption"),
        Column("shift_unit", "text"),
        Column("shift_low", signed=True, decimals=2),
        Column("unit", "text"),
    ]
    rows = [["population", "persons", -3822.08, "mnkr"], ["wage_growth", "pp", 1.67, "mnkr"]]
    found = [row.cells[1] for row in sheet_table(sheet("tornado", columns, rows), plan).rows]
    assert [cell.replace("\xa0", " ") for cell in found] == ["−3 822", "+1,67"]
