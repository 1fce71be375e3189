"""Every fan says its unit and how much of the outcomes its bands hold: in the figure and in the
alternative text, as the data have it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from analysis import Plan, catalogue
from analysis.errors import InputError
from analysis.inputs.places import plan_folders
from analysis.questions.uncertainty import ask, describe_fans, draw_fan, draw_fans, drawn_lines
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.view import View
from analysis.report.chapters.residents.view import PopulationView
from analysis.report.notebook import registry
from analysis.study.population_draws import PERCENTILES
from tests.report.test_figures import asked

LANGUAGE = {"sv": "{} %", "en": "{}%"}


def bands(figure: Figure) -> list[int]:
    """How many areas of one colour lie in each other, by plot; a fan has two or more."""
    found = []
    for axes in figure.axes:
        areas = [c for c in axes.collections if isinstance(c, PolyCollection)]
        ends = [np.ptp(area.get_paths()[0].vertices[:, 1]) for area in areas]
        one = len({tuple(area.get_facecolor()[0][:3]) for area in areas}) == 1
        nested = all(outer >= inner for outer, inner in pairwise(ends))
        found.append(len(areas) if one and nested and len(areas) > 1 else 0)
    return found


def fans(view: View) -> Iterator[tuple[str, Chart[Any], Any, Figure]]:
    """The figures of a report that are fans, whatever they are called."""
    for name, options in asked():
        chart = registry().charts[name]
        try:
            subject = chart.of(view, **options)
        except InputError:  # what the plan lacks is said in its place
            continue
        figure = chart.draw(*chart.given(subject))
        if any(bands(figure)):
            yield name, chart, subject, figure


def percentiles(subject: Any) -> list[float]:
    """The edges of the bands, as the data have them."""
    if isinstance(subject, PopulationView):
        return list(PERCENTILES)
    return [100 * share for share in subject.found.uncertainty.file.percentiles]


def units(subject: Any) -> set[str]:
    if isinstance(subject, PopulationView):
        return {"persons"}
    return {catalogue.unit(line) for line in drawn_lines(subject.found)}


def said(figure: Figure) -> str:
    return " ".join(text.get_text() for text in figure.findobj(Text) if text.get_visible())


@pytest.mark.parametrize(
    "plan",
    [
        *(p for p in sorted(plan_folders()) if p == "norrbotten-2023"),
        *(
            pytest.param(p, marks=pytest.mark.slow)
            for p in sorted(plan_folders())
            if p != "norrbotten-2023"
        ),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_fan_says_its_unit_and_what_its_bands_hold(plan: str, language: str) -> None:
    view, found = Plan(plan, language=language).project("base").view, []
    for name, chart, subject, figure in fans(view):
        found.append(name)
        edges = percentiles(subject)
        shares = [f"{high - low:g}" for low, high in zip(edges, edges[::-1], strict=True)]
        inside = [LANGUAGE[language].format(s) for s in shares[: len(edges) // 2]]
        assert {*bands(figure)} == {len(inside)}, name
        for words in (said(figure), chart.describe(subject)):
            plain = words.replace("\u00a0", " ").replace("\n", " ")
            assert [share for share in inside if share not in plain] == [], (name, plain)
        drawn = units(subject) if name != "result_fan" else {catalogue.unit(subject.found.result)}
        for unit in drawn:
            word = catalogue.text(f"unit.{unit}", language)
            assert word in said(figure).replace("\n", " "), name
            assert word in chart.describe(subject), name
    assert found or "uncertainty.yml" not in {path.name for path in plan_folders()[plan].iterdir()}


def test_other_percentiles_are_said_in_their_place(tmp_path: Path, project_root: Path) -> None:
    view = Plan("norrbotten-2023").project("base").view
    own = (project_root / "data/raw/norrbotten-2023/uncertainty.yml").read_text(encoding="utf-8")
    sizes = tmp_path / "uncertainty.yml"
    edges = "percentiles: [0.05, 0.25, 0.5, 0.75, 0.95]"
    assert edges in own
    sizes.write_text(own.replace(edges, "percentiles: [0.1, 0.5, 0.9]"), encoding="utf-8")
    answer = ask(view, draws=200, sizes=sizes)
    drawn = view.narrowed(answer.found.lines)
    for words in (
        said(draw_fans(answer.found, drawn)),
        said(draw_fan(answer.found, drawn)),
        describe_fans(answer),
    ):
        assert "80\u00a0%" in words
        assert "50\u00a0% och" not in words
        assert "90\u00a0% av" not in words
