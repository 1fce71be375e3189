"""Charts, tables and sentences as accessible HTML, for JupyterLab and for pages alike.

All text is escaped here (markupsafe), once; what users wrote can never become markup.
"""

import base64
from collections.abc import Iterable

from markupsafe import Markup

from analysis import catalogue
from analysis.errors import nearest
from analysis.inputs.parameters import registry
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.charts import chart_named
from analysis.report.blocks.pictures import picture
from analysis.report.blocks.table import Row, Table, lines_table
from analysis.report.blocks.tables import TABLES, missing_lines
from analysis.report.blocks.view import View, lacking
from analysis.report.chapters.summary import words as headline
from analysis.report.chapters.summary.tables import parameter_label

FEW = 4
"""How many missing inputs are named before the rest are counted."""
SHORT = 16
"""Characters that a cell keeps on one line even on a phone."""


def chart_html(view: View, name: str) -> Markup:
    """A chart with title, alternative text and its figures as a table; or what it lacks."""
    chart = chart_named(name)
    lacked = lacking(view, chart.lines)
    if lacked:
        return missing_html(view, view.text("missing.chart"), lacked)
    drawn = picture(f"chart.{name}", chart.draw, view.narrowed(chart.lines))
    return figure_html(
        name,
        chart.says(view),
        drawn,
        chart.describe(view),
        _chart_table(view, chart),
        view.language,
        _base_note(view, chart),
    )


def figure_html(
    name: str,
    title: str,
    drawn: bytes,
    alt: str,
    table: Table,
    language: str,
    note: Markup | None = None,
) -> Markup:
    """A picture (SVG) with title, alternative text, a note, and its figures as a table to open."""
    return Markup(
        '<figure class="chart" id="chart-{name}"><figcaption>{title}</figcaption>'
        '<img src="data:image/svg+xml;base64,{image}" alt="{alt}">'
        '{note}<details class="data"><summary>{open}</summary>{table}</details></figure>'
    ).format(
        name=name.replace("_", "-"),
        title=title,
        image=base64.b64encode(drawn).decode("ascii"),
        alt=alt,
        note=note or "",
        open=catalogue.text("chart.as_table", language),
        table=table_html(table),
    )


def _base_note(view: View, chart: Chart) -> Markup:
    """What the dashes are, when the base is drawn beside a scenario that differs from it."""
    bases = ((view.base_values(item), view.values(item)) for item in chart.lines)
    if not any(base is not None and abs(base - now).max() > 0.005 for base, now in bases):
        return Markup("")
    return Markup('<p class="note">{}</p>').format(view.text("chart.base_note"))


def _chart_table(view: View, chart: Chart) -> Table:
    """The figures that a chart shows, with the base beneath where there is one."""
    unit = view.text(f"unit.{catalogue.unit(chart.lines[0])}")
    caption = view.text("chart.table_caption", title=chart.says(view), unit=unit)
    table = lines_table(view, caption, chart.lines)
    base = tuple(
        Row(
            view.text("chart.base_row", label=view.label(item)),
            tuple(view.number(item, float(value)) for value in values),
        )
        for item in chart.lines
        if (values := view.base_values(item)) is not None
    )
    return Table(table.caption, table.head, (*table.rows, *base), table.numeric)


def table_block(view: View, name: str) -> Markup:
    """The table `name`, or its note when it has no rows, or what a partial plan lacks for it."""
    if name not in TABLES:
        raise KeyError(f"no table {name!r}; nearest: {nearest(name, TABLES)!r}")
    lacked = missing_lines(view, name)
    table = TABLES[name](view)
    if lacked:
        notice = missing_html(view, view.text("missing.table"), lacked)
        held = any(
            cell != catalogue.numbers.NO_VALUE
            for row in table.rows
            for cell, numeric in zip(row.cells, table.numeric, strict=True)
            if numeric
        )
        return notice + table_html(table) if held else notice
    if table.folded:
        return Markup('<details class="data"><summary>{}</summary>{}</details>').format(
            view.text("table.open", caption=table.caption, count=len(table.rows)),
            table_html(table),
        )
    return table_html(table)


def table_html(table: Table) -> Markup:
    """A table with caption and scoped headers, in a box of its own that scrolls when narrow."""
    note = Markup('<p class="note">{}</p>').format(table.note) if table.note else Markup("")
    if not table.rows:
        return note
    return (
        Markup(
            '<div class="scroll" role="region" tabindex="0" aria-label="{caption}">'
            "<table><caption><span>{caption}</span></caption><thead><tr>{head}</tr></thead>"
            "<tbody>{rows}</tbody></table></div>"
        ).format(
            caption=table.caption,
            head=_joined(_head(table)),
            rows=_joined(_row(table, row) for row in table.rows),
        )
        + note
    )


def _head(table: Table) -> Iterable[Markup]:
    for name, numeric in zip(table.head, (False, *table.numeric), strict=True):
        yield Markup('<th scope="col"{}>{}</th>').format(_class("n" if numeric else ""), name)


def _row(table: Table, row: Row) -> Markup:
    cells = (
        Markup("<td{}{}>{}</td>").format(
            _class(_cell_class(cell, numeric)), _swedish(table, column), cell
        )
        for column, (cell, numeric) in enumerate(zip(row.cells, table.numeric, strict=True), 1)
    )
    return Markup('<tr{}><th scope="row"{}>{}</th>{}</tr>').format(
        _class(row.kind), _swedish(table, 0), row.name, _joined(cells)
    )


def _swedish(table: Table, column: int) -> Markup:
    """Says of a Swedish name on a page in another language that it is Swedish."""
    return Markup(' lang="sv"') if column in table.swedish else Markup("")


def _cell_class(cell: str, numeric: bool) -> str:
    """Numbers to the right; short words, such as a span of years, in one piece."""
    return "n" if numeric else "w" if len(cell) <= SHORT else ""


def _class(name: str) -> Markup:
    return Markup(' class="{}"').format(name) if name else Markup("")


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def sentence_html(view: View, name: str) -> Markup:
    """A sentence of the headline; a warning is said to be one in words."""
    if name not in headline.SENTENCES:
        raise KeyError(f"no sentence {name!r}; nearest: {nearest(name, headline.SENTENCES)!r}")
    lacked = lacking(view, headline.NEEDS.get(name, ()))
    if lacked:
        return missing_html(view, view.text("missing.sentence"), lacked)
    words = headline.SENTENCES[name](view)
    if headline.warns(view, name):
        return Markup('<p class="warning"><strong>{}</strong> {}</p>').format(
            view.text("headline.warning"), words
        )
    return Markup('<p class="headline">{}</p>').format(words)


def question_html(view: View) -> Markup:
    """The question that the scenario asks, and its note, as the user wrote them."""
    scenario = view.projection.scenario
    english = view.language == "en" and scenario.question_en
    question = Markup('<p class="question"{}>{}</p>').format(
        Markup("") if english or view.language == "sv" else Markup(' lang="sv"'),
        scenario.question_en if english else scenario.question,
    )
    if not scenario.note:
        return question
    return question + Markup('<p class="note">{}</p>').format(scenario.note)


def missing_html(view: View, what: str, lines: Iterable[str]) -> Markup:
    """A sentence that says what is missing, instead of a chart or table that would invent it."""
    lines = list(lines)
    named = catalogue.enumerate_words([view.label(line) for line in lines], view.language)
    words = view.text("missing.says", what=what, lines=named)
    inputs = dict.fromkeys(name for line in lines for name in view.projection.missing.get(line, ()))
    known = [parameter_label(view, name) for name in inputs if name in registry()]
    if known:
        few = ", ".join(known[:FEW])
        more = len(known) - FEW
        key = "missing.inputs" if more <= 0 else "missing.inputs_and_more"
        words = f"{words} {view.text(key, inputs=few, more=more)}"
    return Markup('<p class="missing">{}</p>').format(words)
