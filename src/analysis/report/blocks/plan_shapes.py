"""Figures of frames, investments and risks (*ramar, investeringar, risker*): they only draw."""

from collections.abc import Sequence
from textwrap import fill, shorten

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.plan_view import PlanView

LONGEST = 30
"""Characters of a name beside a bar; the table holds it in full."""
MOST_BARS = 14


def bars(view: PlanView, names: Sequence[str], values: Sequence[float], unit: str) -> Figure:
    """One bar for each name, the first at the top, with its value at its end."""
    height = max(1.6, 0.8 + 0.27 * len(names))
    figure, axes = _empty(height)
    places = np.arange(len(names))[::-1]
    drawn = axes.barh(places, values, height=0.68, color=theme.BLUE, zorder=2)
    axes.bar_label(drawn, [view.money(value) for value in values], padding=4, fontsize=9.5)
    axes.set_yticks(places, [shorten(name, LONGEST, placeholder="…") for name in names])
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x", color="#dcdfe3")
    axes.set_xlim(min(0.0, *values) * 1.2, max(0.0, *values) * 1.18)
    _format(axes.xaxis, view)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.set_title(view.view.text(f"unit.{unit}"), loc="left", fontsize=10, color=theme.GREY)
    return figure


def waterfall(
    view: PlanView, names: Sequence[str], steps: Sequence[float], start: float, end: float
) -> Figure:
    """Steps from one level to another; only the changes have bars, the levels are lines.

    The axis is cut around the steps: a bar has length, a level has place.
    """
    figure, axes = _empty(3.4)
    tops = start + np.cumsum(steps)
    bottoms = np.concatenate([[start], tops[:-1]])
    colours = [theme.ORANGE if step > 0 else theme.GREEN for step in steps]
    places = np.arange(1, len(steps) + 1)
    drawn = axes.bar(places, steps, bottom=bottoms, width=0.62, color=colours, zorder=3)
    for bar, step, colour in zip(drawn, steps, colours, strict=True):
        top = max(bar.get_y(), bar.get_y() + bar.get_height())
        label = catalogue.signed(step, "mnkr", view.language, 1)
        _above(axes, label, bar.get_x() + bar.get_width() / 2, top, colour)
    for place, level in ((0, start), (len(steps) + 1, end)):
        axes.plot([place - 0.4, place + 0.4], [level, level], color=theme.INK, lw=2.4, zorder=4)
        _above(axes, view.money(level), place, level, theme.INK)
    axes.step(np.arange(len(steps) + 2), [start, *tops, end], where="mid", color=theme.GREY,
              lw=0.8, ls=(0, (2, 2)), zorder=1)  # fmt: skip
    ends = [view.text("chart.opening"), *names, view.text("chart.closing")]
    axes.set_xticks(np.arange(len(ends)), [_broken(name) for name in ends], fontsize=9)
    room = float(np.ptp([start, end, *tops])) or 1.0
    axes.set_ylim(min(start, end, *tops) - 0.12 * room, max(start, end, *tops) + 0.2 * room)
    axes.set_xlim(-0.6, len(ends) - 0.4)
    _format(axes.yaxis, view)
    title = f"{view.view.text('unit.mnkr')} ({view.text('chart.cut_axis')})"
    axes.set_title(title, loc="left", fontsize=10, color=theme.GREY)
    return figure


def _above(axes: Axes, text: str, x: float, y: float, colour: str) -> None:
    axes.annotate(
        text, (x, y), xytext=(0, 4), textcoords="offset points", ha="center", fontsize=9.5,
        color=colour,
    )  # fmt: skip


def stacked_years(
    view: PlanView,
    years: Sequence[int],
    layers: Sequence[tuple[str, np.ndarray]],
    line: tuple[str, np.ndarray] | None,
) -> Figure:
    """Layers on each other by year, and a line to hold them against."""
    figure, axes = _empty(3.6)
    shades = [theme.PALE_BLUE, theme.BLUE, theme.GREEN, theme.ORANGE, theme.PURPLE, theme.GREY]
    bottom = np.zeros(len(years))
    names = []
    for (name, values), colour in zip(layers, shades * 3, strict=False):
        axes.bar(years, values, bottom=bottom, width=0.62, color=colour, zorder=2)
        middle = float(bottom[-1] + values[-1] / 2)
        names.append((middle, name, theme.INK if colour == theme.PALE_BLUE else colour))
        bottom = bottom + values
    if line is not None:
        axes.plot(years, line[1], color=theme.INK, marker="o", zorder=4)
        names.append((float(line[1][-1]), line[0], theme.INK))
    axes.set_xticks(list(years), [str(year) for year in years])
    axes.set_xlim(years[0] - 0.45, years[-1] + 0.45)
    axes.set_ylim(0, 1.08 * max(float(bottom.max()), float(line[1].max()) if line else 0.0))
    _format(axes.yaxis, view)
    axes.set_title(view.view.text("unit.mnkr"), loc="left", fontsize=10, color=theme.GREY)
    theme.name_lines(axes, names, years[-1] + 0.15)
    return figure


def risk_matrix(
    view: PlanView, marks: dict[tuple[int, int], list[str]], acts: np.ndarray
) -> Figure:
    """Probability upwards, consequence to the right; the cells that call for action are shaded.

    marks: the numbers of the risks by (probability, consequence); acts (S, S): True where the
    product calls for action, indexed the same way from 1.
    """
    size = acts.shape[0]
    figure, axes = _empty(4.2)
    for p in range(1, size + 1):
        for c in range(1, size + 1):
            colour = "#f6d9c8" if acts[p - 1, c - 1] else theme.PALE
            axes.add_patch(_cell(c, p, colour))
            axes.text(c + 0.44, p - 0.42, str(p * c), ha="right", va="bottom", fontsize=8.5,
                      color=theme.GREY)  # fmt: skip
            axes.text(c, p + 0.08, _broken(", ".join(marks.get((p, c), ())), 16), ha="center",
                      va="center", fontsize=9.5, color=theme.INK)  # fmt: skip
    axes.set_xlim(0.5, size + 0.5)
    axes.set_ylim(0.5, size + 0.5)
    axes.set_xticks(range(1, size + 1))
    axes.set_yticks(range(1, size + 1))
    axes.grid(visible=False)
    axes.set_xlabel(view.text("chart.consequence"))
    axes.set_ylabel(view.text("chart.probability"))
    axes.set_title(view.text("chart.acts"), loc="left", fontsize=10, color=theme.ORANGE)
    return figure


def _cell(column: float, row: float, colour: str) -> Rectangle:
    return Rectangle((column - 0.48, row - 0.48), 0.96, 0.96, color=colour, lw=0)


def _empty(height: float) -> tuple[Figure, Axes]:
    with theme.themed():
        figure = Figure(figsize=(theme.SIZE[0], height), layout="constrained")
        return figure, figure.add_subplot()


def _format(axis: object, view: PlanView) -> None:
    axis.set_major_formatter(  # type: ignore[attr-defined]
        FuncFormatter(lambda value, _: catalogue.number(value, "mnkr", view.language, 0))
    )


def _broken(name: str, width: int = 11) -> str:
    return fill(name.replace("-", "- "), width, break_long_words=False).replace("- ", "-")
