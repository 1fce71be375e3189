"""Shapes over the years that several chapters draw: lines, bars, two lines stacked, a goal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.view import Lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def lines(
    view: Lines, items: Sequence[str], above: Sequence[str] = (), below: Sequence[str] = ()
) -> "tuple[Figure, Axes]":
    """One line for each item; the values of some are written above it or below."""
    figure, axes = theme.year_axes(view, catalogue.unit(items[0]), items)
    for rank, item in enumerate(items):
        theme.happened(axes, view, item, rank)
        theme.line(axes, view, item, rank)
        if item in above or item in below:
            values, colour = view.values(item), theme.SERIES[rank]
            theme.name_values(axes, view, item, values, colour, up=item in above)
    return figure, axes


def name_ends(axes: "Axes", view: Lines, items: Sequence[str]) -> None:
    """Name the line of each item at its end; last of all, when the height of the plot is known."""
    ends = zip(items, theme.SERIES, strict=False)
    named = [(float(view.values(item)[-1]), view.label(item), colour) for item, colour in ends]
    theme.name_lines(axes, named)


def bars(
    view: Lines, item: str, colour: str | Sequence[str] = theme.BLUE, sign: float = 1.0
) -> "tuple[Figure, Axes]":
    """A bar a year with its value; `colour` is one for all or one for each."""
    figure, axes = theme.year_axes(view, catalogue.unit(item), (item,))
    past = view.history.get(item, {})
    before = [sign * value for value in past.values()]
    axes.bar([*past], before, width=0.6, color="none", edgecolor=colour_of(colour), zorder=2)
    drawn = axes.bar(view.years, sign * view.values(item), width=0.6, color=colour, zorder=2)
    theme.name_bars(axes, view, item, drawn)
    theme.base_marks(axes, view, item, sign)
    return figure, axes


def colour_of(colour: str | Sequence[str]) -> str:
    """The one colour of all bars, or that of the first."""
    return colour if isinstance(colour, str) else colour[0]


def stack(view: Lines, items: tuple[str, str], words: Sequence[str]) -> "Figure":
    """The second item upon the first, a bar a year, with `words` above each bar."""
    figure, axes = theme.year_axes(view, catalogue.unit(items[0]))
    lower, upper = (view.values(item) for item in items)
    axes.bar(view.years, lower, width=0.6, color=theme.BLUE, zorder=2)
    axes.bar(view.years, upper, width=0.6, bottom=lower, color=theme.ORANGE, zorder=2, ec="white")
    tops = lower + upper
    for i in theme.told(tops):
        axes.annotate(
            words[i], (view.years[i], tops[i]), xytext=(0, 3), textcoords="offset points",
            ha="center", fontsize=theme.LETTERS,
        )  # fmt: skip
    axes.margins(y=0.1)
    ends = (
        (float(lower[-1] / 2), view.label(items[0]), theme.BLUE),
        (float(lower[-1] + upper[-1] / 2), view.label(items[1]), theme.ORANGE),
    )
    theme.name_lines(axes, ends)
    return figure


def goal_level(axes: "Axes", view: Lines, goal: str, item: str = "") -> float | None:
    """The least value that a goal of the plan asks for, as a level; None when it asks for none.

    Its name stands below where the line of `item` ends above it.
    """
    least = view.least.get(goal)
    if least is not None:
        value = catalogue.amount(least, "pct", view.language, 0)
        up = not item or bool((view.values(item)[-2:] < least).any())
        theme.level(axes, view, least, view.text("chart.goal_least", value=value), up)
    return least
