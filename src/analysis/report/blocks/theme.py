"""The one look of all figures: seaborn's white grid, a few colours, labels beside what they name.

Colours keep 4.5:1 against white, so that a label may wear the colour of its line, and differ in
lightness as well as hue, so that they are told apart without colour vision and in grey print.
Matplotlib is imported where something is drawn: a command that draws nothing need not wait for it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from analysis import catalogue

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, PURPLE, INK, GREY = (
    "#08519c",
    "#a63603",
    "#00664b",
    "#6a3d9a",
    "#1a1a1a",
    "#5c5c5c",
)
SERIES = (BLUE, ORANGE, GREEN, PURPLE, GREY)
MARKERS = ("o", "s", "^", "D", "v")
PALE = "#f1f3f5"
PALE_BLUE, PALE_ORANGE = "#c9d6e8", "#f0dacd"
LETTERS = 9.5
"""Points of every letter in a figure."""
WIDE = 4.2
"""Inches across every figure. A phone of 390 px shows a picture 358 px wide: letters are then 11 px
high, and those of a line are 54."""
HIGH, LEFT, RIGHT, FOOT, HEAD = 2.35, 0.6, 0.2, 0.26, 0.06
"""Inches of a plot upwards, and from it to the edges; words above and beside it come on top."""
SMALL = 1.2
"""Inches of a plot upwards where several stand together."""
ROW = 1.28 * LETTERS
"""Points from one row of words above a plot to the next."""
ABOVE, BESIDE = "above", "beside"
"""What words above and beside a plot are called in the figure, so that it gives them room."""
SIGNS = {"o": "●", "s": "■", "^": "▲", "D": "◆", "v": "▼", "None": "━", "": "━"}
DASHED = "╌"
"""How a name wears the marker of its line; bars and areas are squares."""
BACKING = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.6}
"""Behind a number, so that it stays readable where a line crosses it."""
ROUND = (1, 2, 2.5, 5, 10)
"""Steps along an axis, times a power of ten."""


LABELS = ("axes.title", "axes.label", "xtick.label", "ytick.label")
"""What of a figure has letters, by matplotlib's names."""


@cache
def style() -> dict[str, object]:
    """Settings of matplotlib for every figure of a report."""
    import seaborn as sns  # only where figures are drawn: it takes a second to import

    settings = dict(sns.axes_style("whitegrid")) | dict(sns.plotting_context("notebook"))
    sizes = ("font.size", *(f"{part}size" for part in LABELS))
    own = dict.fromkeys(sizes, LETTERS) | {
        "axes.edgecolor": GREY,
        "axes.grid.axis": "y",
        "axes.labelcolor": INK,
        "axes.spines.left": False,
        "axes.spines.right": False,
        "axes.spines.top": False,
        "figure.facecolor": "white",
        "font.family": ["sans-serif"],
        "font.sans-serif": ["DejaVu Sans"],
        "grid.color": "#dcdfe3",
        "lines.linewidth": 2.0,
        "lines.markersize": 4.5,
        "svg.fonttype": "path",
        "svg.hashsalt": "region",
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.bottom": False,
        "ytick.left": False,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.major.pad": 6,
    }
    return settings | own


@contextmanager
def themed() -> Iterator[None]:
    """Draw inside this; matplotlib's own settings are left as they were."""
    import matplotlib as mpl

    with mpl.rc_context(style()):  # type: ignore[arg-type]
        yield


def figure(height: float = HIGH, layout: Literal["constrained"] | None = None) -> "Figure":
    """An empty figure as wide as all, `height` inches high; to be made inside `themed`."""
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDE, height), layout=layout)


def plot(
    heading: str = "", high: float = HIGH, left: float = LEFT, foot: float = FOOT
) -> "tuple[Figure, Axes]":
    """One plot `high` inches high, with room for its axes and the heading above it."""
    with themed():
        drawn = figure(high + foot)
        axes = drawn.add_axes((left / WIDE, foot / (high + foot), 0.5, high / (high + foot)))
    if heading:
        head(axes, heading)
    fit(axes)
    return drawn, axes


def panels(
    titles: Sequence[str], columns: int, heading: str, shared: bool = False
) -> "tuple[Figure, list[Axes]]":
    """Small plots side by side, each with its title over its left edge and `heading` over all of
    them; of one scale where it is `shared`."""
    wide, said = WIDE / columns, lines_of(heading)
    over = ROW * max(len(lines_of(title, 70 * wide)) for title in titles) / 72 + 0.06
    high, rows, top = SMALL + FOOT + over, -(-len(titles) // columns), HEAD + ROW * len(said) / 72
    tall = top + high * rows
    with themed():
        drawn = figure(tall)
        found: list[Axes] = []
        for n, title in enumerate(titles):
            left, foot = (n % columns) * wide, tall - top - high * (n // columns + 1) + FOOT
            box = ((left + LEFT) / WIDE, foot / tall, (wide - LEFT - RIGHT) / WIDE, SMALL / tall)
            axes = drawn.add_axes(box, sharey=found[0] if found and shared else None)
            words = "\n".join(lines_of(title, 70 * wide))
            drawn.text((left + 0.04) / WIDE, (foot + SMALL + 0.06) / tall, words, va="bottom")
            found.append(axes)
        drawn.text(0.01, 1 - HEAD / tall, "\n".join(said), va="top", color=GREY)
    return drawn, found


def head(axes: "Axes", words: str, colour: str = GREY) -> None:
    """What an axis counts and what else must be known, above the plot."""
    for line in reversed(lines_of(words)):
        _above(axes, line, colour, _rows_above(axes))


def _above(axes: "Axes", words: str, colour: str, row: int, across: float = 0.0) -> None:
    """Words above a plot, in a row counted from it, so many points from the left edge."""
    axes.annotate(
        words,
        (0.01, 1),
        xycoords=("figure fraction", "axes fraction"),
        xytext=(across, 4 + row * ROW),
        textcoords="offset points",
        va="bottom",
        fontsize=LETTERS,
        color=colour,
        annotation_clip=False,
        gid=f"{ABOVE} {row}",
    )


def _rows_above(axes: "Axes") -> int:
    return len({text.get_gid() for text in axes.texts if str(text.get_gid()).startswith(ABOVE)})


def fit(axes: "Axes") -> None:
    """Give the only plot of a figure all the room that words above and beside it leave."""
    drawn, box = axes.get_figure(root=True), axes.get_position()
    assert drawn is not None
    tall = drawn.get_size_inches()[1]
    left, foot, high = box.x0 * WIDE, box.y0 * tall, box.height * tall
    beside = [text.get_text() for text in axes.texts if text.get_gid() == BESIDE]
    right = max([RIGHT, *((across(words) + 6) / 72 for words in beside)])
    tall = foot + high + HEAD + (4 + ROW * _rows_above(axes)) / 72
    drawn.set_size_inches(WIDE, tall)
    axes.set_position((left / WIDE, foot / tall, 1 - (left + right) / WIDE, high / tall))


@cache
def across(words: str) -> float:
    """The width of a line of words in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    font = FontProperties(family="DejaVu Sans")
    return float(TextPath((0, 0), words + "|", LETTERS, font).get_extents().width)


def lines_of(words: str, room: float = 0.98 * 72 * WIDE) -> list[str]:
    """Words on as few lines as have room, in points."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and across(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def steps(axis: "Axis", most: int = 10, integer: bool = False) -> None:
    """At most so many steps of round numbers along an axis; whole ones where they are years."""
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(most, integer=integer, steps=ROUND))


def name_lines(axes: "Axes", ends: Sequence[tuple[float, str, str]]) -> None:
    """Name what is drawn above the plot, from the highest to the lowest: (height at the end, name,
    colour); each wears its colour and its marker."""
    rows: list[list[tuple[str, str, float]]] = [[]]
    place = 0.0
    for _, name, colour in sorted(ends, reverse=True):
        if rows[-1] and place + across(f"● {name}") > 0.98 * 72 * WIDE:
            rows.append([])
            place = 0.0
        rows[-1].append((name, colour, place))
        place += across(f"● {name}") + LETTERS
    first = _rows_above(axes)
    for row, found in enumerate(reversed(rows), first):
        for name, colour, place in found:
            _above(axes, _sign(axes, colour), colour, row, place)
            _above(axes, name, colour if colour in SERIES else INK, row, place + across("● "))
    fit(axes)


def _sign(axes: "Axes", colour: str) -> str:
    """The marker of the line in a colour, the whole one where there is a base beside it; a square
    where there is none."""
    from matplotlib.colors import to_hex

    drawn = [line for line in axes.lines if to_hex(line.get_color()) == colour]
    whole = [line for line in drawn if line.get_linestyle() == "-"]
    if whole:
        return SIGNS.get(str(whole[-1].get_marker()), "━")
    return DASHED if drawn else "■"


def name_beside(axes: "Axes", ends: Sequence[tuple[float, str, str]]) -> None:
    """A few letters beside each end: (height, words, colour); they do not touch each other."""
    low, high = axes.get_ylim()
    axes.set_ylim(low, high)
    ranked = sorted(ends)
    rooms = np.full(len(ranked), (high - low) * ROW / (72 * HIGH))
    heights = apart(np.array([end[0] for end in ranked]), rooms, low, high)
    for (_, words, colour), height in zip(ranked, heights, strict=True):
        axes.annotate(
            words,
            (1, height),
            xycoords=axes.get_yaxis_transform(),
            xytext=(3, 0),
            textcoords="offset points",
            color=colour,
            fontsize=LETTERS,
            va="center",
            annotation_clip=False,
            gid=BESIDE,
        )
    fit(axes)


def apart(wanted: np.ndarray, rooms: np.ndarray, low: float, high: float) -> np.ndarray:
    """Heights near the wanted ones, in their order, each with its room, between low and high.

    Pushed up from below and halfway back, then down from the top and up from the bottom: nothing
    overlaps as long as all rooms fit.
    """
    gaps = (rooms[1:] + rooms[:-1]) / 2
    placed = wanted.astype(float)
    for i, gap in enumerate(gaps):
        placed[i + 1] = max(placed[i + 1], placed[i] + gap)
    placed -= (placed - wanted).mean()
    placed[-1] = min(placed[-1], high - rooms[-1] / 2)
    for i in range(len(gaps) - 1, -1, -1):
        placed[i] = min(placed[i], placed[i + 1] - gaps[i])
    placed[0] = max(placed[0], low + rooms[0] / 2)
    for i, gap in enumerate(gaps):
        placed[i + 1] = max(placed[i + 1], placed[i] + gap)
    return placed


def numbers(axis: "Axis", unit: str, language: str) -> None:
    """Numbers along an axis in the reader's language, with the decimals that tell them apart."""
    from matplotlib.ticker import FuncFormatter

    def written(value: float, _: object) -> str:
        ticks = np.asarray([*axis.get_majorticklocs(), value], dtype=float)
        places = next((p for p in (0, 1) if np.allclose(ticks, ticks.round(p))), 2)
        return catalogue.number(float(value), unit, language, places)

    axis.set_major_formatter(FuncFormatter(written))
