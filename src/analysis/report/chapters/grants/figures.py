"""Figures of general grants and equalisation (*generella statsbidrag och utjämning*)."""

from typing import TYPE_CHECKING

from analysis import catalogue
from analysis.report.blocks.shapes import lines, name_ends, stack
from analysis.report.blocks.view import Lines
from analysis.report.chapters.grants.words import GRANTS, SHARE, share

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_grants(view: Lines) -> "Figure":
    """The parts of the general grants, one line each, mnkr."""
    figure, axes = lines(view, GRANTS)
    axes.margins(y=0.08)
    name_ends(axes, view, GRANTS)
    return figure


def draw_grant_share(view: Lines) -> "Figure":
    """General grants as a bar a year, mnkr, beside tax revenue."""
    words = [catalogue.amount(float(part), "pct", view.language, 0) for part in share(view)]
    return stack(view, SHARE, words)
