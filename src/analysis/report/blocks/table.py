"""What a table is: words and numbers already written, in rows. Tables arrange, never compute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from analysis import catalogue
from analysis.report.blocks.view import Lines
from analysis.study.figure_names import EARLIER

Subject = TypeVar("Subject")


@dataclass(frozen=True)
class Row:
    """One row: its name and its cells as text. `kind` is "", "total", "part", "pass", "fail"
    or "room" (met, above a band). `figures` names the value of the calculation and its year that a
    cell shows, the printed cell that it is (`printed_cell`), or "": in a report such a cell leads
    to how it is calculated, or to where it is printed."""

    name: str
    cells: tuple[str, ...]
    kind: str = ""
    figures: tuple[str, ...] = ()


def no_notice(subject: object) -> str:
    """A table that is whole needs none."""
    return ""


@dataclass(frozen=True)
class Listing(Generic[Subject]):
    """A table, or several, of one subject, by name.

    `of` finds the subject of a view and raises InputError when the plan cannot give one; `notice`
    says what a table lacks that is shown all the same. A statement tells its `lines` and which of
    them stand out, so that the workbook lays it out alike.
    """

    name: str
    of: Callable[..., Subject]
    tables: Callable[[Subject], "Table | Sequence[Table]"]
    notice: Callable[[Subject], str] = no_notice
    lines: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()

    def made(self, subject: Subject) -> "tuple[Table, ...]":
        """The tables, also when there is but one."""
        found = self.tables(subject)
        return (found,) if isinstance(found, Table) else tuple(found)


@dataclass(frozen=True)
class Table:
    """A table: caption, column heads (the first stands over the row names), rows and a note.

    `numeric` says of each column after the first whether it holds numbers. `folded` tables are
    shown closed, behind a line that the reader opens. `swedish` lists the columns (the row names
    are column 0) that stay in Swedish on a page in another language: names in the sources. The
    rows of a `listing` stand each for itself: a page lets its reader search and order them.
    `made` names the method that tells how it is made (`blocks.method`), where a cell may hold a
    number that is no value of the calculation: a report then makes one link of it at the caption.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: tuple[bool, ...]
    note: str = ""
    folded: bool = False
    swedish: tuple[int, ...] = ()
    listing: bool = False
    made: str = ""

    @property
    def empty(self) -> bool:
        """Whether no cell holds a number."""
        return not any(
            cell != catalogue.number_format.NO_VALUE
            for row in self.rows
            for cell, numeric in zip(row.cells, self.numeric, strict=True)
            if numeric
        )


class Spoken(Protocol):
    """A view of results in a language."""

    @property
    def language(self) -> str: ...


def swedish_columns(view: Spoken, *columns: int) -> tuple[int, ...]:
    """`columns` when the page is not in Swedish, else none."""
    return () if view.language == "sv" else columns


def with_history(view: Lines, table: Table, names: Sequence[str | None]) -> Table:
    """The same table with columns ahead for the years before the plan that are known of its rows;
    `names` are their lines, None for a row of another kind."""
    known = [view.history.get(name, {}) if name else {} for name in names]
    years = sorted({year for by in known for year in by})
    if not years:
        return table
    rows = tuple(
        replace(
            row,
            cells=(*(view.number(str(n), by[y]) if y in by else "–" for y in years), *row.cells),
            figures=(*(f"{EARLIER}{n}@{y}" if y in by else "" for y in years), *row.figures)
            if row.figures
            else (),
        )
        for n, by, row in zip(names, known, table.rows, strict=True)
    )
    head = (table.head[0], *map(str, years), *table.head[1:])
    note = " ".join(
        filter(None, [table.note, view.text("history.note", years=catalogue.year_span(years))])
    )
    return replace(
        table, head=head, rows=rows, numeric=(*[True] * len(years), *table.numeric), note=note
    )


def lines_table(
    view: Lines,
    caption: str,
    lines: Sequence[str],
    totals: Sequence[str] = (),
    note: str = "",
) -> Table:
    """Lines of the projection by year; those in `totals` stand out. Lines a plan lacks show –."""
    held = view.lines
    rows = tuple(
        Row(
            view.label(item),
            tuple(view.number(item, v) for v in view.values(item))
            if item in held
            else tuple("–" for _ in view.years),
            "total" if item in totals else "",
            tuple(f"{item}@{year}" for year in view.years) if item in held else (),
        )
        for item in lines
    )
    head = (view.text("table.line"), *map(str, view.years))
    return Table(caption, head, rows, (True,) * len(view.years), note)
