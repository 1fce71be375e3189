"""What a table is: words and numbers already written, in rows. Tables arrange, never compute."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from analysis.report.blocks.view import View


@dataclass(frozen=True)
class Row:
    """One row: its name and its cells as text. `kind` is "", "total", "part", "pass", "fail"
    or "room" (met, above a band)."""

    name: str
    cells: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """A table: caption, column heads (the first stands over the row names), rows and a note.

    `numeric` says of each column after the first whether it holds numbers. `folded` tables are
    shown closed, behind a line that the reader opens. `swedish` lists the columns (the row names
    are column 0) that stay in Swedish on a page in another language: names in the sources.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[bool, ...]
    note: str = ""
    folded: bool = False
    swedish: tuple[int, ...] = ()


class Spoken(Protocol):
    """A view of results in a language."""

    @property
    def language(self) -> str: ...


def swedish_columns(view: Spoken, *columns: int) -> tuple[int, ...]:
    """`columns` when the page is not in Swedish, else none."""
    return () if view.language == "sv" else columns


def lines_table(
    view: View,
    caption: str,
    lines: Sequence[str],
    totals: Sequence[str] = (),
    note: str = "",
) -> Table:
    """Lines of the projection by year; those in `totals` stand out. Lines a plan lacks show –."""
    held = view.projection.lines
    rows = tuple(
        Row(
            view.label(item),
            tuple(view.number(item, v) for v in view.values(item))
            if item in held
            else tuple("–" for _ in view.years),
            "total" if item in totals else "",
        )
        for item in lines
    )
    head = (view.text("table.line"), *map(str, view.years))
    return Table(caption, head, rows, (True,) * len(view.years), note)
