"""The workbook of a report: every line, goal, add factor, assumption and source (XlsxWriter).

Text is written as text: a name that begins with = stays a name and never becomes a formula.
"""

import io
from collections.abc import Iterable, Sequence

import numpy as np
from xlsxwriter import Workbook

from analysis import catalogue
from analysis.inputs.parameters import registry
from analysis.report.blocks.assumptions import origin, stretches
from analysis.report.blocks.missing import parameter_label
from analysis.report.blocks.parts import parts_of
from analysis.report.blocks.titles import question_of, title_of
from analysis.report.blocks.view import View
from analysis.report.chapters.as_read import tables as tables_read
from analysis.report.chapters.frames import rules
from analysis.report.chapters.goals import tables as tables_goals
from analysis.report.chapters.investment_lists import items
from analysis.report.chapters.measures import follow
from analysis.report.chapters.staff import cells as cells_staff
from analysis.report.chapters.summary import tables as tables_origin
from analysis.report.output.live.book import Own
from analysis.report.output.live.write import write_live
from analysis.report.output.xlsx import new_book
from analysis.trace.plan_trace import PlanTrace

Cell = str | float | int | None
FORMATS = {"mnkr": "#,##0.0", "persons": "#,##0", "kr": "#,##0", "pct": "0.00"}
WIDEST = 60
READ = "document heading page_word row column value use file line"


def workbook(view: View, traced: PlanTrace | None = None, own: Own | None = None) -> bytes:
    """The workbook as bytes, ready to be written in one go.

    With the trace of a plan that projects something it begins with sheets that calculate; `own` is
    typed into them.
    """
    stream = io.BytesIO()
    book = new_book(stream, title=view.projection.plan.name)
    if traced is not None and view.projection.lines:
        write_live(book, view, traced, own)
    for key, head, rows in (
        ("lines", _line_head(view), _lines(view)),
        *((("effects", _line_head(view), _effects(view)),) if view.base else ()),
        ("goals", _goal_head(view), _goals(view)),
        ("add_factors", _add_factor_head(view), _add_factors(view)),
        ("assumptions", _assumption_head(view), _assumptions(view)),
        ("scenario", _heads(view, "differences", "key kind years value origin"), _scenario(view)),
        ("identities", _heads(view, "identities", "identity gap"), _identities(view)),
        ("sources", _heads(view, "sources", "title publisher date"), _sources(view)),
        *_followed(view),
        *_ruled(view),
        *_invested(view),
        *_staffed(view),
        ("read", _heads(view, "read", READ), tables_read.cells(tables_read.pages(view))),
    ):
        _sheet(book, view.text(f"excel.{key}"), head, list(rows))
    book.close()
    return stream.getvalue()


def _sheet(book: Workbook, name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """One sheet: bold head that stays in view, a filter, numbers in the format of their unit."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {unit: book.add_format({"num_format": code}) for unit, code in FORMATS.items()}
    for column, title in enumerate(head):
        sheet.write_string(0, column, title, bold)
        texts = [row[column] for row in rows if isinstance(row[column], str)]
        widest = max((len(text) for text in texts if isinstance(text, str)), default=8)
        sheet.set_column(column, column, min(max(widest, len(title), 9), WIDEST) + 1)
    for number, row in enumerate(rows, start=1):
        unit = next((cell for cell in row if isinstance(cell, str) and cell in FORMATS), "")
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif isinstance(cell, int) and 1900 < cell < 2200:
                sheet.write_number(number, column, cell)
            elif cell is not None and np.isfinite(cell):
                sheet.write_number(number, column, float(cell), formats.get(unit))
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(head) - 1)


def _heads(view: View, area: str, columns: str) -> tuple[str, ...]:
    return tuple(view.text(f"{area}.{column}") for column in columns.split())


def _line_head(view: View) -> tuple[str, ...]:
    keys = ("table.line", "table.unit", "excel.id", "excel.block", "excel.source_term")
    return (*(view.text(key) for key in keys), *map(str, view.years))


def _lines(view: View) -> Iterable[Sequence[Cell]]:
    for item in catalogue.line_items().values():
        held = item.id in view.projection.lines
        values = view.values(item.id).tolist() if held else [None] * len(view.years)
        yield (view.label(item.id), item.unit, item.id, item.block, item.source, *values)


def _effects(view: View) -> Iterable[Sequence[Cell]]:
    for item in catalogue.line_items().values():
        base = view.base_values(item.id)
        if base is not None and item.id in view.projection.lines:
            change = (view.values(item.id) - base).tolist()
            yield (view.label(item.id), item.unit, item.id, item.block, item.source, *change)


def _goal_head(view: View) -> tuple[str, ...]:
    return (
        *(view.text(key) for key in ("goals.goal", "table.unit", "excel.id")),
        *_heads(view, "goals", "kind stage year requirement value margin room met"),
    )


def _goals(view: View) -> Iterable[Sequence[Cell]]:
    for goal in view.projection.goals:
        yield (
            tables_goals.goal_label(view, goal.id),
            goal.unit,
            goal.id,
            view.text(f"goals.kind.{goal.kind}"),
            tables_goals.stage(view, goal),
            catalogue.year_span(goal.years),
            tables_goals.requirement(view, goal),
            float(goal.value),
            float(goal.margin),
            "" if goal.room is None else float(goal.room),
            tables_goals.standing(view, goal),
        )


def _add_factor_head(view: View) -> tuple[str, ...]:
    return (
        *(view.text(key) for key in ("table.line", "table.unit", "excel.id")),
        *_heads(view, "add_factors", "year structural add_factor published flagged"),
    )


def _add_factors(view: View) -> Iterable[Sequence[Cell]]:
    for item in view.projection.add_factors:
        yield (
            view.label(item.line),
            catalogue.unit(item.line),
            item.line,
            int(item.year),
            float(item.structural),
            float(item.add_factor),
            float(item.published),
            view.text("add_factors.large") if item.flagged else "",
        )


def _assumption_head(view: View) -> tuple[str, ...]:
    return (
        *_heads(view, "assumptions", "name unit"),
        view.text("excel.id"),
        *_heads(view, "assumptions", "years value status origin"),
    )


def _assumptions(view: View) -> Iterable[Sequence[Cell]]:
    plan = view.projection.plan
    for name in plan.values:
        for years, value in stretches(plan, name):
            yield (
                parameter_label(view, name),
                registry()[name].unit,
                name,
                catalogue.year_span(years) or view.text("assumptions.constant"),
                view.text("assumptions.implied") if value.implied else float(value.value),
                view.text(f"status.{value.status}"),
                origin(view, value),
            )


def _scenario(view: View) -> Iterable[Sequence[Cell]]:
    scenario = view.projection.scenario
    told = view.projection, view.language
    title, question = title_of(*told), question_of(*told)
    yield (f"{view.text('excel.scenario')}: {title}", "", "", "", scenario.name)
    yield (f"{view.text('excel.question')}: {question}", "", "", "", view.projection.digest[:16])
    for row in tables_origin.differences(view).rows:
        yield (row.name, *row.cells)


def _identities(view: View) -> Iterable[Sequence[Cell]]:
    for name, gap in view.projection.gaps.items():
        yield (name, float(np.max(np.abs(gap))))


def _followed(view: View) -> Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]:
    """The sheet of measures from start to target, where the plan has any."""
    parts = parts_of(view)
    if parts.measures is not None and parts.measures.measures:
        yield ("follow_up", *follow.cells(parts))


def _invested(view: View) -> Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]:
    """The sheet of investments item by item, where the plan has lists."""
    if parts_of(view).investments is not None:
        yield ("investments", *items.cells(parts_of(view)))


def _staffed(view: View) -> Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]:
    """The sheet of staff and owned bodies, where the plan says anything of them."""
    if parts_of(view).staff is not None:
        yield ("staff", *cells_staff.cells(parts_of(view)))


def _ruled(view: View) -> Iterable[tuple[str, Sequence[str], Sequence[Sequence[Cell]]]]:
    """The sheet of rules with a number, where the plan has any."""
    if parts_of(view).rules:
        yield ("rules", *rules.cells(parts_of(view)))


def _sources(view: View) -> Iterable[Sequence[Cell]]:
    for row in tables_origin.sources(view).rows:
        yield (row.name, *row.cells)
