"""Every figure of a report as it is drawn: no text on another, none outside, bars from zero, and
each of several lines named in its own colour."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import nbformat
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from analysis import Plan
from analysis.errors import InputError
from analysis.inputs.places import scenario_files
from analysis.report.blocks import shapes, theme
from analysis.report.blocks.pictures import mark_cut_axes, marked
from analysis.report.chapters import chapters, notebook_folder
from analysis.report.notebook import registry

PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")
PHONE, LEAST = 358, 11
"""CSS pixels of a picture on a phone of 390, and of the smallest letters there."""
YEAR = re.compile(r"(19|20)\d\d")
NUMBER = re.compile(r"[−-]?[\d\s]+(?:[.,]\d+)*")
TOUCH = (1.5, 2.0)
"""Pixels in width and height by which two boxes may reach into each other: the air of a line."""


@cache
def asked() -> list[tuple[str, dict[str, str]]]:
    """The charts that the notebooks show, each with its options."""
    folder = notebook_folder()
    return [
        call
        for chapter in chapters()
        for call in calls(nbformat.read(folder / f"{chapter.notebook}.ipynb", 4))
    ]


def calls(notebook: nbformat.NotebookNode) -> Iterator[tuple[str, dict[str, str]]]:
    """The charts that one notebook shows, each with its options."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    for call in (node for source in code for node in ast.walk(ast.parse(source))):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "chart":
            yield call.args[0].value, {each.arg: each.value.value for each in call.keywords}


def figures(plan: str, scenario: str, language: str, horizon: int | None) -> Iterator:
    """Every figure that the report has, by name."""
    view = Plan(plan, language=language, horizon=horizon).project(scenario).view
    for name, options in asked():
        chart = registry().charts[name]
        try:
            subject = chart.of(view, **options)
        except InputError:  # what the plan lacks is said in its place
            continue
        yield name, mark_cut_axes(chart.draw(*chart.given(subject)))


def texts(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Bbox]]:
    """Each text that is drawn, with its box in pixels."""
    seen = []
    draw = Text.draw

    def watched(text: Text, renderer: object, *given: object, **named: object) -> None:
        if text.get_visible() and text.get_text().strip():
            seen.append((text.get_text(), Text.get_window_extent(text, renderer)))
        draw(text, renderer, *given, **named)

    with monkeypatch.context() as patched, theme.themed():
        patched.setattr(Text, "draw", watched)
        FigureCanvasAgg(figure).draw()
    return seen


def faults(figure: Figure, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts that lie on each other or reach outside, bars that do not begin at zero, and lines
    without a name."""
    found, drawn = [], texts(figure, monkeypatch)
    width, height = figure.bbox.size
    for words, box in drawn:
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1:
            found.append(f"outside: {words!r}")
    for (one, a), (other, b) in combinations(drawn, 2):
        over = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        if over[0] > TOUCH[0] and over[1] > TOUCH[1]:
            found.append(f"{one!r} on {other!r}")
    if (
        least := min(text.get_fontsize() for text in shown(figure))
    ) * PHONE / width < LEAST * 72 / figure.dpi:
        found.append(f"letters of {least} points in a figure of {width / figure.dpi} inches")
    found += [f"ends before {last}" for axes in figure.axes for last in unreached(axes)]
    found += [f"bars from {axes.get_ylim()}" for axes in figure.axes if cut(axes)]
    found += [f"unmarked: {axes.get_ylim()}" for axes in figure.axes if unmarked(axes)]
    return found + [f"no text for the line {colour}" for a in figure.axes for colour in unnamed(a)]


def shown(figure: Figure) -> list[Text]:
    """The words of a figure that are to be seen."""
    return [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]


def unreached(axes: Axes) -> list[float]:
    """The last year that is drawn, where the years along the axis end before it."""
    labels = [text.get_text() for text in axes.xaxis.get_majorticklabels()]
    if not labels or not all(map(YEAR.fullmatch, labels)):
        return []
    drawn = [float(max(line.get_xdata())) for line in axes.lines if len(line.get_xdata()) > 2]
    drawn += [bar.get_x() + bar.get_width() / 2 for each in axes.containers for bar in each]
    return [round(max(drawn))] if drawn and round(max(drawn)) > int(labels[-1]) else []


def cut(axes: Axes) -> bool:
    """Whether upright bars stand on an axis without zero."""
    low, high = axes.get_ylim()
    upright = any(isinstance(c, BarContainer) and c.orientation == "vertical"
                  for c in axes.containers)  # fmt: skip
    return upright and not low <= 0 <= high


def unmarked(axes: Axes) -> bool:
    """Whether an axis with numbers along it leaves zero out and does not say so, or the reverse;
    the fields of a matrix are numbered and have no zero."""
    if axes.patches and not axes.lines:
        return marked(axes)
    labels = [text.get_text() for text in axes.yaxis.get_majorticklabels() if text.get_visible()]
    numbers = [label for label in labels if NUMBER.fullmatch(label)]
    low, high = sorted(axes.get_ylim())
    values = axes.axison and axes.yaxis.get_visible() and len(numbers) == len(labels) > 1
    return bool(values and not low <= 0 <= high) != marked(axes)


def unnamed(axes: Axes) -> set[str]:
    """Colours of lines that no text wears, where there are several; the base is dashed and thin."""
    lines = {
        to_hex(line.get_color())
        for line in axes.lines
        if line.get_linestyle() == "-" and line.get_linewidth() >= 1.9 and len(line.get_xdata()) > 2
    }
    return lines - {to_hex(text.get_color()) for text in axes.texts} if len(lines) > 1 else set()


def all_faults(
    plan: str, scenario: str, language: str, horizon: int | None, patch: pytest.MonkeyPatch
) -> tuple[int, list[str]]:
    drawn = list(figures(plan, scenario, language, horizon))
    return len(drawn), [f"{name}: {each}" for name, one in drawn for each in faults(one, patch)]


@pytest.mark.parametrize(
    ("plan", "scenario", "language", "horizon", "least"),
    [
        ("norrbotten-2025", "stagflation", "sv", None, 30),
        ("norrbotten-2025", "base", "en", 2040, 30),
        ("norrbotten-2023", "base", "sv", None, 1),
    ],
)
def test_texts_lie_apart_and_inside_and_bars_begin_at_zero(
    plan: str, scenario: str, language: str, horizon: int | None, least: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    number, found = all_faults(plan, scenario, language, horizon, monkeypatch)
    assert found == []
    assert number >= least


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("plan", PLANS)
def test_the_same_of_every_scenario_of_every_plan_and_to_a_longer_horizon(
    plan: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenarios = ["base", *scenario_files(Plan(plan).base.core.plan.folder)]
    cases = [(each, None) for each in dict.fromkeys(scenarios)]
    if plan == PLANS[0]:
        cases += [("base", 2040), ("stagflation", 2040)]
    found = [
        f"{scenario} {horizon}: {fault}"
        for scenario, horizon in cases
        for fault in all_faults(plan, scenario, language, horizon, monkeypatch)[1]
    ]
    assert found == []


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, [0]),
        (8, [*range(8)]),
        (9, [0, 2, 4, 6, 8]),
        (16, [0, 3, 6, 9, 12, 15]),
        (17, [1, 4, 7, 10, 13, 16]),
    ],
)
def test_the_last_year_is_always_written(count: int, shown: list[int]) -> None:
    assert list(shapes.some_years(count)) == shown


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ([1, 2, 3], [0, 1, 2]),
        ([1, 2, 9, 2, 1, -4, 1, 2, 3], [0, 2, 5, 8]),
        ([1, 9, 2, 2, 1, 1, 1, -4, 3], [0, 8]),  # the extremes are next to the ends
    ],
)
def test_of_many_points_ends_and_extremes_apart_are_named(
    values: list[int], shown: list[int]
) -> None:
    assert shapes.told(values) == shown
