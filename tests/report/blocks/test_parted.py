"""Long sheets of a page are tables of one line each, the drawn one open."""

import pytest

from analysis import Plan
from analysis.questions import bridge, compare, sensitivity
from analysis.report.blocks.view import View


@pytest.fixture(scope="module")
def base() -> View:
    return Plan("norrbotten-2025").base.view


def test_many_scenarios_have_a_table_for_each_line_and_goal_by_their_titles(base: View) -> None:
    answer = compare.on_page(base)
    tables = compare.page_tables(answer)
    assert tables[0].caption.startswith("Balanskravsresultat, mnkr: i planen")
    assert [table.folded for table in tables] == [False] + [True] * (len(tables) - 1)
    assert tables[0].rows[0].name == "Beslutad plan"
    shown = sum(len(table.rows) for table in tables)
    assert shown == sum(len(sheet.rows) for sheet in answer.sheets)
    assert not {"base", "stagflation"} & {row.name for table in tables for row in table.rows}
    assert len({table.caption for table in tables}) == len(tables)


def test_many_scenarios_are_told_of_in_a_row_each(base: View) -> None:
    answer = compare.on_page(base)
    said = str(compare.page_says(answer))
    assert said.count('<th scope="row"') == len(answer.found.projections) - 1
    assert "Soliditet vid fullfondering från 2026" in said


def test_one_scenario_is_told_of_in_sentences_by_its_title() -> None:
    view = Plan("norrbotten-2025").project("stagflation").view
    answer = compare.on_page(view)
    assert compare.page_says(answer) == answer.said()
    first, goals = compare.page_tables(answer)
    assert {row.cells[0] for row in first.rows} == {"Beslutad plan", "Stagflation"}
    assert goals.folded


def test_steps_stand_in_a_table_for_each_line_without_its_column(base: View) -> None:
    answer = sensitivity.steps_on_page(base)
    (asked,) = (each for each in sensitivity.QUESTION.asked if each.name == "steps")
    first, *others = asked.tables(answer)
    assert first.caption == "Årets resultat, mnkr: vad ett steg i varje antagande gör"
    assert first.head[:4] == ("Antagande", "Steg", "Stegets enhet", "När")
    assert first.head[4] == "2025"
    assert not first.folded
    assert all(table.folded for table in others)


def test_a_printed_bridge_draws_its_largest_changes_and_the_sum_of_the_others(base: View) -> None:
    steps = [(str(size), (-1) ** size * float(size)) for size in range(1, 13)]
    drawn = bridge.largest(steps, base)
    assert [name for name, _ in drawn] == [*map(str, range(5, 13)), "Övriga 4 förändringar"]
    assert sum(value for _, value in drawn) == sum(value for _, value in steps)
    assert bridge.largest(steps[:9], base) == steps[:9]
