"""The risk matrix (*riskmatris*), and measures on their way to the target: they only draw."""

from collections.abc import Sequence
from textwrap import fill, shorten
from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.report.blocks import rows, theme
from analysis.report.blocks.view import Reader

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle


def draw_risks(
    reader: Reader, marks: dict[tuple[int, int], list[str]], acts: np.ndarray
) -> "Figure":
    """Probability upwards, consequence to the right; the cells that call for action are shaded.

    marks: the numbers of the risks by (probability, consequence); acts (S, S): True where the
    product calls for action, indexed the same way from 1.
    """
    size = acts.shape[0]
    figure, axes = theme.plot(reader.text("frames.chart.acts"), high=3.2, left=0.45, foot=0.42)
    for p in range(1, size + 1):
        for c in range(1, size + 1):
            colour = theme.PALE_ORANGE if acts[p - 1, c - 1] else theme.PALE
            axes.add_patch(_cell(c, p, colour))
            axes.text(c + 0.44, p - 0.42, str(p * c), ha="right", va="bottom",
                      fontsize=theme.LETTERS, color=theme.GREY)  # fmt: skip
            axes.text(c, p + 0.08, fill(", ".join(marks.get((p, c), ())), 16), ha="center",
                      va="center", fontsize=theme.LETTERS, color=theme.INK)  # fmt: skip
    axes.set_xlim(0.5, size + 0.5)
    axes.set_ylim(0.5, size + 0.5)
    axes.set_xticks(range(1, size + 1))
    axes.set_yticks(range(1, size + 1))
    axes.grid(visible=False)
    axes.set_xlabel(reader.text("frames.chart.consequence"), fontsize=theme.LETTERS)
    axes.set_ylabel(reader.text("frames.chart.probability"), fontsize=theme.LETTERS)
    return figure


def draw_gaps(
    reader: Reader, measures: Sequence[tuple[str, float | None, tuple[float, ...]]]
) -> "Figure":
    """A row a measure: a ring where it started and a dot for each outcome, the latest the largest,
    against the line of the target. measures: name, start and outcomes as shares of the target.
    """
    names = [shorten(name, rows.LONGEST, placeholder="…") for name, *_ in measures]
    figure, axes = rows.rows(names)
    axes.axvline(100, color=theme.ORANGE, lw=1.6, zorder=1)
    for row, (_, start, outcomes) in enumerate(measures):
        reached = [start, *outcomes] if start is not None else list(outcomes)
        axes.plot([100 * reached[-1], 100], [row, row], color=theme.PALE_BLUE, lw=3, zorder=1)
        if start is not None:
            axes.plot(100 * start, row, "o", mfc="white", mec=theme.GREY, ms=6, zorder=2)
        for place, value in enumerate(outcomes, 1):
            size = 6.5 if place == len(outcomes) else 4
            axes.plot(100 * value, row, "o", color=theme.BLUE, ms=size, zorder=3)
    axes.set_xlim(0, max(110.0, *(100 * v for _, s, o in measures for v in (s or 0, *o))) * 1.03)
    axes.xaxis.set_major_formatter(rows.number_ticks("pct", reader, 0))
    rows.key(axes, reader.text("frames.chart.gap"))
    return figure


def draw_factors(
    reader: Reader, words: str, risks: Sequence[tuple[str, tuple[float, ...]]]
) -> "Figure":
    """A row a risk: what it does in the last plan year (pale) and in the last year (full).

    words: what the bars are and of which years; risks: name and the differences in mnkr.
    """
    figure, axes = rows.rows([name for name, _ in risks], [len(values) for _, values in risks])
    for row, (_, values) in enumerate(risks):
        for place, value in enumerate(values):
            colour = theme.BLUE if place == len(values) - 1 else theme.PALE_BLUE
            at = row + (place - (len(values) - 1) / 2) * rows.BAR / 2
            axes.barh(at, value, height=rows.BAR / 2 - 0.01, color=colour, zorder=2)
            written = catalogue.signed(value, "mnkr", reader.language, 0)
            axes.annotate(written, (value, at), xytext=(-4 if value <= 0 else 4, 0),
                          textcoords="offset points", ha="right" if value <= 0 else "left",
                          va="center", fontsize=theme.LETTERS)  # fmt: skip
    ends = [value for _, values in risks for value in values]
    axes.set_xlim(min(0.0, *ends) * 1.22, max(0.0, *ends) * 1.22)
    axes.axvline(0, color=theme.INK, lw=1, zorder=3)
    axes.xaxis.set_major_formatter(rows.number_ticks("mnkr", reader, 0))
    rows.key(axes, words)
    return figure


def _cell(column: float, row: float, colour: str) -> "Rectangle":
    from matplotlib.patches import Rectangle

    return Rectangle((column - 0.48, row - 0.48), 0.96, 0.96, color=colour, lw=0)
