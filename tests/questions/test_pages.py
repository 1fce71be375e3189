"""Answers on pages: complete, in both languages, safe, and honest when there is no answer."""

import re
import shutil
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from analysis import catalogue, questions
from analysis.errors import InputError
from analysis.report.blocks.opened import open_view
from analysis.report.notebook import assume, chart, say, table
from tests.data.printed import RAW
from tests.report.page_checks import check_figures, check_tables, parsed

PLANS = ("norrbotten-2025", "norrbotten-2023", "norrbotten-2022", "vasterbotten-2023")
MODULES = [import_module(f"analysis.questions.{m.name}") for m in iter_modules(questions.__path__)]
QUESTIONS = [module.QUESTION for module in MODULES if hasattr(module, "QUESTION")]
ASKED = [asked.name for question in QUESTIONS for asked in question.asked]
ENTERED = ("score", "forecast")
"""Questions of figures that a region enters; none are shipped."""
PICTURES = [p.name for question in QUESTIONS for asked in question.asked for p in asked.pictures]


@pytest.fixture(scope="module", params=[("base", "sv"), ("weak-growth", "en")], ids=str)
def view(request):
    """The plan in Swedish, and a scenario in English."""
    scenario, language = request.param
    return open_view("norrbotten-2025", scenario, (), (), language)


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_title_alternative_text_and_table(view, name):
    page = parsed(chart(name, view).data)
    if name in ENTERED:
        assert page.find(class_="missing")
        return
    assert page.find("figure")["id"] == f"chart-{name.replace('_', '-')}"
    check_figures(page)
    check_tables(page)


@pytest.mark.parametrize("name", ASKED)
def test_every_question_says_something_and_states_its_assumptions(view, name):
    for show in (say, assume, table):
        html = show(name, view).data
        assert len(parsed(html).get_text(strip=True)) > 20
        check_tables(parsed(html))


@pytest.mark.parametrize("name", [name for name in ASKED if name not in ENTERED])
def test_no_placeholder_and_no_identifier_is_left_in_what_is_said(view, name):
    text = parsed(say(name, view).data).get_text(" ")
    assert "{" not in text
    assert "_" not in text
    assert not re.search(r"\bnan\b", text)


@pytest.mark.parametrize("plan", PLANS)
def test_every_question_is_answered_on_every_plan_or_says_what_it_lacks(plan):
    view = open_view(plan, language="sv")
    for name in ASKED:
        for show in (say, assume, table):
            page = parsed(show(name, view).data)
            missing = page.find(class_="missing")
            assert missing or page.get_text(strip=True), name
            if missing:
                assert not missing.find(lang="en"), f"{name}: {missing.get_text()}"
    for name in PICTURES:
        assert chart(name, view).data


def test_answers_are_asked_once(view):
    (sensitivity,) = (q for q in QUESTIONS if q.name == "sensitivity")
    (tornado,) = (c for c in sensitivity.shows.charts if c.name == "tornado")
    assert tornado.of(view) is tornado.of(view)


def test_a_page_may_ask_with_options_of_its_own(view):
    assert chart("tornado", view, line="cash").data != chart("tornado", view).data
    assert 'id="chart-tornado-cash"' in chart("tornado", view, line="cash").data


@pytest.mark.parametrize("show", [say, chart])
def test_an_unknown_name_is_refused_with_the_nearest(view, show):
    with pytest.raises(KeyError, match="nearest"):
        show("sobl", view)


def test_the_graph_shows_every_step_and_rings_what_moved(view):
    from analysis.questions.explain import calculation, draw_graph

    page = parsed(chart("graph", view, line="net_result").data)
    check_figures(page)
    figure = draw_graph(frozenset({"wage_growth"}), view, "net_result")
    steps = {line.get_ydata()[0]: line.get_markeredgewidth() for line in figure.axes[0].lines}
    names = calculation(view, "net_result").names
    rings = {name for place, name in enumerate(names) if steps[place]}
    assert len(steps) == len(names)
    assert {"operating_costs", "net_result"} < rings < {*names}


def test_the_trace_opens_step_by_step_to_the_source(view):
    page = parsed(say("explain", view, line="balanced_budget_result").data)
    label = catalogue.label("balanced_budget_result", view.language)
    assert page.find("details").summary.get_text().startswith(f"{label} 2027: ")
    if view.base is None:
        assert "Strategisk plan 2025-2027" in page.get_text()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_booked_in_the_folder_of_the_plan_is_forecast_on_the_page(language, tmp_path):
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(RAW / "norrbotten-2025", folder)
    booked = Path(__file__).parents[2] / "docs/examples/delar-2025.csv"
    shutil.copy(booked, folder)
    view = open_view(folder, language=language)
    page = parsed(chart("forecast", view).data)
    check_figures(page)
    check_tables(page)
    (row,) = (
        tr for tr in page.select("tr") if tr.th and tr.th.get_text() == view.label("net_result")
    )
    assert "206" in row.get_text()
    assert "2025" in parsed(say("forecast", view).data).get_text()
    shutil.copy(booked, folder / "delar-2026.csv")  # the later year goes before
    assert "2026" in parsed(say("forecast", open_view(folder, language=language)).data).get_text()


def test_an_answer_tells_what_the_plan_says_in_words_and_where(view):
    """Strategisk plan 2025-2027: Ekonomi i balans, and Kapitalförvaltning."""
    assumed = {name: assume(name, view).data for name in ("balance", "portfolio")}
    words = {"sv": ("resultatutjämningsreserven", "fyra"), "en": ("old reserve", "four")}
    for name, said, at in zip(
        assumed, words[view.language], ("Ekonomi i balans", "Kapitalförvaltning"), strict=True
    ):
        assert said in assumed[name]
        assert f"Strategisk plan 2025-2027: {at}" in assumed[name]


def test_words_of_a_document_that_the_plan_does_not_list_are_refused(tmp_path):
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(RAW / "norrbotten-2025", folder)
    file = folder / "plan.yml"
    old, new = "sp2025, heading: Ekonomi i balans", "sp2052, heading: Ekonomi i balans"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(InputError, match=r"says\.balance\.source\.document.*sp2025"):
        open_view(folder)
