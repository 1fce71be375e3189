"""What each goal takes of each lever alone, side by side."""

import pytest

from analysis import Plan
from analysis.report.blocks.missing import Lacking
from analysis.report.chapters.levers import answers, side_by_side


def test_levers_are_rows_and_goals_are_columns() -> None:
    view = Plan("norrbotten-2025").base.view
    first, *others = side_by_side(answers(view))
    assert first.head[0] == "Styrmedel"
    assert first.head[1] == "Alla egna mål och lagkrav"
    assert first.head[2] == "Balanskravsresultat, 2028–2030"
    rows = {row.name: row.cells for row in first.rows}
    assert rows["Skattesats"][0] == "+0,38 kr per 100 kr"
    assert rows["Uttag ur pensionsportföljen per år"][1] == "nås inte"
    assert all(table.folded for table in others)
    assert [table.caption for table in others[:4]] == list(first.head[1:])


def test_a_plan_that_tests_none_of_the_goals_says_why() -> None:
    with pytest.raises(Lacking, match="prövas bara 2023"):
        answers(Plan("vasterbotten-2023").base.view)
