"""The goals at a glance (*målen i en blick*): a row for each goal, a cell for each test of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.report.blocks import shapes, theme
from analysis.report.blocks.rows import BAR, rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Cell:
    """A test: its first and last place among the years, what is written in it, and if it is met."""

    first: int
    last: int
    words: str
    met: bool


def draw_standing(
    years: Sequence[int], outlook: int, names: Sequence[str], cells: Sequence[Sequence[Cell]]
) -> "Figure":
    """What each goal comes out at, year by year: missed ones dark with white figures.

    `outlook` is the place of the first year beyond the budget, the number of years where all are
    budgeted. Dark and light tell the same as the colours do, for those who do not see them.
    """
    from matplotlib.patches import Rectangle

    figure, axes = rows(names)
    for row, found in enumerate(cells):
        for cell in found:
            width = cell.last - cell.first + 1
            box = (cell.first - 0.47, row - BAR / 2), width - 0.06, BAR
            colour = theme.PALE_BLUE if cell.met else theme.ORANGE
            axes.add_patch(Rectangle(*box, facecolor=colour, lw=0, zorder=2))
            words = _words(cell, len(years))
            axes.text(
                cell.first + (width - 1) / 2, row, words, ha="center", va="center",
                fontsize=theme.LETTERS, color=theme.INK if cell.met else "white", zorder=3,
            )  # fmt: skip
    axes.set_xlim(-0.5, len(years) - 0.5)
    shown = shapes.some_years(len(years))
    axes.set_xticks(list(shown), [str(years[i]) for i in shown])
    axes.grid(visible=False)
    if 0 < outlook < len(years):
        axes.axvline(outlook - 0.5, color=theme.GREY, lw=1.2, ls=(0, (3, 2)), zorder=4)
    return figure


def _words(cell: Cell, years: int) -> str:
    """What fits in a cell: all, or of many years the sign alone of a test that is missed."""
    if years <= shapes.ALL_YEARS or cell.last > cell.first:
        return cell.words
    return "" if cell.met else cell.words[:1]
