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
        "Hur står det till?", "Vad kan gå fel?", "Vad krävs?", "Vad ändrar scenariot?",
    ]  # fmt: skip


def test_own_goals_and_law_are_counted_apart():
    page = first_page("norrbotten-2025", "base", "sv")
    assert "2 av 3 egna mål och 0 av 1 lagkrav" in page.find("figcaption").get_text()


def test_its_figures_are_those_of_the_questions():
    page, result = first_page("norrbotten-2025", "base", "sv"), Plan("norrbotten-2025").base
    risk, take = (found.get_text() for found in page.find_all("figcaption")[1:3])
    chances = failure_probabilities(uncertainty.ask(result.view).found)
    told = {round(float(share)) for share in re.findall(r"(\d+)\u00a0%", risk)}
    own = ("operating_result_share", "solidity_full", "self_financing", "balanced_budget")
    asked = {round(100 * chances[goal, None].value) for goal in (*own, "restoring")}
    assert told == asked
    core = result.core
    found = seek(core.calibration, core.scenario, load_levers(core.plan), own, core.years[1:])
    rate = next(each.value for each in found.found if each.lever == "tax_rate")
    assert f"skattesats +{rate:.2f} kr per 100 kr".replace(".", ",") in take


def test_the_base_says_once_that_it_changes_nothing():
    page = first_page("norrbotten-2025", "base", "sv")
    after = page.find_all("h2")[3].find_next_siblings()
    assert [block.name for block in after[:2]] == ["p", "h2"]
