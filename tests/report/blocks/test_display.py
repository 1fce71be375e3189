"""Blocks: complete for screen readers, honest about what a plan does not hold."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.report.blocks.titles import question_html
from analysis.report.blocks.view import View
from analysis.report.notebook import chart, say, table
from tests.report.conftest import CHARTS, PRINTED, SENTENCES, TABLES, make_projection
from tests.report.page_checks import check_figures, check_tables, parsed


def test_a_chart_comes_with_title_alternative_text_and_table(view):
    block = parsed(chart("liquidity", view).data)
    check_figures(block)
    check_tables(block)
    assert block.figcaption.string == "Likvida medel är slut vid utgången av 2026"
    cells = [td.string for td in block.tbody.tr.find_all("td")]
    assert cells[:3] == ["113", "−361", "−701"]


def test_the_picture_is_svg_without_a_date_and_without_script(view):
    image = parsed(chart("result", view).data).img
    svg = base64.b64decode(image["src"].split(",", 1)[1]).decode()
    assert svg.startswith("<?xml")
    assert "<script" not in svg
    assert "<dc:date>" not in svg


def test_the_table_of_a_chart_shows_the_base_beside_the_scenario(other_view):
    rows = parsed(chart("result", other_view).data).tbody.find_all("tr")
    names = [row.th.string for row in rows]
    assert names == [
        "Årets resultat",
        "Balanskravsresultat",
        "Årets resultat, bas",
        "Balanskravsresultat, bas",
    ]


def test_a_chart_of_lines_that_a_plan_lacks_is_a_sentence_that_says_so(make):
    view = View(make(without=("cash",)), None, "sv")
    block = parsed(chart("liquidity", view).data)
    assert not block.find("img")
    words = block.find(class_="missing").get_text()
    assert "Likvida medel vid årets slut" in words
    assert "Det som saknas är Ingående likvida medel." in words


def test_a_sentence_about_lines_that_a_plan_lacks_is_not_made_up(make):
    view = View(make(without=("cash", "measures_needed")), None, "sv")
    for name in ("liquidity", "measures"):
        assert 'class="missing"' in say(name, view).data


def test_a_table_with_some_lines_missing_shows_the_rest_and_says_what_is_missing(make):
    view = View(make(without=("contingent_pension_liability", "pension_coverage")), None, "sv")
    block = parsed(table("pensions", view).data)
    assert "Täckningsgrad" in block.find(class_="missing").get_text()
    assert "Pensionskostnad" in block.tbody.get_text()


def test_a_table_with_nothing_in_it_is_not_shown(make):
    view = View(make(without=("population",)), None, "sv")
    assert not parsed(table("population", view).data).find("table")


def test_a_question_is_marked_as_swedish_on_an_english_page(make):
    block = parsed(question_html(View(make(), None, "en")))
    assert block.p["lang"] == "sv"
    assert "lang" not in parsed(question_html(View(make(), None, "sv"))).p.attrs


@given(st.sets(st.sampled_from(sorted(PRINTED))))
def test_whatever_a_plan_lacks_sentences_and_tables_say_so_and_never_fail(without):
    view = View(make_projection(without=without), make_projection(without=without), "sv")
    for name in TABLES:
        assert table(name, view).data
    for name in SENTENCES.keys() - {"last_plan"}:  # says nothing where no bridge is printed
        assert say(name, view).data


@pytest.mark.parametrize("half", [0, 1])
def test_whatever_a_plan_lacks_charts_say_so_and_never_fail(half):
    view = View(make_projection(without=sorted(PRINTED)[half::2]), None, "en")
    for name in CHARTS:
        assert chart(name, view).data
