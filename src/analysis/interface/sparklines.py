"""Small live charts (SVG text), for where a picture must follow a slider.

Matplotlib takes 0.2 to 0.5 s for the same two charts on the machine that it was tried on, which a
hand on a slider feels; these take under a millisecond.
"""

from collections.abc import Sequence

import numpy as np
from markupsafe import Markup

from analysis import catalogue
from analysis.report.blocks import shapes, theme

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 380, 210, 20, 74, 30, 24


def _years(x: np.ndarray, years: Sequence[int]) -> list[Markup]:
    """The years beneath a chart, as many as fit."""
    step = -(-len(years) // shapes.MOST_YEARS)
    return [
        _text(float(place), HEIGHT - 6, str(year), theme.GREY, "middle")
        for place, year in list(zip(x, years, strict=True))[::step]
    ]


def live_chart(
    line: str, years: Sequence[int], values: np.ndarray, base: np.ndarray, language: str
) -> Markup:
    """A line beside the adopted plan (dashed), zero always in sight; ends are written out."""
    unit = catalogue.unit(line)
    title = f"{catalogue.label(line, language)}, {catalogue.text(f'unit.{unit}', language)}"
    low, high = _span(values, base)
    x = np.linspace(LEFT, WIDTH - RIGHT, len(years))

    def y(value: np.ndarray | float) -> np.ndarray:
        return np.asarray(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM))

    number, was = (catalogue.number(float(v[-1]), unit, language) for v in (values, base))
    said = catalogue.text(
        "panel.alt", language, title=title, year=years[-1], value=number, base=was
    )
    zero = float(y(0.0))
    parts = [
        _path(x, y(base), theme.GREY, ' stroke-dasharray="4 3"'),
        _path(x, y(values), theme.BLUE, ' stroke-width="2.5"'),
        Markup('<line x1="{}" x2="{}" y1="{z:.1f}" y2="{z:.1f}" stroke="{ink}"/>').format(
            LEFT, WIDTH - RIGHT, z=zero, ink=theme.INK
        ),
        _text(LEFT, 16, title, theme.INK, "start"),
        _text(WIDTH - RIGHT + 6, float(y(values[-1])) + 4, number, theme.BLUE, "start"),
    ]
    parts += _years(x, years)
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'font-family="sans-serif" font-size="12">{}</svg>'
    ).format(said, Markup("").join(parts), w=WIDTH, h=HEIGHT)


def _span(*series: np.ndarray) -> tuple[float, float]:
    ends = [0.0, *(float(end) for values in series for end in (values.min(), values.max()))]
    low, high = min(ends), max(ends)
    room = 0.05 * (high - low or 1.0)
    return low - room, high + room


def _path(x: np.ndarray, y: np.ndarray, colour: str, style: str) -> Markup:
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
    return Markup('<polyline points="{}" fill="none" stroke="{}"{}/>').format(
        points, colour, Markup(style)
    )


def _text(x: float, y: float, words: str, colour: str, anchor: str) -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" fill="{}" text-anchor="{}">{}</text>').format(
        x, y, colour, anchor, words
    )
