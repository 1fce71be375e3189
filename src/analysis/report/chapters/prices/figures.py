"""Figures of prices and costs (*priser och kostnader*)."""

from typing import TYPE_CHECKING

from analysis.report.blocks import shapes, theme
from analysis.report.blocks.shapes import bars, lines, name_ends
from analysis.report.blocks.view import Lines
from analysis.report.chapters.prices.words import PRICES

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_prices(view: Lines) -> "Figure":
    """Yearly growth of the regional price index with and without pharmaceuticals, per cent."""
    figure, axes = lines(view, PRICES)
    shapes.zero_line(axes)
    values = view.values("lpik_excl")
    shapes.name_values(axes, view, "lpik_excl", values, theme.SERIES[0], up=True)
    axes.margins(y=0.12)
    name_ends(axes, view, PRICES)
    return figure


def draw_costs(view: Lines) -> "Figure":
    """Operating costs as positive amounts, mnkr."""
    figure, axes = bars(view, "operating_costs", sign=-1.0)
    axes.margins(y=0.1)
    return figure
