"""What a table is, and how a page shows it: words and numbers already written, in rows. Tables
arrange, never compute. All text is escaped here (markupsafe), once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from markupsafe import Markup, escape

from analysis import catalogue
from analysis.errors import InputError
from analysis.report.blocks.missing import missing_html, missing_words
from analysis.report.blocks.view import Reader

Subject = TypeVar("Subject")
SHORT = 16
"""Characters that a cell keeps on one line even on a phone."""
FIELD = 10
"""Characters of a word that one field of a card holds (`cards.css`)."""
LIST, FEW = "table list", 8
"""The class of a list that a reader may search and order, and rows that are seen at a glance."""
STEP_REM, WIDE = 4, 56
"""Widths in rem: of steps, and of the room that a page has on an ordinary screen."""


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


class Setting(NamedTuple):
    """How a table is set, in rem: row names and cells at least, a character, around a cell."""

    name: float
    cell: float
    character: float
    padding: float


USUAL, DENSE = Setting(9.0, 4.0, 0.58, 1.5), Setting(7.0, 2.4, 0.49, 0.65)
"""As in `page.css`: tables, and those of the class `dense`."""


def listing_html(listing: Listing[Subject], view: Reader, options: Mapping[str, object]) -> Markup:
    """A table or several, the folded ones closed; or the note alone, or what a plan lacks."""
    try:
        subject = listing.of(view, **options)
        notice, tables = listing.notice(subject), listing.made(subject)
    except InputError as error:
        return missing_html(view, error)
    shown = [
        _folded(view, table) if table.folded and table.rows else table_html(table)
        for table in tables
        if not (notice and table.empty)
    ]
    return _joined([missing_words(notice), *shown] if notice else shown)


def _folded(view: Reader, table: Table) -> Markup:
    key = "table.open_one" if len(table.rows) == 1 else "table.open"
    opens = Markup(escape(view.text(key))).format(caption=table.caption, count=len(table.rows))
    return Markup('<details class="data"><summary>{}</summary>{}</details>').format(
        opens, table_html(table)
    )


def note_html(words: str) -> Markup:
    """What must be known to read a block, beneath it; nothing where there is nothing to say."""
    return Markup('<p class="note">{}</p>').format(words) if words else Markup("")


def table_html(table: Table) -> Markup:
    """A table with caption and scoped headers; where it is wider than its room, rows are cards.

    The class `fit-N` says that the table needs N rem; the page turns it into cards below that, so
    that no column is ever out of sight. Every cell carries its heading for that.
    """
    note = note_html(table.note)
    if not table.rows:
        return note
    return (
        Markup(
            '<div class="{kind}"><div class="{fit}">'
            "<table{made}><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
            "<tbody>{rows}</tbody></table></div></div>"
        ).format(
            kind=LIST if table.listing and len(table.rows) > FEW else "table",
            fit=_fit(table),
            made=Markup(' data-made="{}"').format(table.made) if table.made else "",
            caption=table.caption,
            head=_joined(_head(table)),
            rows=_joined(_row(table, row) for row in table.rows),
        )
        + note
    )


def _fit(table: Table) -> str:
    """The room that a table needs, as a class; set smaller where it is wider than a page."""
    need = needed_width(table)
    return f"fit-{need}" if need <= WIDE else f"fit-{needed_width(table, DENSE)} dense"


def needed_width(table: Table, setting: Setting = USUAL) -> int:
    """The least room, in rem, in which every column is readable; in steps, to keep pages small."""
    names = [_plain(name) for name in (table.head[0], *(row.name for row in table.rows))]
    longest = max(_longest_word(name) for name in names)
    need = max(setting.name, setting.character * longest + setting.padding)
    for column, numeric in enumerate(table.numeric):
        cells = [row.cells[column] for row in table.rows]
        own = max(map(len, cells)) if numeric else max(map(_readable, cells))
        head = _longest_word(_plain(table.head[column + 1]))
        need += max(setting.cell, setting.character * max(own, head) + setting.padding)
    return STEP_REM * -(-int(need + 1) // STEP_REM)


def _plain(text: str) -> str:
    """A text without the marks of its language, for an attribute or a width."""
    return text.striptags() if isinstance(text, Markup) else text


def _readable(cell: str) -> int:
    """Characters that a text wants on one line: a short one all, a long one a piece of it."""
    return max(_longest_word(cell), min(len(cell), SHORT))


def _longest_word(text: str) -> int:
    return max((len(word) for word in text.split(" ")), default=0)


def _head(table: Table) -> Iterable[Markup]:
    for name, numeric in zip(table.head, (False, *table.numeric), strict=True):
        yield Markup('<th scope="col"{}>{}</th>').format(_class("n" if numeric else ""), name)


def _row(table: Table, row: Row) -> Markup:
    figures = row.figures or ("",) * len(row.cells)
    cells = (
        Markup('<td{}{}{} data-label="{}">{}</td>').format(
            _class(_cell_class(cell, numeric, _plain(table.head[column]))),
            _swedish(table, column),
            _figure(figure),
            _plain(table.head[column]),
            cell,
        )
        for column, (cell, numeric, figure) in enumerate(
            zip(row.cells, table.numeric, figures, strict=True), 1
        )
    )
    return Markup('<tr{}><th scope="row"{}>{}</th>{}</tr>').format(
        _class(row.kind), _swedish(table, 0), row.name, _joined(cells)
    )


def _figure(figure: str) -> Markup:
    """Which value of the calculation a cell shows; a report makes a link of it."""
    return Markup(' data-figure="{}"').format(figure) if figure else Markup("")


def _swedish(table: Table, column: int) -> Markup:
    """Says of a Swedish name on a page in another language that it is Swedish."""
    return Markup(' lang="sv"') if column in table.swedish else Markup("")


def _cell_class(cell: str, numeric: bool, head: str) -> str:
    """Numbers to the right; short words, such as a span of years, in one piece; and two fields of
    a card for a word that one cannot hold."""
    own = "n" if numeric else "w" if len(cell) <= SHORT else ""
    long = own and max(_longest_word(cell), _longest_word(head)) > FIELD
    return f"{own} l" if long else own


def _class(name: str) -> Markup:
    return Markup(' class="{}"').format(name) if name else Markup("")


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)
