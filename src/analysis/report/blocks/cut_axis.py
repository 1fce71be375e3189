"""Axes that leave zero out (*avkortad axel*) are marked by a break at their foot."""

from typing import TYPE_CHECKING

from analysis.report.blocks.theme import GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BREAK = ((0.0, 0.0), (0.0, 2.0), (-2.5, 4.0), (2.5, 7.0), (0.0, 9.0), (0.0, 11.0))
"""The mark from the foot of the axis upwards, in points."""
NAME = "cut axis"
"""What the mark is called in the figure, so that it is drawn once."""


def mark_cut_axes(figure: "Figure") -> "Figure":
    """The figure, its axes of values that leave zero out marked. To be asked when all is drawn."""
    for axes in figure.axes:
        if cut(axes) and not marked(axes):
            _mark(axes)
    return figure


def cut(axes: "Axes") -> bool:
    """Whether the upright axis counts values, and zero is not among them. An axis of names has
    fixed places; one that is not shown tells no values."""
    from matplotlib.ticker import FixedLocator

    named = isinstance(axes.yaxis.get_major_locator(), FixedLocator)
    low, high = sorted(axes.get_ylim())
    return axes.axison and axes.yaxis.get_visible() and not named and not low <= 0 <= high


def marked(axes: "Axes") -> bool:
    """Whether the break is drawn already."""
    return any(line.get_gid() == NAME for line in axes.lines)


def _mark(axes: "Axes") -> None:
    """A break of the same size in small plots and large."""
    from matplotlib.transforms import ScaledTranslation

    figure = axes.get_figure()
    assert figure is not None
    foot = ScaledTranslation(0, 0, axes.transAxes)  # type: ignore[arg-type]  # any will do
    axes.plot(
        *zip(*[(x / 72, y / 72) for x, y in BREAK], strict=True),
        transform=figure.dpi_scale_trans + foot,
        color=GREY,
        lw=1.2,
        clip_on=False,
        scalex=False,
        scaley=False,
        marker="",
        gid=NAME,
        zorder=5,
    )
