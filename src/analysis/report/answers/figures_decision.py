"""Figures of decisions: levers, the balanced budget by year, the portfolio to its target year."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis import catalogue
from analysis.report.answers.figures_risk import bars, key, numbers
from analysis.report.answers.words_decision import pull_words
from analysis.report.blocks import theme
from analysis.report.blocks.view import View
from analysis.study.balance_plan import BalancePlan
from analysis.study.goalseek import Seek
from analysis.study.portfolio import Portfolio


def draw_levers(answer: Seek, view: View) -> Figure:
    """How much of its range each lever takes to reach the goal; those that cannot are named."""
    labels = (getattr(answer.levers[f.lever].label, view.language) for f in answer.found)
    figure, axes = bars(list(map(str, labels)))
    for row, found in enumerate(answer.found):
        lever = answer.levers[found.lever]
        if found.value is None:
            words, place, colour = view.text("word.unreachable"), 0.0, theme.ORANGE
        else:
            span = lever.high if found.value >= 0 else -lever.low
            place, colour = 100 * abs(found.value) / span, theme.INK
            words = pull_words(found.value, lever.unit, view.language)
            axes.barh(row, place, color=theme.BLUE, height=0.62, zorder=2)
        axes.annotate(
            words, (place, row), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=9, color=colour, bbox=theme.BACKING,
        )  # fmt: skip
    axes.set_xlim(0, 125)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(numbers("pct", view, 0))
    key(axes, view.text("chart.levers_key"))
    return figure


def draw_balance(answer: BalancePlan, view: View) -> Figure:
    """The result that the law counts, and what is left to restore at the end of each year."""
    figure, axes = theme.year_axes(view, "mnkr")
    values = answer.results.adjusted
    left = answer.standing.open.sum(axis=-2)
    colours = np.where(np.round(values) < 0, theme.ORANGE, theme.BLUE)
    axes.bar(view.years, values, width=0.6, color=list(colours), zorder=2)
    axes.plot(view.years, -left, color=theme.INK, marker="s", zorder=4)
    for year, value in zip(view.years, values, strict=True):
        axes.annotate(
            catalogue.number(float(value), "mnkr", view.language),
            (year, max(float(value), 0.0)), xytext=(0, 3), textcoords="offset points",
            ha="center", fontsize=9, bbox=theme.BACKING,
        )  # fmt: skip
    theme.zero_line(axes)
    axes.margins(y=0.16)
    names = [(float(-left[-1]), view.text("chart.left_to_restore"), theme.INK)]
    theme.name_lines(axes, names, view.years[-1])
    return figure


def _long_axes(view: View, unit: str, decimals: int | None = None) -> tuple[Figure, Axes]:
    """An empty figure over the years to the target year, the unit above the axis."""
    with theme.themed():
        figure = Figure(figsize=theme.SIZE)
        axes = figure.add_axes(theme.PLOT)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.yaxis.set_major_formatter(numbers(unit, view, decimals))
    axes.set_title(view.text(f"unit.{unit}"), loc="left", fontsize=10, color=theme.GREY)
    axes.margins(x=0)
    return figure, axes


def draw_coverage(answer: Portfolio, view: View) -> Figure:
    """Coverage in every case of return and inflation; all is covered at the goal."""
    figure, axes = _long_axes(view, "pct", 0)
    ends = []
    for rank, outcome in enumerate(answer.outcomes):
        colour = theme.SERIES[rank % len(theme.SERIES)]
        axes.plot(answer.years, 100 * outcome.coverage, color=colour, lw=2 if rank else 2.6)
        label = getattr(answer.horizon.cases[outcome.case].label, view.language)
        ends.append((float(100 * outcome.coverage[-1]), label, colour))
    axes.axhline(answer.horizon.target_coverage.value, color=theme.INK, lw=1.2, ls=(0, (1, 2)))
    axes.axvspan(
        answer.projection.years[-1] + 0.5, answer.years[-1], color=theme.PALE, zorder=0, lw=0
    )
    axes.margins(y=0.1)
    theme.name_lines(axes, ends, answer.years[-1])
    return figure


def draw_obligation(answer: Portfolio, view: View) -> Figure:
    """Provision and contingent liability stacked, and the portfolio as a line."""
    figure, axes = _long_axes(view, "mnkr")
    first = answer.outcomes[0]
    top = first.provision + first.liability
    axes.fill_between(answer.years, first.provision, color=theme.PALE_BLUE, lw=0)
    axes.fill_between(answer.years, first.provision, top, color="#e6d3c5", lw=0)
    axes.plot(answer.years, first.portfolio, color=theme.BLUE, lw=2.6)
    axes.set_ylim(bottom=0)
    ends = [
        (float(first.provision[-1]) / 2, view.label("pension_provision"), theme.GREY),
        (
            float(first.provision[-1] + first.liability[-1] / 2),
            view.label("contingent_pension_liability"),
            theme.ORANGE,
        ),
        (float(first.portfolio[-1]), view.label("pension_portfolio"), theme.BLUE),
    ]
    theme.name_lines(axes, ends, answer.years[-1])
    left, bottom, width, height = theme.PLOT_BESIDE_NAMES
    axes.set_position((left, bottom, 0.94 * width, height))
    return figure
