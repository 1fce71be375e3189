"""Figures of prices and costs (*priser och kostnader*)."""

import numpy as np
from matplotlib.figure import Figure

from analysis.report.blocks import theme
from analysis.report.blocks.chart import Chart, say_change
from analysis.report.blocks.shapes import bars, lines, name_ends
from analysis.report.blocks.view import View

PRICES = ("lpik_excl", "lpik_incl")


def draw_prices(view: View) -> Figure:
    """Yearly growth of the regional price index with and without pharmaceuticals, per cent."""
    figure, axes = lines(view, PRICES)
    theme.zero_line(axes)
    values = view.values("lpik_excl")
    theme.name_values(axes, view, "lpik_excl", values, theme.SERIES[0], up=True)
    axes.margins(y=0.12)
    name_ends(axes, view, PRICES)
    return figure


def say_prices(view: View) -> str:
    """In which year prices rise most and least."""
    values = view.values("lpik_excl")
    high, low = int(np.argmax(values)), int(np.argmin(values))
    return view.text(
        "says.prices",
        high=view.amount("lpik_excl", float(values[high])),
        high_year=view.years[high],
        low=view.amount("lpik_excl", float(values[low])),
        low_year=view.years[low],
    )


def draw_costs(view: View) -> Figure:
    """Operating costs as positive amounts, mnkr."""
    figure, axes = bars(view, "operating_costs", sign=-1.0)
    axes.margins(y=0.1)
    return figure


def say_costs(view: View) -> str:
    """How much operating costs grow over the period."""
    return say_change(view, "says.costs", "operating_costs", -1.0)


COSTS = ("operating_costs",)
CHARTS = (
    Chart("prices", "lines", PRICES, draw_prices, say_prices),
    Chart("costs", "bars", COSTS, draw_costs, say_costs),
)
