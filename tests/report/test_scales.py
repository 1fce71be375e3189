"""One scale for figures that compare: those of a page that one function draws in one unit, and
panels of a figure; where each has its own, the figure says so."""

from collections import defaultdict
from collections.abc import Iterator

import nbformat
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import Plan, catalogue
from analysis.errors import InputError
from analysis.inputs.places import plan_folders
from analysis.report.blocks.rows import value_rows
from analysis.report.blocks.view import View
from analysis.report.chapters import chapters, notebook_folder
from analysis.report.chapters.residents.figures import draw_fan, draw_totals
from analysis.report.notebook import registry
from tests.report.test_fans import said
from tests.report.test_figures import calls

ALIKE = {draw_fan: draw_totals}
"""What two functions draw and a reader compares."""


def drawn(view: View) -> Iterator[tuple[str, object, str, Figure]]:
    """Page, function, name and figure of every figure of a report."""
    for chapter in chapters():
        for name, options in calls(
            nbformat.read(notebook_folder() / f"{chapter.notebook}.ipynb", 4)
        ):
            chart = registry().charts[name]
            try:
                subject = chart.of(view, **options)
            except InputError:  # what the plan lacks is said in its place
                continue
            yield chapter.notebook, chart.draw, name, chart.draw(*chart.given(subject))


def scale(axes: Axes) -> tuple[float, ...]:
    """Both ends of the values: upwards, or across where names stand in rows."""
    ends = axes.get_ylim() if len(axes.get_yticks()) else axes.get_xlim()
    return tuple(round(end, 3) for end in ends)


def unlike(view: View) -> tuple[set[object], dict[str, list[tuple[float, ...]]]]:
    """What is drawn more than once on a page, and where scales differ without a word."""
    own, together = catalogue.text("chart.own_scales", view.language), defaultdict(dict)
    different = {}
    for page, function, name, figure in drawn(view):
        scales = [scale(axes) for axes in figure.axes]
        if len({*scales}) > 1 and own not in said(figure).replace("\n", " "):
            different[name] = scales
        together[page, ALIKE.get(function, function)][name] = scales[0]
    found = {key: names for key, names in together.items() if len(names) > 1}
    for (page, _), names in found.items():
        if len({*names.values()}) > 1:
            different[f"{page}: {', '.join(names)}"] = [*names.values()]
    return {function for _, function in found}, different


@pytest.mark.parametrize("scenario", ["base", "stagflation"])
def test_figures_that_compare_have_one_scale_or_say_so(scenario: str) -> None:
    compared, different = unlike(Plan("norrbotten-2025").project(scenario).view)
    assert different == {}
    assert {value_rows, draw_totals} <= compared


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("plan", sorted(plan_folders()))
def test_the_same_of_every_plan_in_both_languages(plan: str, language: str) -> None:
    assert unlike(Plan(plan, language=language).project("base").view)[1] == {}
