"""Figures of prices and costs (*priser och kostnader*)."""

import numpy as np
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report import theme
from analysis.report.chart import Chart, describer, direction
from analysis.report.view import View

PRICES = ("lpik_excl", "lpik_incl")


def draw_prices(view: View) -> Figure:
    """Yearly growth of the regional price index with and without pharmaceuticals, per cent."""
    figure, axes = theme.year_axes(view, "pct")
    theme.zero_line(axes)
    names = []
    for rank, item in enumerate(PRICES):
        theme.line(axes, view, item, rank)
        names.append((float(view.values(item)[-1]), view.label(item), theme.SERIES[rank]))
    values = view.values("lpik_excl")
    theme.name_values(axes, view, "lpik_excl", values, theme.SERIES[0], up=True)
    axes.margins(y=0.12)
    theme.name_lines(axes, names, view.years[-1])
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
    figure, axes = theme.year_axes(view, "mnkr")
    values = -view.values("operating_costs")
    bars = axes.bar(view.years, values, width=0.6, color=theme.BLUE, zorder=2)
    theme.name_bars(axes, view, "operating_costs", bars)
    theme.base_marks(axes, view, "operating_costs", -1.0)
    axes.margins(y=0.1)
    return figure


def say_costs(view: View) -> str:
    """How much operating costs grow over the period."""
    values = -view.values("operating_costs")
    change = float(values[-1] - values[0])
    way = direction(float(values[0]), float(values[-1]), "mnkr")
    return view.text(
        f"says.costs.{way}",
        value=catalogue.amount(abs(change), "mnkr", view.language),
        start=view.years[0],
        end=view.years[-1],
    )


COSTS = ("operating_costs",)
CHARTS = (
    Chart("prices", PRICES, draw_prices, say_prices, describer("lines", PRICES)),
    Chart("costs", COSTS, draw_costs, say_costs, describer("bars", COSTS)),
)
