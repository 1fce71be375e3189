"""Figures of a batch: a fan, and a heat map of missed goals. They only draw."""

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.rows import number_ticks
from analysis.report.blocks.view import Reader

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_fan(
    reader: Reader, years: np.ndarray, found: np.ndarray, unit: str, said: str
) -> "Figure":
    """The middle as a line and the bands that are `said` above it."""
    figure, axes = theme.plot(f"{reader.text(f'unit.{unit}')} ({said})")
    for column in (0, 2):
        low, high = found[:, column], found[:, column + 1]
        axes.fill_between(years, low, high, color=theme.BLUE, alpha=0.25, lw=0)
    axes.plot(years, found[:, 4], color=theme.BLUE, lw=2)
    axes.axhline(0, color=theme.INK, lw=0.8, zorder=1)
    theme.steps(axes.xaxis, integer=True)
    axes.yaxis.set_major_formatter(number_ticks(unit, reader, 0))
    return figure


def draw_failures(
    reader: Reader,
    labels: Sequence[str],
    columns: Sequence[str],
    shares: np.ndarray,
    room: np.ndarray,
) -> "Figure":
    """The share of members that miss each goal, darker where more do; room in another colour."""
    with theme.themed():
        figure = theme.figure(0.9 + 0.45 * len(labels), layout="constrained")
        axes = figure.subplots()
    for rows, colours in ((~room, "Oranges"), (room, "Greens")):
        own = np.where(rows[:, None], shares, np.nan)
        axes.imshow(own, cmap=colours, vmin=0, vmax=100, aspect="auto")
    axes.set_xticks(
        range(len(columns)), [c.replace("-", "–\n") for c in columns], fontsize=theme.LETTERS
    )
    axes.set_yticks(range(len(labels)), [fill(name, 22) for name in labels], fontsize=theme.LETTERS)
    axes.grid(visible=False)
    for (row, column), value in np.ndenumerate(shares):
        if not np.isnan(value):
            colour = "white" if value > 55 else theme.INK
            text = catalogue.number(float(value), "pct", reader.language, 0)
            axes.text(
                column, row, text, ha="center", va="center", color=colour, fontsize=theme.LETTERS
            )
    return figure
