"""What a page shows (*det som visas*): a chart, a table or words, to look at and to go on with.

A report is made of these, by name; a notebook calls for them as the pages do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Shown:
    """A block of a page. `html` is how a notebook and a report show it."""

    name: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}>"


@dataclass(frozen=True, repr=False)
class ShownChart(Shown):
    """A chart of the report. `.figure` is drawn anew, to change: titles, axes, size, colours."""

    draw: Callable[[], Figure]

    @cached_property
    def figure(self) -> Figure:
        """The chart as a `matplotlib.figure.Figure`. Raises InputError for what a plan lacks."""
        return self.draw()


@dataclass(frozen=True, repr=False)
class ShownTable(Shown):
    """A table of the report, or several of one subject."""

    make: Callable[[], Sequence[pd.DataFrame]]

    @cached_property
    def frames(self) -> Sequence[pd.DataFrame]:
        """Each table as a DataFrame. Raises InputError for what a plan lacks.

        A cell that shows a line holds its number, unrounded and in the unit of the line; any other
        cell is the text that stands in the report. `attrs["caption"]` is the heading.
        """
        return self.make()

    @property
    def frame(self) -> pd.DataFrame:
        """The first of them; an empty one where there is nothing to show."""
        return next(iter(self.frames), pd.DataFrame())
