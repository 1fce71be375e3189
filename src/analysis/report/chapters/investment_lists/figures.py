"""Figures of the investment lists (*investeringslistor*): they only draw."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.report.blocks import shapes, theme
from analysis.report.blocks.rows import number_ticks
from analysis.report.blocks.view import Reader

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_depreciation(
    reader: Reader,
    years: Sequence[int],
    layers: Sequence[tuple[str, np.ndarray]],
    line: tuple[str, np.ndarray] | None,
) -> "Figure":
    """Depreciation in layers by year, beside the plan's own as a line, mnkr."""
    figure, axes = theme.plot(reader.text("unit.mnkr"))
    shades = [theme.PALE_BLUE, theme.BLUE, theme.GREEN, theme.ORANGE, theme.PURPLE, theme.GREY]
    bottom = np.zeros(len(years))
    names = []
    for (name, values), colour in zip(layers, shades * 3, strict=False):
        axes.bar(years, values, bottom=bottom, width=0.62, color=colour, zorder=2)
        middle = float(bottom[-1] + values[-1] / 2)
        names.append((middle, name, colour))
        bottom = bottom + values
    if line is not None:
        axes.plot(years, line[1], color=theme.INK, marker="o", zorder=4)
        names.append((float(line[1][-1]), line[0], theme.INK))
    shapes.year_ticks(axes, years)
    axes.set_xlim(years[0] - 0.45, years[-1] + 0.45)
    axes.set_ylim(0, 1.08 * max(float(bottom.max()), float(line[1].max()) if line else 0.0))
    axes.yaxis.set_major_formatter(number_ticks("mnkr", reader, 0))
    theme.name_lines(axes, names)
    return figure
