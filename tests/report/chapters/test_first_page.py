"""The first page: three questions in order, a sentence, a figure and a link each, in a minute."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup

from analysis import Plan
from analysis.inputs.levers import load_levers
from analysis.questions import uncertainty
from analysis.report.chapters import chapters
from analysis.report.output.html import prose
from analysis.study.goalseek import seek
from analysis.study.risk import failure_probabilities

NOTEBOOK = Path(__file__).parents[3] / "notebooks" / "00_summary.ipynb"
PARTIAL = ("norrbotten-2022", "norrbotten-2023", "vasterbotten-2023")
CASES = [
    *((plan, "base", "sv") for plan in ("norrbotten-2025", *PARTIAL)),
    ("norrbotten-2025", "stagflation", "sv"),
    ("norrbotten-2025", "package-5000", "en"),
    ("norrbotten-2025", "portfolio-crash", "en"),
    ("norrbotten-2025", "investments-from-a-level", "en"),
]
MOST_WORDS, MOST_FIGURES = 250, 4


@cache
def first_page(plan, scenario, language):
    """The blocks of the notebook one after the other, as the page shows them."""
    result = Plan(plan, language=language).project(scenario)
    shown = []
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "markdown":
            shown.append(prose(cell.source if language == "sv" else cell.metadata.en))
        elif not cell.metadata.get("tags"):
            shown.append(eval(cell.source, {"result": result}).html)
    return BeautifulSoup("\n".join(shown), "html.parser")


def words_of(page):
    """What is read without opening anything, rows of tables left out; an amount is one word."""
    copy = BeautifulSoup(str(page), "html.parser")
    for hidden in copy.find_all(["details", "table"]):
        hidden.decompose()
    return re.findall(r"[^ \n]+", copy.get_text(" "))


@pytest.mark.parametrize(("plan", "scenario", "language"), CASES)
def test_it_is_read_in_a_minute(plan, scenario, language):
    page = first_page(plan, scenario, language)
    assert len(words_of(page)) <= MOST_WORDS
    assert len(page.find_all("img")) <= MOST_FIGURES


@pytest.mark.parametrize(("plan", "scenario", "language"), CASES)
def test_each_question_has_its_answer_and_a_link_to_its_page(plan, scenario, language):
    headings = first_page(plan, scenario, language).find_all("h2")[:3]
    pages = {chapter.page for chapter in chapters()}
    for heading in headings:
        block = heading.find_next_sibling()
        assert block.name == "figure" or block["class"] == ["missing"]
        assert heading.find_next("a")["href"] in pages


def test_the_questions_come_in_order():
    headings = [h.get_text() for h in first_page("norrbotten-2025", "base", "sv").find_all("h2")]
    assert headings[:4] == [
        "Hur står det till?", "Vad kan gå fel?", "Vad krävs?", "Vad har ändrats?",
    ]  # fmt: skip


def test_own_goals_and_law_are_counted_apart():
    page = first_page("norrbotten-2025", "base", "sv")
    said = page.find("figcaption").get_text()
    assert "Planen 2025–2027: 2 av 3 egna mål nås och lagkravet missas." in said


def test_its_figures_are_those_of_the_questions():
    page, result = first_page("norrbotten-2025", "base", "sv"), Plan("norrbotten-2025").base
    risk, take = page.find_all("figure")[1:3]
    told = " ".join(part.get_text() for part in risk.find_all(["figcaption", "p"])[:2])
    told, _, _ = told.partition("Balanskravsresultat 2030")
    chances = failure_probabilities(uncertainty.ask(result.view).found)
    shares = [int(share) for share in re.findall(r"(\d+)\u00a0%", told)]
    own = ("operating_result_share", "solidity_full", "self_financing", "balanced_budget")
    asked = [round(100 * chances[goal, None].value) for goal in own]
    assert shares == sorted(asked, reverse=True)
    core = result.core
    found = seek(core.calibration, core.scenario, load_levers(core.plan), own, core.years[1:])
    rate = next(each.value for each in found.found if each.lever == "tax_rate")
    enough = sum(each.value is not None for each in found.found)
    assert f"{enough} av {len(found.found)} styrmedel" in take.figcaption.get_text()
    assert f"+{rate:.2f}".replace(".", ",") in take.table.get_text()


def test_the_base_says_once_that_it_changes_nothing():
    page = first_page("norrbotten-2025", "base", "sv")
    said = page.find_all("h2")[3].find_next("p").get_text()
    assert said == "Detta är basscenariot: den beslutade planen."
    assert "Vad scenariot ändrar" not in page.get_text()


def test_every_question_is_about_the_same_goals():
    """What the grid shows, the probabilities and the levers name: own goals and the law's."""
    plan = Plan("norrbotten-2025")
    page = first_page("norrbotten-2025", "base", "sv")
    counted = {g.id for g in plan.base.core.goals if g.kind in {"plan", "law"}}
    labels = {plan.base.core.plan.goals[name].label.sv for name in counted}
    standing, risk = page.find_all("figure")[:2]
    rows = {row.th.get_text() for row in standing.find("tbody").find_all("tr")}
    assert rows == {label.replace(" %", "\u00a0%") for label in labels}
    told = " ".join(part.get_text() for part in risk.find_all(["figcaption", "p"])[:2]).lower()
    assert all(label.lower() in told for label in labels)


def test_the_largest_change_since_the_last_plan_leads_to_its_page():
    page = first_page("norrbotten-2025", "base", "en")
    said = next(p for p in page.find_all("p") if "Since the last plan" in p.get_text())
    assert said.get_text() == (
        "Since the last plan, the 2025 net result went from SEK\u00a0169\u00a0million to"
        " SEK\u00a0206\u00a0million; largest cause: “Generella statsbidrag och utjämning”,"
        " +SEK\u00a073\u00a0million."
    )
    assert said.span["lang"] == "sv"
    assert said.find_next("a")["href"] == "bridge.html"


def test_a_plan_without_a_printed_bridge_says_nothing_of_the_last_plan():
    page = first_page("vasterbotten-2023", "base", "sv")
    assert "förra planen" not in page.get_text()
