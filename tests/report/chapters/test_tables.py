"""Tables: what the plan prints stands in them, in the form of the language."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from analysis.report.blocks.view import View
from analysis.report.chapters.goals import tables as tables_goals
from analysis.report.chapters.reconciliation import tables as tables_proof
from analysis.report.chapters.reconciliation import words
from analysis.report.chapters.summary import tables as tables_origin
from tests.report.conftest import CHAPTERS, TABLES

NB = "\u00a0"
OF_LINES = [
    listing.name
    for chapter in CHAPTERS
    for listing in chapter.SHOWS.tables
    if not listing.name.startswith("assumptions") and listing.name in TABLES
]


def made(view, name):
    """The table `name`."""
    (table,) = TABLES[name].made(view)
    return table


def cells(table, name):
    (row,) = [row for row in table.rows if row.name == name]
    return row.cells


def test_the_income_statement_shows_the_printed_rows(view):
    table = made(view, "income_statement")
    # Strategisk plan 2025-2027, Resultatbudget 2025-2027 och kalkyl 2028-2030.
    assert cells(table, "Verksamhetens nettokostnad")[:2] == (f"−10{NB}842", f"−11{NB}110")
    assert cells(table, "Årets resultat") == ("206", "394", "250", "226", "151", "90")
    assert table.caption == "Resultatbudget, budget 2025–2027, kalkyl 2028–2030, mnkr"


@pytest.mark.parametrize("name", OF_LINES)
def test_a_table_of_mixed_units_gives_the_unit_of_each_row(view, name):
    table = made(view, name)
    mixed = "enhet per rad" in table.caption
    assert all(len(row.cells) == len(table.head) - 1 for row in table.rows)
    assert (table.head[1] == "Enhet") == mixed


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_table_is_rectangular_in_both_languages(make, name, language):
    for table in TABLES[name].made(View(make(), make(), language)):
        assert len(table.numeric) == len(table.head) - 1
        assert all(len(row.cells) == len(table.head) - 1 for row in table.rows)


def test_the_goal_table_says_yes_or_no_in_words_with_the_worst_year(view):
    table = tables_goals.goals(view)
    assert cells(table, "Balanskravet") == (
        "lagkrav",
        "✗ Nej: 2025",
        "✗ Nej: 2029–2030",
        f"minst 0{NB}mnkr",
        f"−131{NB}mnkr",
        "2030",
        "−131",
    )
    assert cells(table, "Soliditet, full fondering")[:3] == ("planens mål", "✓ Ja", "✓ Ja")
    assert cells(table, "Självfinansieringsgrad")[1:3] == ("✗ Nej: 2025–2027", "–")
    assert cells(table, "Verksamhetens resultat")[3] == f"1–3{NB}%"
    assert [row.kind for row in table.rows] == ["fail", "fail", "pass", "fail"]


def test_above_a_band_there_is_room_and_no_failure(make):
    over = View(make(operating_result_share=(1.2, 1.8, 3.4, 3.1, 2.0, 1.5)), None, "sv")
    table = tables_goals.goals(over)
    assert cells(table, "Verksamhetens resultat")[1:3] == (
        "✓ Ja; utrymme 2027",
        "✓ Ja; utrymme 2028",
    )
    assert table.rows[1].kind == "room"
    by_year = tables_goals.goals_by_year(over)
    (year,) = [r for r in by_year.rows if r.name == "Verksamhetens resultat" and "2027" in r.cells]
    assert year.cells[-1] == "✓ Ja, över bandet: utrymme"
    assert year.kind == "room"


def test_what_the_scenario_changes_is_in_percentage_points_and_without_folders(other_view):
    (row,) = tables_origin.differences(other_view).rows
    assert row.name == "Timlön"
    assert row.cells == ("läggs till", "2026–2030", "1 procentenhet", "wages-plus-one.yml:4")


def test_the_base_says_that_nothing_is_changed(view):
    table = tables_origin.differences(view)
    assert not table.rows
    assert table.note == "Scenariot ändrar ingenting: det är den beslutade planen."


def test_effects_are_scenario_minus_base(other_view):
    row = cells(tables_origin.effects(other_view), "Balanskravsresultat")
    assert row == ("mnkr", "0", "−60", "−120", "−180", "−240", "−300")


def test_add_factors_are_shown_with_a_word_for_the_large_ones(view):
    table = tables_proof.add_factors(view)
    assert table.rows[1].cells == ("2026", f"1{NB}019,0", "−47,0", "972,0", "stor")
    assert "2 tilläggsposter, varav 1 stora: Verksamhetens intäkter" in (
        words.say_add_factors(view)
    )


def test_printed_and_computed_figures_stand_side_by_side(make):
    projection = make(net_result=(206.4, 393.2, 250, 226, 151, 90))
    projection.plan.published = {
        "net_result": {
            2025: SimpleNamespace(
                value=Decimal("206"), heading="Resultatbudget", table="t", row="r"
            ),
            2026: SimpleNamespace(
                value=Decimal("394.0"), heading="Resultatbudget", table="t", row="r"
            ),
        }
    }
    view = View(projection, None, "sv")
    first, second = tables_proof.rounding(view).rows
    assert first.cells == ("2025", "206", "206,4", "+0,4", "Resultatbudget")
    assert second.cells == ("2026", "394,0", "393,20", "−0,80", "Resultatbudget")
    assert words.say_rounding(view).startswith("1 av 2 publicerade tal")


def test_gaps_are_written_out_in_plain_figures(view):
    (balance, cash) = tables_proof.identities(view).rows
    assert balance.cells == cash.cells == ("under 0,000000001",)
