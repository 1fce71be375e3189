"""Sentences generated from results, checked against the printed plan."""

import pytest

from analysis.report.blocks.view import View
from analysis.report.chapters.goals.words import say_goals
from analysis.report.chapters.summary import words as headline
from tests.report.conftest import SENTENCES

NB = "\u00a0"


def test_the_result_sentence_names_the_years_below_zero_and_the_lowest(view):
    assert headline.result(view) == (
        f"Balanskravsresultatet är negativt 2025 och 2029–2030; lägst är det −131{NB}mnkr år 2030."
        f" Första året, 2025, är det −35{NB}mnkr."
    )


def test_the_liquidity_warning_gives_the_year_the_shortage_and_what_would_cover_it(view):
    words = headline.liquidity(view)
    assert "tar slut under 2026" in words
    assert f"likvida medel är −361{NB}mnkr" in words
    assert f"saknas 1{NB}688{NB}mnkr, vid utgången av 2030" in words
    # 1 688 of 9 800 + 1 688 = 11 488 mnkr in other current assets is 14.7 per cent.
    assert f"14,7{NB}% av övriga omsättningstillgångar (11{NB}488{NB}mnkr)" in words
    assert headline.warns(view)


def test_placements_that_do_not_suffice_call_for_a_loan(make):
    view = View(make(current_assets=(0,) * 6, cash=(-1, -2, -3, -4, -5, -600)), None, "sv")
    # Nothing but the shortage itself stands in current assets, so it is exactly covered ...
    assert "säljs" in headline.liquidity(view)
    # ... and one krona less is not.
    less = View(make(current_assets=(-1,) * 6, cash=(-1, -2, -3, -4, -5, -600)), None, "sv")
    assert "räcker inte" in headline.liquidity(less)


def test_cash_that_lasts_gives_no_warning(make):
    view = View(make(cash=(113, 90, 80, 70, 60, 50)), None, "sv")
    assert headline.liquidity(view).startswith("Likvida medel räcker hela perioden")
    assert not headline.warns(view)


def test_a_shortage_that_rounds_to_zero_is_no_shortage(make):
    view = View(make(cash=(113, -0.4, 80, 70, 60, 50)), None, "sv")
    assert not headline.warns(view)


def test_the_goal_sentence_counts_plan_law_plan_years_and_outlook_apart(view):
    words = say_goals(view)
    assert words == (
        "Planens egna mål: 2 av 3 nås planåren 2025–2027 (inte självfinansieringsgrad) och"
        " 1 av 2 nås utblicksåren 2028–2030 (inte verksamhetens resultat)."
        " Lagkrav: 0 av 1 nås planåren 2025–2027 (inte balanskravet) och"
        " 0 av 1 nås utblicksåren 2028–2030 (inte balanskravet)."
    )


def test_the_goal_sentence_names_the_room_above_a_band(make):
    words = say_goals(View(make(operating_result_share=(1.2, 1.8, 3.4, 3.1, 2.0, 1.5)), None, "sv"))
    assert words.endswith("Över bandet, med utrymme: verksamhetens resultat 2027–2028.")
    assert "2 av 2 nås utblicksåren 2028–2030." in words


def test_the_scenario_sentence_states_the_change_against_the_base(other_view):
    assert headline.scenario(other_view) == (
        f"Jämfört med basscenariot ändras balanskravsresultat med −300{NB}mnkr och likvida medel"
        f" vid årets slut med 0{NB}mnkr år 2030."
    )


@pytest.mark.parametrize("name", sorted(SENTENCES.keys() - {"last_plan"}))
def test_every_sentence_exists_in_english_too(make, name):
    words = SENTENCES[name].says(View(make(), make(), "en"))
    assert words.removesuffix("</p>").endswith(".")
    assert "mnkr" not in words


def test_nothing_is_said_twice_when_only_the_first_year_fails(make):
    results = (-35, 100, 100, 100, 100, 100)
    needs = (145, -35, -1, -1, -1, -1)
    view = View(make(balanced_budget_result=results, measures_needed=needs), None, "sv")
    assert headline.result(view) == f"Balanskravsresultatet är negativt 2025: −35{NB}mnkr."
    assert headline.measures(view).startswith(f"Åtgärder behövs 2025: 145{NB}mnkr.")
