"""What a chart is, and how a page shows it: one picture with its title, its alternative text, its
source (*källa*) and its figures as a table. All text is escaped here (markupsafe), once."""

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from markupsafe import Markup

from analysis import catalogue
from analysis.errors import InputError
from analysis.inputs.plan_record import Plan
from analysis.report.blocks.look import recoloured
from analysis.report.blocks.missing import missing_html
from analysis.report.blocks.pictures import picture
from analysis.report.blocks.table import Table, note_html, table_html
from analysis.report.blocks.view import Reader, View

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Subject = TypeVar("Subject")
MOST = 1
"""Tables of a document that are named; where there are more, the document alone is."""
TABLE = "table-"
"""Ahead of the id of a printed table, among the figures that a cell names."""


def nothing(subject: object) -> str:
    """Most charts say all in their title."""
    return ""


@dataclass(frozen=True)
class Chart(Generic[Subject]):
    """One picture and all that is said of it, made of one subject.

    `of` finds the subject of a view and raises InputError when the plan cannot give one. `says`
    is the title, generated from the results, `describe` the alternative text, `table` the same
    figures to read. `given` is all that `draw` gets, in plain data. `more` is what else the
    results say, in running text, and `note` what must be known to read the picture; where it is
    `sourced`, the note says what the figures rest on, which stands under every other picture.
    """

    name: str
    of: Callable[..., Subject]
    draw: "Callable[..., Figure]"
    says: Callable[[Subject], str]
    describe: Callable[[Subject], str]
    table: Callable[[Subject], Table]
    given: Callable[[Subject], tuple[object, ...]] = lambda subject: (subject,)
    more: Callable[[Subject], str] = nothing
    note: Callable[[Subject], str] = nothing
    sourced: bool = False


def chart_html(chart: Chart[Subject], view: Reader, options: Mapping[str, object]) -> Markup:
    """A chart with title, alternative text and its figures as a table; or what it lacks."""
    try:
        subject = chart.of(view, **options)
        drawn = recoloured(picture(chart.name, chart.draw, *chart.given(subject)), view.look)
        return figure_html(chart, subject, drawn, identity(chart.name, options), view)
    except InputError as error:
        return missing_html(view, error)


def identity(name: str, options: Mapping[str, object]) -> str:
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
        note=note_html(note),
        source="" if chart.sourced else source_of(view, table),
        open=catalogue.text("chart.as_table", view.language),
        table=table_html(table),
    )


def source_of(view: Reader, table: Table) -> Markup:
    """Under a chart: the printed tables that its figures come from, else that they are calculated
    from the plan's first document; nothing where no plan is read. Titles and headings are in
    Swedish in any language."""
    if not isinstance(view, View):
        return Markup("")
    plan = view.projection.plan
    found: dict[str, dict[str, None]] = {}
    for document, heading in printed(plan, table):
        found.setdefault(document, {})[heading] = None
    key = "chart.source" if found else "chart.calculated"
    if not found:
        found = {next(iter(plan.file.documents), ""): {}}
    said = [_said(plan, document, list(headings)) for document, headings in found.items()]
    swedish = Markup("") if view.language == "sv" else Markup(' lang="sv"')
    titles = Markup("<span{}>{}</span>").format(swedish, "; ".join(filter(None, said)))
    return Markup('<p class="note">{}</p>').format(
        Markup(catalogue.text(key, view.language, documents="{}")).format(titles)
    )


def printed(plan: Plan, table: Table) -> Iterator[tuple[str, str]]:
    """Document and heading of each printed table that figures of `table` come from."""
    for row in table.rows:
        for name in " ".join(row.figures).split():
            if name.startswith(TABLE):
                spec = plan.specs[name.removeprefix(TABLE)]
                yield spec.document, spec.heading
            line = name.rpartition(":")[2].partition("@")[0]
            for own in plan.published.get(line, {}).values():
                yield own.document, own.heading


def _said(plan: Plan, document: str, headings: list[str]) -> str:
    if document not in plan.file.documents:
        return ""
    title = plan.file.documents[document].title
    named = [heading.rstrip(" :") for heading in headings] if len(headings) <= MOST else []
    return ", ".join([title, *named])
