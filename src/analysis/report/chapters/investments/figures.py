"""Figures of investments and self-financing (*investeringar och självfinansiering*)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.report.blocks import shapes, theme
from analysis.report.blocks.shapes import bars, goal_level
from analysis.report.blocks.view import Lines

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_investments(view: Lines) -> "Figure":
    """Capital expenditure as bars, with depreciation and operating cash flow as lines, mnkr."""
    figure, axes = shapes.year_axes(view, "mnkr")
    spending = view.values("capital_expenditure")
    drawn = axes.bar(view.years, spending, width=0.6, color=theme.PALE_BLUE, zorder=1)
    shapes.base_marks(axes, view, "capital_expenditure")
    shapes.name_bars(axes, view, "capital_expenditure", drawn, theme.BLUE)
    lines: Sequence[tuple[str, float]] = (("operating_cash_flow", 1.0), ("depreciation", -1.0))
    names = [(float(spending[-1]), view.label("capital_expenditure"), theme.PALE_BLUE)]
    for rank, (item, sign) in enumerate(lines, start=1):
        values = sign * view.values(item)
        base = view.base_values(item)
        if base is not None:
            shapes.base_line(axes, view, sign * base, values, rank)
        axes.plot(view.years, values, color=theme.SERIES[rank], marker=theme.MARKERS[rank])
        names.append((float(values[-1]), view.label(item), theme.SERIES[rank]))
    shapes.zero_line(axes)
    axes.margins(y=0.1)
    theme.name_lines(axes, names)
    return figure


def draw_self_financing(view: Lines) -> "Figure":
    """Share of the investments of each year that operations pay, per cent."""
    figure, axes = shapes.year_axes(view, "pct")
    values = view.values("self_financing_ratio")
    drawn = axes.bar(view.years, values, width=0.6, color=theme.BLUE, zorder=1)
    shapes.name_bars(axes, view, "self_financing_ratio", drawn)
    axes.margins(y=0.14)
    least = goal_level(axes, view, "self_financing")
    if least is not None:
        axes.set_ylim(top=max(least, float(values.max())) * 1.15)
    shapes.base_marks(axes, view, "self_financing_ratio")
    shapes.zero_line(axes)
    return figure


def draw_assets(view: Lines) -> "Figure":
    """Fixed assets at year end, mnkr."""
    figure, axes = bars(view, "fixed_assets")
    axes.margins(y=0.1)
    return figure
