"""What the notebook on residents shows, and what it says when a plan has no population."""

import re
import shutil

import pytest

from analysis.errors import InputError
from analysis.report.chapters.residents import CHARTS
from analysis.report.notebook import chart, open_view, table


def test_every_chart_of_the_notebook_exists(project_root):
    text = (project_root / "notebooks" / "07_residents.ipynb").read_text(encoding="utf-8")
    assert re.findall(r'chart\(\\"(\w+)\\"', text) == [chart.name for chart in CHARTS]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "kan inte visas: planen anger inte hur många som bor i regionen."),
        ("en", "cannot be shown: the plan does not say how many live in the region."),
    ],
)
def test_a_plan_without_a_population_says_so_in_one_language_instead_of_drawing(language, words):
    shown = chart("pyramid", open_view("vasterbotten-2023", language=language)).data
    assert words in shown
    assert "<img" not in shown
    assert ("the plan" in shown) == (language == "en")


@pytest.fixture
def elsewhere(project_root, tmp_path):
    """The plan, as if it were that of a region whose ages are not known."""
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", folder)
    path = folder / "plan.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count("\nregion: Norrbotten\ncounty: Norrbotten\n") == 1
    path.write_text(text.replace(": Norrbotten\n", ": Fjällviken\n"), "utf-8")
    return folder


@pytest.mark.parametrize(("language", "words"), [
    ("sv", "inga uppgifter efter ålder för Fjällviken. De finns för varje län"),
    ("en", "no figures by age for Fjällviken. There are for every county")])  # fmt: skip
def test_a_region_without_figures_by_age_is_named_in_the_readers_language(
    elsewhere, language, words
):
    shown = chart("totals", open_view(elsewhere, language=language)).data
    assert words in shown
    assert "<img" not in shown


def test_what_else_is_wrong_is_told_by_the_command_that_is_named(monkeypatch):
    def refuse(*given):
        raise InputError("a fault in English")

    monkeypatch.setattr("analysis.report.chapters.residents.view.population_view", refuse)
    shown = chart("totals", open_view("norrbotten-2025")).data
    assert "regionkalkyl data population --plan norrbotten-2025" in shown
    assert "English" not in shown


def test_two_views_are_never_mixed_up():
    base, package = open_view("norrbotten-2025"), open_view("norrbotten-2025", "package-5000")
    first, other, again = (chart("totals", view).data for view in (base, package, base))
    assert "5 000 inflyttade: " in other.replace("\xa0", " ")
    assert first == again != other


@pytest.mark.parametrize(
    ("plan", "shown"), [("norrbotten-2025", True), ("vasterbotten-2023", False)]
)
def test_the_ages_of_the_budget_are_a_table_where_the_plan_has_them(plan, shown):
    html = table("population_ages", open_view(plan)).data
    assert ("Invånare 80 år och äldre</th>" in html) == shown
    assert "örsörjningskvot" in html
    assert ("<table" in html) == shown
