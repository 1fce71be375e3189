"""Figures of population and tax (*befolkning och skatt*)."""

from typing import TYPE_CHECKING

from analysis.report.blocks.shapes import lines, name_ends
from analysis.report.blocks.view import Lines
from analysis.report.chapters.taxes.words import TAX_BASE

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _single(view: Lines, item: str) -> "Figure":
    """One line over the years with its values written out."""
    figure, axes = lines(view, (item,), above=(item,))
    axes.margins(y=0.2)
    return figure


def draw_population(view: Lines) -> "Figure":
    """Residents on 1 November of the year before, persons."""
    return _single(view, "population")


def draw_tax(view: Lines) -> "Figure":
    """Tax revenue, mnkr."""
    return _single(view, "tax_revenue")


def draw_tax_base(view: Lines) -> "Figure":
    """Own tax base per resident beside the national tax capacity, kr."""
    figure, axes = lines(view, TAX_BASE)
    axes.margins(y=0.1)
    name_ends(axes, view, TAX_BASE)
    return figure
