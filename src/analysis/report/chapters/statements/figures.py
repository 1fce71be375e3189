"""Figures of the budget: result, income against cost, liquidity, solidity, measures needed."""

from typing import TYPE_CHECKING

import numpy as np

from analysis.report.blocks import shapes, theme
from analysis.report.blocks.shapes import bars, goal_level, lines, name_ends
from analysis.report.blocks.view import Lines
from analysis.report.chapters.statements.words import RESULT, SOLIDITY, income

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_result(view: Lines) -> "Figure":
    """Net result and balanced-budget result over the years, mnkr."""
    figure, axes = lines(view, RESULT, above=RESULT[:1], below=RESULT[1:])
    shapes.zero_line(axes)
    axes.margins(y=0.17)
    name_ends(axes, view, RESULT)
    return figure


def draw_income_and_cost(view: Lines) -> "Figure":
    """Tax and grants against the net operating cost, mnkr, both as positive amounts."""
    figure, axes = shapes.year_axes(view, "mnkr")
    pairs = ((income(view), "chart.tax_and_grants"), (-view.values("net_operating_cost"), ""))
    names = []
    for rank, (values, key) in enumerate(pairs):
        name = view.text(key) if key else view.label("net_operating_cost")
        colour = theme.SERIES[rank]
        axes.plot(view.years, values, color=colour, marker=theme.MARKERS[rank])
        names.append((float(values[-1]), name, colour))
    before = view.before()
    if before is not None:
        for rank, values in enumerate((income(before), -before.values("net_operating_cost"))):
            shapes.base_line(axes, view, values, pairs[rank][0], rank)
    axes.fill_between(view.years, pairs[0][0], pairs[1][0], color=theme.PALE, zorder=1)
    axes.margins(y=0.1)
    theme.name_lines(axes, names)
    return figure


def _bars_around_zero(view: Lines, item: str, warned: np.ndarray) -> "Figure":
    """A bar a year on both sides of a visible zero, orange in the years that are `warned` of."""
    figure, axes = bars(view, item, list(np.where(warned, theme.ORANGE, theme.BLUE)))
    shapes.zero_line(axes)
    axes.margins(y=0.14)
    return figure


def draw_liquidity(view: Lines) -> "Figure":
    """Cash at year end, mnkr; what lies below zero lacks financing."""
    return _bars_around_zero(view, "cash", np.round(view.values("cash")) < 0)


def draw_solidity(view: Lines) -> "Figure":
    """Solidity with and without the contingent pension liability, per cent, and the goal."""
    figure, axes = lines(view, SOLIDITY, above=SOLIDITY)
    goal_level(axes, view, "solidity_full", "solidity_full")
    axes.set_ylim(bottom=min(0.0, float(view.values("solidity_full").min())))
    axes.margins(y=0.1)
    name_ends(axes, view, SOLIDITY)
    return figure


def draw_measures(view: Lines) -> "Figure":
    """Measures needed to reach the result requirement, mnkr; below zero nothing is needed."""
    needed = np.round(view.values("measures_needed")) > 0
    return _bars_around_zero(view, "measures_needed", needed)
