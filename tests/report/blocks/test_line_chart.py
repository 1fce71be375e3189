"""Charts: complete, deterministic, and their words follow from the figures."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks.line_chart import direction
from analysis.report.blocks.pictures import svg
from analysis.report.blocks.theme import GREY, SERIES, apart, told
from analysis.report.blocks.view import View
from analysis.report.notebook import chart as show
from tests.report.conftest import CHARTS

EXTRA = {
    "own_tax_base_per_capita": (258e3, 266e3, 275e3, 284e3, 292e3, 301e3),
    "national_tax_capacity": (272e3, 281e3, 290e3, 301e3, 311e3, 322e3),
}


@pytest.fixture
def full_view(make):
    return View(make(**EXTRA), None, "sv")


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("language", catalogue.LANGUAGES)
def test_every_chart_draws_and_has_a_title_and_an_alternative_text(make, name, language):
    view = View(make(**EXTRA), None, language)
    chart = CHARTS[name]
    assert isinstance(chart.draw(*chart.given(view)), Figure)
    assert chart.says(view).strip()
    assert "{" not in chart.says(view)
    described = chart.describe(view)
    assert "2025" in described
    assert "2030" in described
    assert described.endswith(".")
    for line in chart.given(view)[0].lines:
        assert view.label(line) in described


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_the_same_bytes_for_the_same_content(full_view, name):
    chart = CHARTS[name]
    assert svg(chart.draw(*chart.given(full_view))) == svg(chart.draw(*chart.given(full_view)))


def test_the_result_chart_says_in_which_years_the_law_is_not_met(view, other_view):
    says = CHARTS["result"].says
    assert says(view) == "Balanskravsresultatet är negativt 2025 och 2029–2030"
    assert says(other_view) == "Balanskravsresultatet är negativt 2025 och 2027–2030"


def test_the_result_chart_says_when_no_year_fails(make):
    says = CHARTS["result"].says(View(make(balanced_budget_result=(1,) * 6), None, "sv"))
    assert says == "Balanskravsresultatet är inte negativt något år 2025–2030"


def test_the_alternative_text_gives_ends_and_turns_of_each_line(view):
    described = CHARTS["result"].describe(view)
    assert "Årets resultat går från 206\u00a0mnkr år 2025 till 90\u00a0mnkr år 2030" in described
    assert "som högst 394\u00a0mnkr år 2026" in described
    assert "Balanskravsresultat går från −35\u00a0mnkr år 2025 till −131\u00a0mnkr" in described


def test_a_scenario_says_that_its_base_is_drawn_dashed(other_view):
    assert "streckat" in CHARTS["result"].describe(other_view)
    assert "basscenariot" in show("result", other_view).data


def test_a_change_that_cannot_be_seen_is_called_unchanged():
    assert direction(100.2, 100.4, "mnkr") == "unchanged"
    assert direction(100.2, 101.4, "mnkr") == "rises"
    assert direction(-1.0, -3.0, "pct") == "falls"


def test_names_at_line_ends_never_overlap_when_there_is_room():
    wanted = np.array([10.0, 10.1, 10.2, 95.0, 99.0])
    rooms = np.full(5, 8.0)
    placed = apart(wanted, rooms, 0.0, 100.0)
    assert np.all(np.diff(placed) >= 8.0 - 1e-9)
    assert placed.min() >= 4.0
    assert placed.max() <= 96.0 + 1e-9


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [*SERIES, GREY])
def test_a_label_in_the_colour_of_its_line_can_be_read_on_white(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_a_misspelt_chart_is_refused_with_the_nearest_name():
    with pytest.raises(KeyError, match="liquidity"):
        show("liqudity", None)


def test_a_long_horizon_is_drawn_with_fewer_labels(make):
    projection = make()
    projection.years = tuple(range(2025, 2041))
    projection.lines = {k: np.linspace(v[0], v[-1], 16) for k, v in projection.lines.items()}
    for name in ("result", "liquidity", "investments", "grants"):
        figure = CHARTS[name].draw(View(projection, None, "sv"))
        (axes,) = figure.axes
        assert len(axes.get_xticks()) <= 7
    assert told(np.arange(16)) == [0, 15]
    assert told([1, 5, 2]) == [0, 1, 2]


def test_a_plan_of_one_year_is_drawn(make):
    projection = make(**EXTRA)
    projection.years = (2025,)
    projection.plan.budget_years = (2025,)
    projection.lines = {k: v[:1] for k, v in projection.lines.items()}
    for name in CHARTS:
        assert svg(CHARTS[name].draw(View(projection, None, "sv")))
