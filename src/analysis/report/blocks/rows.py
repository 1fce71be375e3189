"""Shapes with a name on each row: horizontal bars, and a waterfall from one level to another."""

from collections.abc import Callable, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.view import Reader

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LONGEST = 60
"""Characters of a name above a bar; the table holds it in full."""
BAR = 0.5
"""The height of a bar, where 1 is from one to the next."""
THICK = 13
"""Points of a bar."""
SIDE = 0.26
"""Inches from the left edge to the bars."""
MOST_ROWS = 14
Step = tuple[str, float]


def rows(names: Sequence[str], bars: Sequence[int] = ()) -> "tuple[Figure, Axes]":
    """Axes for horizontal bars with their names above them, the first on top: that of row 0 lies
    `BAR` high around 0, that of row 1 around 1, whatever room the names take. `bars` says how many
    share the place of each, where some are more than one."""
    written = [theme.lines_of(name) for name in names]
    thick = bars or (1,) * len(names)
    edges, points = [-1.0], [0.0]
    for row, (lines, number) in enumerate(zip(written, thick, strict=True)):
        edges += [row - BAR / 2, row + BAR / 2]
        points += [points[-1] + len(lines) * theme.ROW + 4, 0.0]
        points[-1] = points[-2] + number * THICK
    edges, points = [*edges, len(names)], [*points, points[-1] + 3]
    drawn, axes = theme.plot(high=points[-1] / 72, left=SIDE)
    axes.set_yscale(
        "function",
        functions=(lambda y: np.interp(y, edges, points), lambda p: np.interp(p, points, edges)),
    )
    axes.set_yticks([])
    axes.set_ylim(len(names), -1)
    for place, lines in enumerate(written):
        axes.annotate(
            "\n".join(lines), (0.01, place - BAR / 2), xycoords=("figure fraction", "data"),
            xytext=(0, 1.5), textcoords="offset points", va="bottom", fontsize=theme.LETTERS,
            bbox=theme.BACKING | {"alpha": 1}, zorder=5, annotation_clip=False,
        )  # fmt: skip
    axes.grid(axis="x", visible=True)
    theme.steps(axes.xaxis, 5)
    return drawn, axes


def key(axes: "Axes", words: str, colour: str = theme.GREY) -> None:
    """What the bars are and their unit, above the first of them."""
    theme.head(axes, words, colour)
    theme.fit(axes)


def number_ticks(
    unit: str, reader: Reader, decimals: int | None = None
) -> Callable[[float, float], str]:
    """Numbers along an axis, as the reader writes them."""
    return lambda v, _: catalogue.number(v, unit, reader.language, decimals)


def value_rows(
    reader: Reader, pairs: Sequence[Step], unit: str = "mnkr", most: float = 0.0
) -> "Figure":
    """One bar for each name, the first at the top, with its value at its end; `most` is the largest
    of all that are compared with these."""
    figure, axes = rows([shorten(name, LONGEST, placeholder="…") for name, _ in pairs])
    values = [value for _, value in pairs]
    drawn = axes.barh(range(len(values)), values, height=BAR, color=theme.BLUE, zorder=2)
    written = [catalogue.number(value, unit, reader.language, 1) for value in values]
    axes.bar_label(drawn, written, padding=4, fontsize=theme.LETTERS)
    axes.set_xlim(min(0.0, *values) * 1.2, max(most, *values) * 1.25)
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
    figure, axes = rows(names)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    if cut:
        for row, level in ((0, start[1]), (len(steps) + 1, end[1])):
            axes.plot(
                [level] * 2, [row - BAR / 2, row + BAR / 2], color=theme.INK, lw=2.4, zorder=4
            )
    else:
        axes.barh([0, len(steps) + 1], [start[1], end[1]], color=theme.GREY, height=BAR, zorder=2)
        axes.axvline(0, color=theme.INK, lw=1, zorder=3)
    for row, ((_, value), left) in enumerate(zip(steps, tops, strict=False), 1):
        colour = theme.BLUE if value >= 0 else theme.ORANGE
        axes.barh(row, value, left=left, color=colour, height=BAR, zorder=2)
        axes.plot([left, left], [row - 1, row], color=theme.GREY, lw=0.8, zorder=1)
    column = [start[1], *(value for _, value in steps), end[1]]
    places = catalogue.places_adding([column], unit)
    if cut:
        places = max(1, places or 0)
    _write_values(axes, reader, unit, start, steps, end, tops, places)
    _room(axes, [*tops, end[1]] if cut else [0.0, *tops, end[1]])
    said = f" ({reader.text('frames.chart.cut_axis')})" if cut else ""
    key(axes, reader.text(f"unit.{unit}") + said)
    return figure


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
            fontsize=theme.LETTERS,
            bbox=theme.BACKING,
        )
