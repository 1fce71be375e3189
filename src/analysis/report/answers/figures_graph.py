"""A picture of the calculation, drawn from the functions themselves, and of one scored plan."""

import numpy as np
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.model.chapters import chapter_of, model
from analysis.report.answers.figures_risk import bars, key, numbers
from analysis.report.blocks import theme
from analysis.report.blocks.explanation import value_label
from analysis.report.blocks.view import View
from analysis.study.layout import layout
from analysis.study.score import Score

COLOURS = (
    theme.BLUE,
    theme.ORANGE,
    theme.GREEN,
    theme.PURPLE,
    theme.GREY,
    "#8c510a",
    "#01665e",
    "#b2182b",
    "#4d4d4d",
)
MARK = "#f28e2b"


def draw_graph(moved: frozenset[str] | None, view: View, target: str | None = None) -> Figure:
    """Every step of the calculation from the top down, coloured by chapter.

    With `moved`, the steps that a scenario's differences touch are ringed.
    """
    from analysis.model.graph import touched

    found = layout(model(), [target] if target else None)
    reached = touched(model(), moved) if moved else set()
    chapters = list(dict.fromkeys(chapter_of().values()))
    rows = max(row for _, row in found.places.values())
    with theme.themed():
        last = max(level for level, _ in found.places.values())
        figure = Figure(figsize=(0.4 + 1.02 * rows, 0.3 + 0.55 * (last + 1)))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    for first, second in found.arrows:
        (y0, x0), (y1, x1) = found.places[first], found.places[second]
        lit = first in reached and second in reached
        axes.annotate(
            "", (x1, -y1), (x0, -y0),
            arrowprops={"arrowstyle": "-", "color": MARK if lit else "#c9ced4",
                        "lw": 1.4 if lit else 0.6, "connectionstyle": "arc3,rad=0.08"},
        )  # fmt: skip
    for name, (level, row) in found.places.items():
        colour = COLOURS[chapters.index(chapter_of()[name]) % len(COLOURS)]
        axes.annotate(
            _name(name, view.language), (row, -level), ha="center", va="center", fontsize=6.5,
            color="white",
            bbox={"boxstyle": "round,pad=0.3", "fc": colour,
                  "ec": MARK if name in reached else colour, "lw": 2 if name in reached else 0.5},
        )  # fmt: skip
    axes.set_xlim(-0.15, rows + 0.65)
    axes.set_ylim(-last - 0.5, 0.5)
    axes.axis("off")
    return figure


def _name(name: str, language: str) -> str:
    words = value_label(name, language).split()
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) > 15:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    kept = [*lines, line]
    return "\n".join(kept[:2]) + ("…" if len(kept) > 2 else "")


def draw_score(answer: Score, view: View) -> Figure:
    """The mean error of each line in per cent of the outcome, too high to the right."""
    means = {}
    for line, misses in answer.by_line().items():
        shares = np.array([m.percent for m in misses])
        if np.isfinite(shares).any():
            means[line] = float(np.nanmean(shares))
    ranked = sorted(means, key=lambda line: -abs(means[line]))
    figure, axes = bars([value_label(line, view.language) for line in ranked])
    for row, line in enumerate(ranked):
        value = means[line]
        colour = theme.BLUE if value >= 0 else theme.ORANGE
        axes.barh(row, value, color=colour, height=0.62, zorder=2)
        axes.annotate(
            catalogue.signed(value, "pct", view.language), (value, row),
            xytext=(4 if value >= 0 else -4, 0), textcoords="offset points",
            ha="left" if value >= 0 else "right", va="center", fontsize=9,
        )  # fmt: skip
    axes.axvline(0, color=theme.INK, lw=1)
    axes.margins(x=0.2)
    axes.xaxis.set_major_formatter(numbers("pct", view, 0))
    key(axes, view.text("chart.score_key"))
    return figure
