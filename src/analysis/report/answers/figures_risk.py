"""Figures of sensitivity and uncertainty: tornado, Sobol indices, fans, risks."""

from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.sheets import assumption_label, goal_label
from analysis.report.blocks.view import View
from analysis.study.risk import failure_probabilities, fan, room_probabilities
from analysis.study.sensitivity import Tornado
from analysis.study.sobol import Sobol
from analysis.study.uncertainty import Simulation

SHOWN = 10
"""Assumptions in a chart; the table holds all."""
FANS = ("balanced_budget_result", "cash", "self_financing_ratio", "solidity_full")


def bars(names: list[str]) -> tuple[Figure, Axes]:
    """Axes for horizontal bars, the first name on top."""
    with theme.themed():
        height = 0.75 + 0.34 * len(names)
        figure = Figure(figsize=(theme.SIZE[0], height))
        axes = figure.add_axes((0.43, 0.35 / height, 0.53, 1 - 0.7 / height))
    axes.set_yticks(range(len(names)), [two_lines(name) for name in names], fontsize=8.5)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    return figure, axes


def key(axes: Axes, words: str) -> None:
    """What the bars are and their unit, above the names, where there is room."""
    axes.set_title(words, loc="left", fontsize=9.5, color=theme.GREY, x=-0.78)


def two_lines(name: str, room: int = 34) -> str:
    """A name on at most two lines."""
    lines = wrap(name, room)
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")


def numbers(unit: str, view: View, decimals: int | None = None) -> FuncFormatter:
    return FuncFormatter(lambda v, _: catalogue.number(v, unit, view.language, decimals))


def draw_tornado(answer: Tornado, view: View) -> Figure:
    """The figure with each assumption at the ends of its range, the base as a line."""
    ranked = answer.ranked()[:SHOWN]
    figure, axes = bars([assumption_label(answer.keys[i], view.language) for i in ranked])
    unit = catalogue.unit(answer.line)
    for row, i in enumerate(ranked):
        for value, colour in ((answer.low[i], theme.ORANGE), (answer.high[i], theme.BLUE)):
            axes.barh(row, value - answer.base, left=answer.base, color=colour, height=0.62)
    axes.axvline(answer.base, color=theme.INK, lw=1.2)
    axes.xaxis.set_major_formatter(numbers(unit, view))
    key(axes, view.text("chart.tornado_key", unit=view.text(f"unit.{unit}")))
    return figure


def draw_sobol(answer: Sobol, view: View) -> Figure:
    """Total share with its interval as a bar, the first-order share as a dot."""
    ranked = [int(i) for i in np.argsort(-answer.total, kind="stable")][:SHOWN]
    figure, axes = bars([assumption_label(answer.keys[i], view.language) for i in ranked])
    rows = range(len(ranked))
    axes.barh(rows, 100 * answer.total[ranked], color=theme.PALE_BLUE, height=0.62, zorder=2)
    axes.errorbar(
        100 * answer.total[ranked], rows, xerr=100 * answer.total_half[ranked],
        fmt="none", ecolor=theme.BLUE, elinewidth=1.5, zorder=3,
    )  # fmt: skip
    axes.plot(100 * answer.first[ranked], rows, ls="", marker="o", color=theme.ORANGE, zorder=4)
    axes.xaxis.set_major_formatter(numbers("pct", view, 0))
    axes.set_xlim(left=min(0.0, float(100 * answer.first[ranked].min())))
    key(axes, view.text("chart.sobol_key"))
    return figure


def draw_fans(answer: Simulation, view: View) -> Figure:
    """A panel a line: the middle line, the inner and the outer range, and the plan as dots."""
    lines = [line for line in FANS if line in answer.lines]
    with theme.themed():
        figure = Figure(figsize=(theme.SIZE[0], 4.6), layout="constrained")
        grid = figure.subplots(-(-len(lines) // 2), 2, squeeze=False)
    for axes, line in zip(grid.flat, lines, strict=False):
        found, years = fan(answer, line), answer.years
        for i in range(len(found) // 2):
            axes.fill_between(years, found[i], found[-1 - i], color=theme.BLUE, alpha=0.2, lw=0)
        axes.plot(years, found[len(found) // 2], color=theme.BLUE, lw=2)
        axes.plot(years, view.values(line), ls="", marker="o", ms=4, color=theme.ORANGE)
        axes.axhline(0, color=theme.INK, lw=0.8, zorder=1)
        unit = catalogue.unit(line)
        axes.set_title(f"{view.label(line)}, {view.text(f'unit.{unit}')}", fontsize=9)
        axes.yaxis.set_major_formatter(numbers(unit, view, 0))
        axes.yaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        axes.tick_params(labelsize=8.5)
    for axes in grid.flat[len(lines) :]:
        axes.set_visible(False)
    return figure


def draw_risks(answer: Simulation, view: View) -> Figure:
    """The risk that each goal and legal test fails in some year; below a band, room above it."""
    found = {g: p for (g, year), p in failure_probabilities(answer).items() if year is None}
    ranked = sorted(found, key=lambda goal: -found[goal].value)
    names = [goal_label(answer.uncertainty.plan, goal, view.language) for goal in ranked]
    figure, axes = bars(names)
    room = {g: p.value for (g, year), p in room_probabilities(answer).items() if year is None}
    for row, goal in enumerate(ranked):
        shares = [(found[goal].value, theme.ORANGE)]
        shares += [(room[goal], theme.GREEN)] if goal in room else []
        for (share, colour), offset in zip(shares, _offsets(len(shares)), strict=True):
            height = 0.62 / len(shares)
            axes.barh(row + offset, 100 * share, color=colour, height=height, zorder=2)
            axes.annotate(
                catalogue.amount(100 * share, "pct", view.language, 0),
                (100 * share, row + offset), xytext=(4, 0), textcoords="offset points",
                va="center", fontsize=9, color=colour,
            )  # fmt: skip
    axes.set_xlim(0, 112)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(numbers("pct", view, 0))
    key(axes, view.text("chart.risks_key"))
    return figure


def _offsets(count: int) -> tuple[float, ...]:
    """Where bars lie around the middle of their row."""
    return (0.0,) if count == 1 else (-0.17, 0.17)
