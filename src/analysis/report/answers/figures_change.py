"""Figures of comparisons and bridges: small multiples and waterfalls."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import catalogue
from analysis.report.answers.figures_risk import numbers, two_lines
from analysis.report.blocks import theme
from analysis.report.blocks.sheets import group_label
from analysis.report.blocks.view import View
from analysis.study.bridge import Bridge, scenario_titles
from analysis.study.compare import Comparison
from analysis.study.published_bridge import PrintedBridge

LINE = "balanced_budget_result"
COLUMNS = 3


def draw_compare(answer: Comparison, view: View) -> Figure:
    """One panel a scenario: its balanced-budget result, and the base as a dashed line."""
    line = LINE if LINE in answer.lines else answer.lines[0]
    others = answer.projections[1:] or answer.projections
    rows = -(-len(others) // COLUMNS)
    with theme.themed():
        figure = Figure(figsize=(theme.SIZE[0], 0.5 + 1.55 * rows), layout="constrained")
        grid = figure.subplots(rows, COLUMNS, sharex=True, sharey=True, squeeze=False)
    base, years = answer.base.lines[line], answer.base.years
    for axes, other in zip(grid.flat, others, strict=False):
        axes.plot(years, base, color=theme.GREY, lw=1.2, ls=(0, (3, 2)))
        axes.plot(years, other.lines[line], color=theme.BLUE, lw=2)
        axes.axhline(0, color=theme.INK, lw=0.8, zorder=1)
        title = scenario_titles(other.scenario)[view.language]
        axes.set_title(two_lines(title, 22), fontsize=9)
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.tick_params(labelsize=8.5)
        axes.yaxis.set_major_formatter(numbers("mnkr", view))
    for axes in grid.flat[len(others) :]:
        axes.set_visible(False)
    figure.supylabel(view.text(f"unit.{catalogue.unit(line)}"), fontsize=9, color=theme.GREY)
    return figure


def draw_bridge(answer: Bridge, view: View) -> Figure:
    """A waterfall in the last year: from the start over each part to the end."""
    column = len(answer.years) - 1
    names = [group_label(player, view.language) for player in answer.players]
    parts = [float(v) for v in answer.parts.values[:, column]]
    ranked = sorted(zip(parts, names, strict=True), key=lambda pair: -abs(pair[0]))
    steps = [(name, value) for value, name in ranked]
    unit = catalogue.unit(answer.line)
    start, end = float(answer.start[column]), float(answer.end[column])
    first, last = (title[view.language] for title in answer.titles)
    return waterfall(view, unit, (first, start), steps, (last, end))


def draw_printed_bridge(answer: PrintedBridge, view: View) -> Figure:
    """The printed bridge of the first year: every row that changes something."""
    opening, closing = (float(answer.of_kind(k)[0][0]) for k in ("opening", "closing"))
    steps = [
        (name, float(values[0]))
        for name, kind, values in answer.rows
        if kind == "change" and values[0]
    ]
    left = float(answer.unexplained[0])
    steps += [(view.text("word.unexplained"), left)] if abs(left) >= 0.05 else []
    first = view.text("chart.earlier_plan"), opening
    last = view.text("chart.this_plan", year=answer.years[0]), closing
    return waterfall(view, "mnkr", first, steps, last)


def waterfall(
    view: View,
    unit: str,
    start: tuple[str, float],
    steps: Sequence[tuple[str, float]],
    end: tuple[str, float],
) -> Figure:
    """Bars downwards: the start, each step from where the last one ended, the end."""
    names = [start[0], *(name for name, _ in steps), end[0]]
    tops = start[1] + np.cumsum([0.0, *(value for _, value in steps)])
    with theme.themed():
        height = 0.55 + 0.31 * len(names)
        figure = Figure(figsize=(theme.SIZE[0], height))
        axes = figure.add_axes((0.43, 0.1 / height, 0.55, 1 - 0.45 / height))
    rows = np.arange(len(names))
    axes.barh([0, rows[-1]], [start[1], end[1]], color=theme.GREY, height=0.62, zorder=2)
    for row, ((_, value), left) in enumerate(zip(steps, tops, strict=False), 1):
        colour = theme.BLUE if value >= 0 else theme.ORANGE
        axes.barh(row, value, left=left, color=colour, height=0.62, zorder=2)
        axes.plot([left, left], [row - 1, row], color=theme.GREY, lw=0.8, zorder=1)
    _write_values(axes, view, unit, start, steps, end, tops)
    axes.set_yticks(rows, [two_lines(name) for name in names], fontsize=8.5)
    axes.invert_yaxis()
    axes.axvline(0, color=theme.INK, lw=1, zorder=3)
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_visible(False)
    ends = np.array([0.0, end[1], *tops])
    room = 0.2 * (ends.max() - ends.min() or 1.0)
    axes.set_xlim(ends.min() - room, ends.max() + room)
    axes.set_title(view.text(f"unit.{unit}"), loc="left", fontsize=10, color=theme.GREY)
    return figure


def _write_values(
    axes: Axes,
    view: View,
    unit: str,
    start: tuple[str, float],
    steps: Sequence[tuple[str, float]],
    end: tuple[str, float],
    tops: np.ndarray,
) -> None:
    """Each amount at the outer end of its bar."""
    ends = [(0, start[1], start[1], False), (len(steps) + 1, end[1], end[1], False)]
    for row, ((_, value), left) in enumerate(zip(steps, tops, strict=False), 1):
        ends.append((row, left + value, value, True))
    for row, place, value, signed in ends:
        write = catalogue.signed if signed else catalogue.number
        axes.annotate(
            write(value, unit, view.language),
            (place, row),
            xytext=(4 if value >= 0 else -4, 0),
            textcoords="offset points",
            ha="left" if value >= 0 else "right",
            va="center",
            fontsize=9,
            bbox=theme.BACKING,
        )
