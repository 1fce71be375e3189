"""What is shown of the adopted plan where its print contradicts itself: the printed figure."""

from collections.abc import Collection

from analysis.catalogue import label, number, text, unit
from analysis.model.projection import Projection

MARK = "*"
"""Stands behind a printed figure that the calculation cannot give."""


def printed_instead(projection: Projection, line: str, year: int) -> float | None:
    """The printed figure to show in place of the calculation's own, in the unit of the line; None
    where the two are the same, where nothing is printed, and in any scenario but the plan."""
    figure = projection.printed(line, year) if projection.as_decided else None
    if figure is None or figure.reason is None:
        return None
    return float(figure.published.value)


def told(projection: Projection, language: str, lines: Collection[str] = ()) -> list[str]:
    """A sentence for each figure shown as printed, of all lines or of `lines`, with the
    calculation's own and the reason that the plan gives."""
    return [
        text(
            "printed.contradicted",
            language,
            label=label(figure.line, language),
            year=figure.year,
            printed=number(float(figure.published.value), unit(figure.line), language),
            own=number(figure.own, unit(figure.line), language),
            reason=figure.reason,
        )
        for figure in (projection.contradicted if projection.as_decided else ())
        if not lines or figure.line in lines
    ]
