"""Shapes with a name on each row: horizontal bars, and a waterfall from one level to another."""

from collections.abc import Callable, Sequence
from textwrap import shorten, wrap
from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.view import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LONGEST = 60
"""Characters of a name beside a bar; the table holds it in full."""
MOST_ROWS = 14
Step = tuple[str, float]


def rows(names: Sequence[str]) -> "tuple[Figure, Axes]":
    """Axes for horizontal bars, the first name on top."""
    with theme.themed():
        height = 0.75 + 0.34 * len(names)
        figure = theme.figure(figsize=(theme.SIZE[0], height))
        axes = figure.add_axes((0.43, 0.35 / height, 0.53, 1 - 0.7 / height))
    axes.set_yticks(range(len(names)), [two_lines(name) for name in names], fontsize=8.5)
    axes.set_ylim(len(names) - 0.5, -0.5)  # a row keeps its room also when it has no bar
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    theme.steps(axes.xaxis, 5)
    return figure, axes


def key(axes: "Axes", words: str) -> None:
    """What the bars are and their unit, above the names, where there is room."""
    axes.set_title(words, loc="left", fontsize=9.5, color=theme.GREY, x=-0.78)


def two_lines(name: str, room: int = 34) -> str:
    """A name on at most two lines."""
    lines = wrap(name, room)
    return "\n".join(lines[:2]) + ("…" if len(lines) > 2 else "")


def number_ticks(
    unit: str, reader: Reader, decimals: int | None = None
) -> Callable[[float, float], str]:
    """Numbers along an axis, as the reader writes them."""
    return lambda v, _: catalogue.number(v, unit, reader.language, decimals)


def value_rows(reader: Reader, pairs: Sequence[Step], unit: str = "mnkr") -> "Figure":
    """One bar for each name, the first at the top, with its value at its end."""
    figure, axes = rows([shorten(name, LONGEST, placeholder="…") for name, _ in pairs])
    values = [value for _, value in pairs]
    drawn = axes.barh(range(len(values)), values, height=0.62, color=theme.BLUE, zorder=2)
    written = [catalogue.number(value, unit, reader.language, 1) for value in values]
    axes.bar_label(drawn, written, padding=4, fontsize=9)
    axes.set_xlim(min(0.0, *values) * 1.2, max(0.0, *values) * 1.25)
    axes.xaxis.set_major_formatter(number_ticks(unit, reader, 0))
    key(axes, reader.text(f"unit.{unit}"))
    return figure


def waterfall(
    reader: Reader, unit: str, start: Step, steps: Sequence[Step], end: Step, cut: bool = False
) -> "Figure":
    """Bars downwards: the start, each step from where the last one ended, the end.

    With `cut` the axis is cut around the steps, for steps that are small beside their levels: a
    bar has length, a level has only place, so the levels are then lines. The unit says it.
    """
    names = [start[0], *(name for name, _ in steps), end[0]]
    tops = start[1] + np.cumsum([0.0, *(value for _, value in steps)])
    figure, axes = _waterfall_axes(names)
    if cut:
        for row, level in ((0, start[1]), (len(steps) + 1, end[1])):
            axes.plot([level] * 2, [row - 0.31, row + 0.31], color=theme.INK, lw=2.4, zorder=4)
    else:
        axes.barh([0, len(steps) + 1], [start[1], end[1]], color=theme.GREY, height=0.62, zorder=2)
        axes.axvline(0, color=theme.INK, lw=1, zorder=3)
    for row, ((_, value), left) in enumerate(zip(steps, tops, strict=False), 1):
        colour = theme.BLUE if value >= 0 else theme.ORANGE
        axes.barh(row, value, left=left, color=colour, height=0.62, zorder=2)
        axes.plot([left, left], [row - 1, row], color=theme.GREY, lw=0.8, zorder=1)
    column = [start[1], *(value for _, value in steps), end[1]]
    places = catalogue.places_adding([column], unit)
    if cut:
        places = max(1, places or 0)
    _write_values(axes, reader, unit, start, steps, end, tops, places)
    _room(axes, [*tops, end[1]] if cut else [0.0, *tops, end[1]])
    said = f" ({reader.text('frames.chart.cut_axis')})" if cut else ""
    axes.set_title(reader.text(f"unit.{unit}") + said, loc="left", fontsize=10, color=theme.GREY)
    return figure


def _waterfall_axes(names: Sequence[str]) -> "tuple[Figure, Axes]":
    with theme.themed():
        height = 0.55 + 0.31 * len(names)
        figure = theme.figure(figsize=(theme.SIZE[0], height))
        axes = figure.add_axes((0.43, 0.1 / height, 0.55, 1 - 0.45 / height))
    axes.set_yticks(range(len(names)), [two_lines(name) for name in names], fontsize=8.5)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.xaxis.set_visible(False)
    return figure, axes


def _room(axes: "Axes", ends: Sequence[float]) -> None:
    """Room for the amounts on both sides."""
    room = 0.2 * (max(ends) - min(ends) or 1.0)
    axes.set_xlim(min(ends) - room, max(ends) + room)


def _write_values(
    axes: "Axes",
    reader: Reader,
    unit: str,
    start: Step,
    steps: Sequence[Step],
    end: Step,
    tops: np.ndarray,
    decimals: int | None,
) -> None:
    """Each amount at the outer end of its bar."""
    ends = [(0, start[1], start[1], False), (len(steps) + 1, end[1], end[1], False)]
    for row, ((_, value), left) in enumerate(zip(steps, tops, strict=False), 1):
        ends.append((row, left + value, value, True))
    for row, place, value, signed in ends:
        write = catalogue.signed if signed else catalogue.number
        axes.annotate(
            write(value, unit, reader.language, decimals),
            (place, row),
            xytext=(4 if value >= 0 else -4, 0),
            textcoords="offset points",
            ha="left" if value >= 0 else "right",
            va="center",
            fontsize=9,
            bbox=theme.BACKING,
        )
