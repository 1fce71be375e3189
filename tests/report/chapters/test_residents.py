"""Population charts: what they say follows from the figures, in both languages."""

import re
from dataclasses import replace

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.cohort_groups import GROUPS
from analysis.report.blocks.chart import figure_html
from analysis.report.chapters import residents
from analysis.report.chapters.residents.view import (
    population_view,
    scenario_of,
    with_budget,
)

CHARTS = {chart.name: chart for chart in residents.CHARTS}


def chart_html(view, name):
    """A chart without its picture."""
    return figure_html(CHARTS[name], view, b"", name, view)


@pytest.fixture(scope="module")
def calibration():
    return calibrate(load_plan("norrbotten-2025"))


@pytest.fixture(scope="module")
def view(calibration):
    found = population_view(calibration, load_scenario("base", calibration.plan), "sv")
    return with_budget(found, calibration)


@pytest.fixture(params=["sv", "en"])
def either(view, request):
    return replace(view, language=request.param)


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_draws_and_saves_nothing(either, name):
    before = dict(mpl.rcParams)
    assert isinstance(CHARTS[name].draw(either), Figure)
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_has_title_alternative_text_and_its_figures_as_a_table(either, name):
    html = str(chart_html(either, name))
    alt = re.search(r'alt="([^"]+)"', html)[1]
    assert len(alt) > 60
    assert "{" not in alt
    assert "<figcaption>" in html
    assert "<caption>" in html
    assert "2015" in html
    assert ("skattad" if either.language == "sv" else "estimated") in html


def test_the_title_of_the_pyramid_gives_the_rise_of_those_aged_80_and_over(view):
    old = GROUPS["population_80_plus"]
    rise = view.at(2033)[..., old].sum() / view.at(2023)[..., old].sum() - 1
    assert f"{100 * rise:.0f} procent fler 80 år och äldre" in CHARTS["pyramid"].says(view)


def test_a_fall_is_said_to_be_a_fall(view):
    assert "procent färre 20–64 år" in CHARTS["pyramid"].says(view)


def test_as_many_is_not_said_to_be_0_per_cent_more(view):
    assert "och lika många 20–64 år" in CHARTS["pyramid"].says(
        replace(view, scenario="package-5000")
    )


def test_the_rise_of_the_oldest_stands_beside_the_plans_own_35_per_cent(view):
    assert "planen räknar med 35 procent" in CHARTS["age_groups"].says(view)
    assert "planen" not in CHARTS["age_groups"].says(replace(view, plan_rise=None))


def test_why_the_rise_is_not_35_per_cent_is_told_with_figures_of_other_years_and_scenarios(view):
    def rise(name, first):
        old = GROUPS["population_80_plus"]
        before, after = (view.outlook.at(name, y)[..., old].sum() for y in (first, first + 10))
        return f"{100 * (after / before - 1):.1f}".replace(".", ",")

    words = CHARTS["age_groups"].more(view)
    assert f"från 2024 till 2034, blir ökningen {rise('own-path', 2024)}" in words
    low, high = rise("high-mortality", 2023), rise("low-mortality", 2023)
    assert re.search(rf"dödlighet på .* mellan {low}\s% och {high}\s%", words)
    # Those who turn 80 live here already: migration moves the rise less than mortality.
    moved = [float(rise(f"{n}-migration", 2023).replace(",", ".")) for n in ("low", "high")]
    assert abs(moved[1] - moved[0]) < 1
    assert words in str(chart_html(view, "age_groups")).replace("&#39;", "'")


def test_a_plan_that_expects_nothing_is_not_explained(view):
    assert CHARTS["age_groups"].more(replace(view, plan_rise=None)) == ""
    assert CHARTS["pyramid"].more(view) == ""


def test_the_pyramid_table_sums_to_the_population(view):
    table = CHARTS["pyramid"].table(view)
    numbers = [[float(cell.replace("\xa0", "")) for cell in row.cells] for row in table.rows]
    sums = np.sum(numbers, axis=0)
    assert sums[0] + sums[2] == pytest.approx(view.at(2023).sum(), abs=10)


def test_the_components_add_up_to_the_change(view):
    for row in CHARTS["components"].table(view).rows:
        births, deaths, moved, change = (
            float(c.replace("\xa0", "").replace("\u2212", "-")) for c in row.cells
        )
        assert births - deaths + moved == pytest.approx(change, abs=1.6)


def test_estimated_years_carry_a_star(view):
    names = [row.name for row in CHARTS["components"].table(view).rows]
    assert names[0] == "2016*"
    assert "2023*" in names
    assert "2024" in names


def test_the_population_that_is_shown_is_the_one_that_the_scenario_names(calibration, view):
    plan = calibration.plan
    cases = {"base": "own-path", "scb-population": "scb-path", "package-5000": "package-5000"}
    for name, expected in cases.items():
        assert scenario_of(load_scenario(name, plan), view.outlook) == expected
    changed = load_scenario("base", plan, set_=["population:2027=250000"])
    assert scenario_of(changed, view.outlook) == "own-path"
