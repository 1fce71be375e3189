"""An answer (*svar*) that shows itself: tables as DataFrames, a figure to go on with, and words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.errors import InputError, Message, nearest

REPR_ROWS = 8


@dataclass(frozen=True, repr=False)
class Answer:
    """What a question gives back.

    `tables` holds every table by name, with identifiers and unrounded numbers; `draw` makes the
    figure; `raw` is the object of the study behind it, for those who go on from there.
    """

    name: str
    tables: Mapping[str, pd.DataFrame]
    sentences: Sequence[str]
    assumptions: Sequence[str]
    raw: object
    html: Callable[[], str] = field(repr=False)
    draw: Callable[[], Figure] | None = field(default=None, repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """The first table of the answer."""
        return next(iter(self.tables.values()))

    @property
    def text(self) -> str:
        """What the answer says, one sentence a line."""
        return "\n".join(self.sentences)

    @cached_property
    def figure(self) -> Figure:
        """The figure, a `matplotlib.figure.Figure`. Raises AttributeError where there is none."""
        if self.draw is None:
            raise AttributeError(f"the answer {self.name!r} has no figure; see .table")
        return self.draw()

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self.tables:
            raise InputError(
                Message("the answer has no such table"),
                value=table,
                expected=Message("one of: {names}", names=", ".join(self.tables)),
                nearest=nearest(str(table), self.tables),
            )
        return self.tables[table]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.tables)

    def __repr__(self) -> str:
        shape = ", ".join(f"{name} {len(frame)} rows" for name, frame in self.tables.items())
        return "\n".join([f"<Answer {self.name}: {shape}>", *self.sentences[:REPR_ROWS]])

    def _repr_html_(self) -> str:
        return str(Markup('<div class="regionkalkyl">{}</div>').format(Markup(self.html())))
