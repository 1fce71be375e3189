"""Figures of pensions (*pensioner*)."""

from typing import TYPE_CHECKING

from analysis.report.blocks import shapes
from analysis.report.blocks.shapes import lines, name_ends, stack
from analysis.report.blocks.view import Lines
from analysis.report.chapters.pensions.words import CAPITAL, COST, COVERAGE

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_pension_cost(view: Lines) -> "Figure":
    """Pension cost in operations and among financial costs, stacked, mnkr."""
    whole = view.values("pension_cost")
    return stack(view, COST, [view.number("pension_cost", float(value)) for value in whole])


def draw_pension_capital(view: Lines) -> "Figure":
    """Managed pension capital beside the provision it is to meet, mnkr."""
    figure, axes = lines(view, CAPITAL, above=CAPITAL)
    axes.margins(y=0.12)
    name_ends(axes, view, CAPITAL)
    return figure


def draw_pension_coverage(view: Lines) -> "Figure":
    """Coverage of the whole pension obligation by managed capital, per cent."""
    figure, axes = lines(view, COVERAGE, above=COVERAGE)
    shapes.level(axes, view, 100.0, view.text("chart.full_coverage"))
    axes.margins(y=0.15)
    return figure
