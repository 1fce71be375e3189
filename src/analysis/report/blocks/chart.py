"""What a chart is, and the sentences that go with it: its title and its alternative text."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks.view import View


@dataclass(frozen=True)
class Chart:
    """One picture: how it is drawn, what it says, and the lines of its table of figures.

    `kind` is what it looks like (lines, bars, …); `says` is the title, generated from the results.
    `draw` gets a view that holds `lines` and no others.
    """

    name: str
    kind: str
    lines: tuple[str, ...]
    draw: Callable[[View], Figure]
    says: Callable[[View], str]

    def describe(self, view: View) -> str:
        """Alternative text: the kind of chart, its years and the course of each line."""
        years = catalogue.year_span(view.years)
        parts = [view.text("alt.opening", kind=view.text(f"alt.{self.kind}"), years=years)]
        parts += [course(view, line) for line in self.lines]
        if view.base is not None:
            parts.append(view.text("alt.base"))
        return " ".join(parts)


def direction(first: float, last: float, unit: str) -> str:
    """rises, falls or unchanged, judged on the figures as they are shown."""
    if catalogue.number(first, unit) == catalogue.number(last, unit):
        return "unchanged"
    return "rises" if last > first else "falls"


def verb(view: View, first: float, last: float, unit: str) -> str:
    """ "ökar", "minskar" or "är oförändrad" in the reader's language."""
    return view.text(f"verb.{direction(first, last, unit)}")


def say_ends(view: View, key: str, line: str) -> str:
    """The text `key` on where a line begins and ends."""
    first, last = (float(value) for value in view.values(line)[[0, -1]])
    return view.text(
        key,
        verb=verb(view, first, last, catalogue.unit(line)),
        first=view.amount(line, first),
        last=view.amount(line, last),
        start=view.years[0],
        end=view.years[-1],
    )


def say_change(view: View, key: str, line: str, sign: float = 1.0) -> str:
    """The text `key` on how much a line rises or falls over the years, taken times `sign`."""
    first, last = (float(value) for value in sign * view.values(line)[[0, -1]])
    unit = catalogue.unit(line)
    return view.text(
        f"{key}.{direction(first, last, unit)}",
        value=catalogue.amount(abs(last - first), unit, view.language),
        start=view.years[0],
        end=view.years[-1],
    )


def course(view: View, line: str) -> str:
    """The course of one line in a sentence, with its ends and any turn between them."""
    values, years = view.values(line), view.years
    first, last = float(values[0]), float(values[-1])
    key = "alt.course" if view.number(line, first) != view.number(line, last) else "alt.flat"
    said = view.text(
        key,
        label=view.label(line),
        first=view.amount(line, first),
        last=view.amount(line, last),
        start=years[0],
        end=years[-1],
    )
    high, low = int(np.argmax(values)), int(np.argmin(values))
    turns = [
        view.text(name, value=view.amount(line, float(values[i])), year=years[i])
        for name, i in (("alt.highest", high), ("alt.lowest", low))
        if i not in (0, len(years) - 1) and values[i] not in (values[0], values[-1])
    ]
    return f"{said}{', ' if turns else ''}{', '.join(turns)}."
