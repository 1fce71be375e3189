"""Figures of the budget: result, income against cost, liquidity, solidity, measures needed."""

import numpy as np
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.chart import Chart, say_ends
from analysis.report.blocks.shapes import bars, goal_level, lines, name_ends
from analysis.report.blocks.view import View, years_where

RESULT = ("net_result", "balanced_budget_result")
COST = ("tax_revenue", "state_grants", "net_operating_cost")
SOLIDITY = ("solidity_mixed", "solidity_full")


def draw_result(view: View) -> Figure:
    """Net result and balanced-budget result over the years, mnkr."""
    figure, axes = lines(view, RESULT, above=RESULT[:1], below=RESULT[1:])
    theme.zero_line(axes)
    axes.margins(y=0.12)
    name_ends(axes, view, RESULT)
    return figure


def say_result(view: View) -> str:
    """In which years the balanced-budget result is below zero."""
    below = years_where(view, np.round(view.values("balanced_budget_result")) < 0)
    key = "says.result.none" if not below else "says.result.some"
    if len(below) == len(view.years):
        key = "says.result.all"
    return view.text(key, years=catalogue.year_span(below or view.years, view.language))


def income(view: View) -> np.ndarray:
    """Tax and general grants together, mnkr, for drawing beside what they are to cover."""
    return view.values("tax_revenue") + view.values("state_grants")


def draw_income_and_cost(view: View) -> Figure:
    """Tax and grants against the net operating cost, mnkr, both as positive amounts."""
    figure, axes = theme.year_axes(view, "mnkr")
    pairs = ((income(view), "chart.tax_and_grants"), (-view.values("net_operating_cost"), ""))
    names = []
    for rank, (values, key) in enumerate(pairs):
        name = view.text(key) if key else view.label("net_operating_cost")
        colour = theme.SERIES[rank]
        axes.plot(view.years, values, color=colour, marker=theme.MARKERS[rank])
        names.append((float(values[-1]), name, colour))
    if view.base is not None:
        before = View(view.base, None, view.language)
        for rank, values in enumerate((income(before), -before.values("net_operating_cost"))):
            theme.base_line(axes, view, values, pairs[rank][0], rank)
    axes.fill_between(view.years, pairs[0][0], pairs[1][0], color=theme.PALE, zorder=1)
    axes.margins(y=0.1)
    theme.name_lines(axes, names, view.years[-1])
    return figure


def say_income_and_cost(view: View) -> str:
    """How fast income and cost grow over the period."""
    earned, cost = income(view), -view.values("net_operating_cost")
    growth = [100 * (v[-1] / v[0] - 1) for v in (cost, earned)]
    return view.text(
        "says.income_and_cost",
        cost=catalogue.amount(growth[0], "pct", view.language),
        income=catalogue.amount(growth[1], "pct", view.language),
        start=view.years[0],
        end=view.years[-1],
    )


def _bars_around_zero(view: View, item: str, warned: np.ndarray) -> Figure:
    """A bar a year on both sides of a visible zero, orange in the years that are `warned` of."""
    figure, axes = bars(view, item, list(np.where(warned, theme.ORANGE, theme.BLUE)))
    theme.zero_line(axes)
    axes.margins(y=0.14)
    return figure


def draw_liquidity(view: View) -> Figure:
    """Cash at year end, mnkr; what lies below zero lacks financing."""
    return _bars_around_zero(view, "cash", np.round(view.values("cash")) < 0)


def say_liquidity(view: View) -> str:
    """When cash runs out, or that it lasts."""
    below = years_where(view, np.round(view.values("cash")) < 0)
    if not below:
        return view.text("says.liquidity.none", years=catalogue.year_span(view.years))
    return view.text("says.liquidity.some", year=below[0])


def draw_solidity(view: View) -> Figure:
    """Solidity with and without the contingent pension liability, per cent, and the goal."""
    figure, axes = lines(view, SOLIDITY, above=SOLIDITY)
    goal_level(axes, view, "solidity_full")
    axes.set_ylim(bottom=min(0.0, float(view.values("solidity_full").min())))
    axes.margins(y=0.1)
    name_ends(axes, view, SOLIDITY)
    return figure


def say_solidity(view: View) -> str:
    """How solidity moves when all pensions are counted."""
    return say_ends(view, "says.solidity", "solidity_full")


def draw_measures(view: View) -> Figure:
    """Measures needed to reach the result requirement, mnkr; below zero nothing is needed."""
    needed = np.round(view.values("measures_needed")) > 0
    return _bars_around_zero(view, "measures_needed", needed)


def say_measures(view: View) -> str:
    """In how many years measures are needed and when most."""
    values = view.values("measures_needed")
    needed = years_where(view, np.round(values) > 0)
    if not needed:
        return view.text("says.measures.none", years=catalogue.year_span(view.years))
    most = int(np.argmax(values))
    return view.text(
        "says.measures.some" if len(needed) > 1 else "says.measures.one",
        years=catalogue.year_span(needed, view.language),
        value=view.amount("measures_needed", float(values[most])),
        year=view.years[most],
    )


CHARTS = (
    Chart("result", "lines", RESULT, draw_result, say_result),
    Chart("income_and_cost", "lines", COST, draw_income_and_cost, say_income_and_cost),
    Chart("liquidity", "bars", ("cash",), draw_liquidity, say_liquidity),
    Chart("solidity", "lines", SOLIDITY, draw_solidity, say_solidity),
    Chart("measures", "bars", ("measures_needed",), draw_measures, say_measures),
)
