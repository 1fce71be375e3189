"""Charts, tables and sentences as accessible HTML, for JupyterLab and for pages alike.

All text is escaped here (markupsafe), once; what users wrote can never become markup.
"""

import base64
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from analysis import catalogue
from analysis.errors import InputError, in_language
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.figure_source import source_of
from analysis.report.blocks.look import recoloured
from analysis.report.blocks.missing import Lacking
from analysis.report.blocks.pictures import picture
from analysis.report.blocks.sentence import Sentence, Subject
from analysis.report.blocks.table import Listing, Row, Table
from analysis.report.blocks.titles import beyond
from analysis.report.blocks.view import Reader, View

SHORT = 16
"""Characters that a cell keeps on one line even on a phone."""
FIELD = 10
"""Characters of a word that one field of a card holds (`cards.css`)."""
LIST, FEW = "table list", 8
"""The class of a list that a reader may search and order, and rows that are seen at a glance."""
Options = Mapping[str, object]
STEP_REM, WIDE = 4, 56
"""Widths in rem: of steps, and of the room that a page has on an ordinary screen."""


class Setting(NamedTuple):
    """How a table is set, in rem: row names and cells at least, a character, around a cell."""

    name: float
    cell: float
    character: float
    padding: float


USUAL, DENSE = Setting(9.0, 4.0, 0.58, 1.5), Setting(7.0, 2.4, 0.49, 0.65)
"""As in `page.css`: tables, and those of the class `dense`."""


def chart_html(chart: Chart[Subject], view: Reader, options: Options = {}) -> Markup:  # noqa: B006
    """A chart with title, alternative text and its figures as a table; or what it lacks."""
    try:
        subject = chart.of(view, **options)
        drawn = recoloured(picture(chart.name, chart.draw, *chart.given(subject)), view.look)
        return figure_html(chart, subject, drawn, identity(chart.name, options), view)
    except InputError as error:
        return missing_html(view, error)


def identity(name: str, options: Options) -> str:
    """What a figure is called in its page: its name, and with which options it was asked for."""
    words = " ".join([name, *map(str, options.values())])
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def figure_html(
    chart: Chart[Subject], subject: Subject, drawn: bytes, identity: str, view: Reader
) -> Markup:
    """A picture (SVG) with all that is said of it, its source, and its figures as a table."""
    more, note, table = chart.more(subject), chart.note(subject), chart.table(subject)
    return Markup(
        '<figure class="chart" id="chart-{identity}"><figcaption>{title}</figcaption>'
        '<img src="data:image/svg+xml;base64,{image}" alt="{alt}">'
        '{more}{note}{source}<details class="data"><summary>{open}</summary>{table}</details>'
        "</figure>"
    ).format(
        identity=identity,
        title=chart.says(subject),
        image=base64.b64encode(drawn).decode("ascii"),
        alt=chart.describe(subject),
        more=Markup("<p>{}</p>").format(more) if more else "",
        note=_note(note),
        source="" if chart.sourced else source_of(view, table),
        open=catalogue.text("chart.as_table", view.language),
        table=table_html(table),
    )


def listing_html(listing: Listing[Subject], view: Reader, options: Options = {}) -> Markup:  # noqa: B006
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
    return _joined([_missing(notice), *shown] if notice else shown)


def _folded(view: Reader, table: Table) -> Markup:
    key = "table.open_one" if len(table.rows) == 1 else "table.open"
    opens = Markup(escape(view.text(key))).format(caption=table.caption, count=len(table.rows))
    return Markup('<details class="data"><summary>{}</summary>{}</details>').format(
        opens, table_html(table)
    )


def said_html(sentence: Sentence[Subject], view: Reader, options: Options = {}) -> Markup:  # noqa: B006
    """A sentence, a list of them, or what a plan lacks; a warning is said to be one in words."""
    try:
        subject = sentence.of(view, **options)
        words = sentence.says(subject)
    except InputError as error:
        return missing_html(view, error)
    if isinstance(words, Markup):
        return words
    if not isinstance(words, str):
        items = _joined(Markup("<li>{}</li>").format(said) for said in words)
        return Markup("<ul>{}</ul>").format(items)
    if sentence.warns(subject):
        return Markup('<p class="warning"><strong>{}</strong> {}</p>').format(
            view.text("headline.warning"), words
        )
    return Markup('<p class="headline">{}</p>').format(words)


def missing_html(view: Reader, error: InputError) -> Markup:
    """Why there is no block, in the place of one: what a plan lacks, or what is wrong in it."""
    said = (str(in_language(problem.message, view.language)) for problem in error.problems)
    reason = "; ".join(said)
    return _missing(
        reason if isinstance(error, Lacking) else f"{view.text('study.missing')} {reason}."
    )


def _missing(words: str) -> Markup:
    return Markup('<p class="missing">{}</p>').format(words)


def _note(words: str) -> Markup:
    return Markup('<p class="note">{}</p>').format(words) if words else Markup("")


def table_html(table: Table) -> Markup:
    """A table with caption and scoped headers; where it is wider than its room, rows are cards.

    The class `fit-N` says that the table needs N rem; the page turns it into cards below that, so
    that no column is ever out of sight. Every cell carries its heading for that.
    """
    note = _note(table.note)
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


def question_html(view: View) -> Markup:
    """The question that the scenario asks, and its note or the size of its risk, as written."""
    scenario = view.projection.scenario
    english = view.language == "en" and scenario.question_en
    question = Markup('<p class="question"{}>{}</p>').format(
        Markup("") if english or view.language == "sv" else Markup(' lang="sv"'),
        scenario.question_en if english else scenario.question,
    )
    if longer := beyond(view.projection, view.language):
        question += Markup('<p class="note">{}</p>').format(longer)
    note = scenario.note or (scenario.risk and getattr(scenario.risk, view.language))
    if not note:
        return question
    return question + Markup(
        '<details class="data"><summary>{}</summary><p class="note">{}</p></details>'
    ).format(view.text("scenario.more"), note)
