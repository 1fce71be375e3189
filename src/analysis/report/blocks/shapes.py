"""Shapes over the years that several chapters draw: axes, lines, bars, values, a goal, the base."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis import catalogue
from analysis.report.blocks import theme
from analysis.report.blocks.view import Lines, outlook_years

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.figure import Figure

Values: TypeAlias = Sequence[float] | NDArray[np.float64]
"""Values of a line by year."""
MOST_YEARS = 7
"""Years that fit side by side with a label each; of a longer horizon fewer are labelled."""
ALL_YEARS, MOST_TICKS = 8, 6
"""Years that all fit along an axis; of more, so many of them."""
MARK = 28
"""Points of the dash across a bar, where there is room for all bars."""


def year_ticks(axes: "Axes", years: Sequence[int]) -> None:
    """Years along the axis: all, or so few that they fit, the last one always among them."""
    shown = [years[i] for i in some_years(len(years))]
    axes.set_xticks(shown, [str(year) for year in shown])


def some_years(count: int) -> range:
    """The places of the years that are written, of so many."""
    step = 1 if count <= ALL_YEARS else -(-count // MOST_TICKS)
    return range((count - 1) % step, count, step)


def beside_years(years: Sequence[int]) -> float:
    """Years of room on either side, so that a figure written at the first or last stays inside."""
    return 0.45 if len(years) <= MOST_YEARS else 0.09 * len(years)


def year_axes(view: Lines, unit: str, items: Sequence[str] = ()) -> "tuple[Figure, Axes]":
    """An empty figure over the years of `view`, the outlook shaded, the unit above the axis; it
    begins with the years before the plan that are known of `items`."""
    drawn, axes = theme.plot()
    before = [year for item in items for year in view.history.get(item, {})]
    years = range(min([*before, view.years[0]]), view.years[-1] + 1)
    year_ticks(axes, years)
    room = beside_years(years)
    axes.set_xlim(years[0] - room, years[-1] + room)
    theme.numbers(axes.yaxis, unit, view.language)
    theme.steps(axes.yaxis, 6)
    outlook, remarks = outlook_years(view), [view.text("chart.before")] if before else []
    if outlook:
        axes.axvspan(
            outlook[0] - 0.5, view.years[-1] + 0.5 + room, color=theme.PALE, zorder=0, lw=0
        )
        remarks.append(view.text("chart.outlook"))
    heading = view.text(f"unit.{unit}") + (f" ({', '.join(remarks)})" if remarks else "")
    theme.head(axes, heading)
    theme.fit(axes)
    return drawn, axes


def line(axes: "Axes", view: Lines, item: str, rank: int = 0, values: Values | None = None) -> None:
    """One line of the projection, and its base as a thin dashed line where there is one."""
    base = view.base_values(item)
    if base is not None:
        base_line(axes, view, base, view.values(item), rank)
    shown = view.values(item) if values is None else values
    axes.plot(view.years, shown, color=theme.SERIES[rank], marker=theme.MARKERS[rank], zorder=3)


def happened(axes: "Axes", view: Lines, item: str, rank: int = 0) -> None:
    """What is known of a line before the plan, with open points, up to the plan's first year."""
    past = view.history.get(item, {})
    if past:
        years = [*past, view.years[0]] if max(past) == view.years[0] - 1 else [*past]
        values = [*past.values(), float(view.values(item)[0])][: len(years)]
        colour, marker = theme.SERIES[rank], theme.MARKERS[rank]
        axes.plot(years, values, color=colour, lw=1.2, marker=marker, mfc="white", zorder=2)


def base_line(axes: "Axes", view: Lines, base: Values, values: Values, rank: int) -> None:
    """The base as a thin dashed line, where the scenario differs from it."""
    if not np.allclose(base, values, atol=0.005):
        axes.plot(view.years, base, color=theme.SERIES[rank], lw=1.2, ls=(0, (3, 2)), zorder=2)


def name_values(
    axes: "Axes", view: Lines, item: str, values: Values, colour: str, up: bool
) -> None:
    """Write each value of a line at its point, above it or below."""
    for i in told(values):
        year, value = view.years[i], values[i]
        axes.annotate(
            view.number(item, float(value)),
            (year, value),
            xytext=(0, 6 if up else -6),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            color=colour,
            fontsize=theme.LETTERS,
            bbox=theme.BACKING,
        )


def told(values: Values) -> list[int]:
    """Which points are named by their value: all when there is room, else ends and extremes that
    are not next to one that is named."""
    count = len(values)
    if count <= MOST_YEARS:
        return list(range(count))
    kept, apart = {0, count - 1}, -(-count // MOST_YEARS)
    for extreme in (int(np.argmax(values)), int(np.argmin(values))):
        if all(abs(extreme - other) >= apart for other in kept):
            kept.add(extreme)
    return sorted(kept)


def name_bars(
    axes: "Axes", view: Lines, item: str, bars: "BarContainer", colour: str = theme.INK
) -> None:
    """Write the value of each bar at its end; of some bars only when there are many."""
    heights = [bar.get_height() for bar in bars]
    written = [view.number(item, h) if i in told(heights) else "" for i, h in enumerate(heights)]
    axes.bar_label(
        bars,
        written,
        padding=3,
        color=colour,
        fontsize=theme.LETTERS,
        bbox=theme.BACKING,
        zorder=5,
    )


def base_marks(axes: "Axes", view: Lines, item: str, sign: float = 1.0) -> None:
    """The base of a bar chart as a dash across each bar, where the scenario differs from it."""
    base = view.base_values(item)
    if base is None or np.allclose(base, view.values(item), atol=0.005):
        return
    from matplotlib.patheffects import withStroke

    moved = ~np.isclose(base, view.values(item), atol=0.5)
    axes.plot(
        np.asarray(view.years)[moved],
        sign * base[moved],
        ls="",
        marker="_",
        ms=MARK * min(1.0, MOST_YEARS / len(view.years)),
        mew=2.2,
        color=theme.INK,
        zorder=4,
        path_effects=[withStroke(linewidth=4.5, foreground="white")],
    )


def zero_line(axes: "Axes") -> None:
    """A visible zero, where crossing it means something."""
    axes.axhline(0, color=theme.INK, lw=1.0, zorder=1)


def near_zero_line(axes: "Axes") -> None:
    """A visible zero, unless what is drawn lies so far from it that it would be a flat line."""
    low, high = axes.dataLim.intervaly
    if low - (high - low) <= 0 <= high + (high - low):
        zero_line(axes)


def level(axes: "Axes", view: Lines, value: float, name: str, up: bool = True) -> None:
    """A dotted level, such as a goal, with its name above it (or below) at the right."""
    axes.axhline(value, color=theme.INK, lw=1.2, ls=(0, (1, 2)), zorder=2)
    axes.annotate(
        name,
        (view.years[-1] + 0.4, value),
        xytext=(0, 3 if up else -3),
        textcoords="offset points",
        ha="right",
        va="bottom" if up else "top",
        fontsize=theme.LETTERS,
        color=theme.INK,
        bbox=theme.BACKING,
    )


def lines(
    view: Lines, items: Sequence[str], above: Sequence[str] = (), below: Sequence[str] = ()
) -> "tuple[Figure, Axes]":
    """One line for each item; the values of some are written above it or below."""
    figure, axes = year_axes(view, catalogue.unit(items[0]), items)
    for rank, item in enumerate(items):
        happened(axes, view, item, rank)
        line(axes, view, item, rank)
        if item in above or item in below:
            values, colour = view.values(item), theme.SERIES[rank]
            name_values(axes, view, item, values, colour, up=item in above)
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
    figure, axes = year_axes(view, catalogue.unit(item), (item,))
    past = view.history.get(item, {})
    before = [sign * value for value in past.values()]
    axes.bar([*past], before, width=0.6, color="none", edgecolor=colour_of(colour), zorder=2)
    drawn = axes.bar(view.years, sign * view.values(item), width=0.6, color=colour, zorder=2)
    name_bars(axes, view, item, drawn)
    base_marks(axes, view, item, sign)
    return figure, axes


def colour_of(colour: str | Sequence[str]) -> str:
    """The one colour of all bars, or that of the first."""
    return colour if isinstance(colour, str) else colour[0]


def stack(view: Lines, items: tuple[str, str], words: Sequence[str]) -> "Figure":
    """The second item upon the first, a bar a year, with `words` above each bar."""
    figure, axes = year_axes(view, catalogue.unit(items[0]))
    lower, upper = (view.values(item) for item in items)
    axes.bar(view.years, lower, width=0.6, color=theme.BLUE, zorder=2)
    axes.bar(view.years, upper, width=0.6, bottom=lower, color=theme.ORANGE, zorder=2, ec="white")
    tops = lower + upper
    for i in told(tops):
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
        level(axes, view, least, view.text("chart.goal_least", value=value), up)
    return least
