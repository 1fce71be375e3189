"""Answers on pages: complete, in both languages, safe, and honest when there is no answer."""

import re
from types import SimpleNamespace

import pytest

from analysis.report.answers import study_notebook, study_page
from analysis.report.answers.figures_graph import draw_graph
from analysis.report.answers.questions import QUESTIONS
from analysis.report.answers.study_pictures import PICTURES
from analysis.report.blocks.notebook import open_view
from tests.report.page_checks import check_figures, check_tables, parsed


@pytest.fixture(scope="module", params=[("base", "sv"), ("weak-growth", "en")], ids=str)
def answers(request):
    """The answers of the plan in Swedish, and of a scenario in English."""
    scenario, language = request.param
    return study_page.Answers(open_view("norrbotten-2025", scenario, (), (), language))


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_title_alternative_text_and_table(answers, name):
    page = parsed(str(study_page.picture_html(answers, name)))
    if name == "score":  # no outcomes are shipped
        assert page.find(class_="missing")
        return
    assert page.find("figure")["id"] == f"chart-study-{name.replace('_', '-')}"
    check_figures(page)
    check_tables(page)


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_says_something_and_states_its_assumptions(answers, name):
    for block in (study_page.said_html, study_page.assumed_html, study_page.tables_html):
        html = str(block(answers, name))
        assert len(parsed(html).get_text(strip=True)) > 20
        check_tables(parsed(html))


@pytest.mark.parametrize("name", [n for n in QUESTIONS if n != "score"])
def test_no_placeholder_and_no_identifier_is_left_in_what_is_said(answers, name):
    text = parsed(str(study_page.said_html(answers, name))).get_text(" ")
    assert "{" not in text
    assert "_" not in text
    assert not re.search(r"\bnan\b", text)


def test_answers_are_asked_once(answers):
    assert answers.get("sensitivity") is answers.get("sensitivity")


def test_a_plan_without_error_sizes_says_so(answers):
    view = answers.view
    bare = SimpleNamespace(
        plan=SimpleNamespace(name="bare", folder=view.projection.plan.folder / "nothing"),
        calibration=None,
        scenario=None,
    )
    other = study_page.Answers(
        SimpleNamespace(projection=bare, base=None, language="sv", years=view.years, text=view.text)
    )
    page = parsed(str(study_page.said_html(other, "uncertainty")))
    assert page.find(class_="missing")


@pytest.mark.parametrize("block", [study_page.said_html, study_page.picture_html])
def test_an_unknown_name_is_refused_with_the_nearest(answers, block):
    with pytest.raises(KeyError, match="nearest"):
        block(answers, "sobl")


def test_the_graph_shows_every_step_and_rings_what_moved(answers):
    page = parsed(str(study_page.graph_html(answers.view, "net_result")))
    check_figures(page)
    figure = draw_graph(frozenset({"wage_growth"}), answers.view, "net_result")
    ringed = [t for t in figure.axes[0].texts if t.get_text() and t.get_bbox_patch()]
    widths = {t.get_bbox_patch().get_linewidth() for t in ringed}
    assert widths == {0.5, 2}


def test_the_trace_opens_step_by_step_to_the_source(answers):
    page = parsed(str(study_page.trace_html(answers.view, "balanced_budget_result", 2027)))
    assert page.find("details").summary.get_text().startswith("balanced_budget_result[2027]")
    if answers.view.base is None:
        assert "Strategisk plan 2025-2027" in page.get_text()


def test_the_notebook_functions_return_html(answers):
    view = answers.view
    assert "<figure" in study_notebook.picture("tornado", view).data
    assert "<ul>" in study_notebook.said("sensitivity", view).data
    assert "<table" in study_notebook.answer("sensitivity", view).data
    assert "<ul>" in study_notebook.assumed("sensitivity", view).data
    assert "<figure" in study_notebook.graph("cash", view).data
    assert "<details" in study_notebook.trace("cash", view).data
