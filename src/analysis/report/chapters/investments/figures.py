"""Figures of investments and self-financing (*investeringar och självfinansiering*)."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.chart import Chart, say_ends
from analysis.report.blocks.shapes import bars, goal_level
from analysis.report.blocks.view import View, budget_years

INVESTMENTS = ("capital_expenditure", "operating_cash_flow", "depreciation")
SELF_FINANCING = ("self_financing_ratio",)
ASSETS = ("fixed_assets",)


def draw_investments(view: View) -> Figure:
    """Capital expenditure as bars, with depreciation and operating cash flow as lines, mnkr."""
    figure, axes = theme.year_axes(view, "mnkr")
    spending = view.values("capital_expenditure")
    drawn = axes.bar(view.years, spending, width=0.6, color=theme.PALE_BLUE, zorder=1)
    theme.base_marks(axes, view, "capital_expenditure")
    theme.name_bars(axes, view, "capital_expenditure", drawn, theme.BLUE)
    lines: Sequence[tuple[str, float]] = (("operating_cash_flow", 1.0), ("depreciation", -1.0))
    names = [(float(spending[-1]), view.label("capital_expenditure"), theme.BLUE)]
    for rank, (item, sign) in enumerate(lines, start=1):
        values = sign * view.values(item)
        base = view.base_values(item)
        if base is not None:
            theme.base_line(axes, view, sign * base, values, rank)
        axes.plot(view.years, values, color=theme.SERIES[rank], marker=theme.MARKERS[rank])
        names.append((float(values[-1]), view.label(item), theme.SERIES[rank]))
    theme.zero_line(axes)
    axes.margins(y=0.1)
    theme.name_lines(axes, names, view.years[-1])
    return figure


def say_investments(view: View) -> str:
    """How large spending is beside depreciation over the budget years."""
    span = slice(0, max(len(budget_years(view)), 1))
    spending = float(view.values("capital_expenditure")[span].sum())
    worn = float(-view.values("depreciation")[span].sum())
    return view.text(
        "says.investments",
        times=catalogue.number(spending / worn, "", view.language, 1),
        spending=catalogue.amount(spending, "mnkr", view.language),
        years=catalogue.year_span(view.years[span]),
    )


def draw_self_financing(view: View) -> Figure:
    """Share of the investments of each year that operations pay, per cent."""
    figure, axes = theme.year_axes(view, "pct")
    values = view.values("self_financing_ratio")
    drawn = axes.bar(view.years, values, width=0.6, color=theme.BLUE, zorder=1)
    theme.name_bars(axes, view, "self_financing_ratio", drawn)
    axes.margins(y=0.14)
    least = goal_level(axes, view, "self_financing")
    if least is not None:
        axes.set_ylim(top=max(least, float(values.max())) * 1.15)
    theme.base_marks(axes, view, "self_financing_ratio")
    theme.zero_line(axes)
    return figure


def say_self_financing(view: View) -> str:
    """The three-year ratio when a goal states it, or that of the first year."""
    for goal in view.projection.goals:
        if goal.id == "self_financing":
            return view.text(
                "says.self_financing.period",
                value=catalogue.amount(float(goal.value), "pct", view.language),
                years=catalogue.year_span(goal.years),
            )
    first = float(view.values("self_financing_ratio")[0])
    value = view.amount("self_financing_ratio", first)
    return view.text("says.self_financing.year", value=value, year=view.years[0])


def draw_assets(view: View) -> Figure:
    """Fixed assets at year end, mnkr."""
    figure, axes = bars(view, "fixed_assets")
    axes.margins(y=0.1)
    return figure


def say_assets(view: View) -> str:
    """How much the fixed assets grow over the period."""
    return say_ends(view, "says.assets", "fixed_assets")


CHARTS = (
    Chart("investments", "bars_and_lines", INVESTMENTS, draw_investments, say_investments),
    Chart("self_financing", "bars", SELF_FINANCING, draw_self_financing, say_self_financing),
    Chart("assets", "bars", ASSETS, draw_assets, say_assets),
)
