"""The sheets that calculate: assumptions to change, other inputs, and every value of the model."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from math import isfinite
from typing import Any

import numpy as np
from xlsxwriter.utility import xl_rowcol_to_cell

from analysis import catalogue
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.model.chapters import chapter_of, model
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection
from analysis.model.units import unit as unit_of
from analysis.report.blocks.assumptions import origin, stretches
from analysis.report.blocks.explanation import value_label
from analysis.report.blocks.view import View
from analysis.study.explain import years_of
from analysis.trace.cells import Value
from analysis.trace.plan_trace import PLAN, PlanTrace
from analysis.trace.spreadsheet import formulas

FORMATS = {
    "mnkr": "#,##0.0;\u2212#,##0.0;0.0",
    "persons": "#,##0;\u2212#,##0;0",
    "kr": "#,##0;\u2212#,##0;0",
    "pct": "0.00%;\u22120.00%;0.00%",
    "factor": "0.0000",
    "share": "0.000",
    "years": "0.0",
}
"""How a value in the unit of the calculation is shown: rates are fractions shown as per cent."""
TEXTS = 3
"""Columns of text before the numbers: label, id or kind, unit."""
LACKING, UNSAID = "#N/A", ""
"""What a formula gives that has no value, and that of an assumption nobody says anything of."""
Own = Mapping[tuple[str, int], float]
"""Values typed in place of the plan's or scenario's, by key and position of the year."""


@dataclass
class LiveBook:
    """Where everything stands in the book that is being written."""

    book: Any
    view: View
    traced: PlanTrace
    own: Own = field(default_factory=dict)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    formats: dict[str, Any] = field(default_factory=dict)
    changes: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    counted: int = 0

    @property
    def projection(self) -> Projection:
        return self.view.projection

    @property
    def first(self) -> int:
        """The year of the first column: two before the plan's, where the tax base begins."""
        return self.projection.years[0] - 2

    @property
    def columns(self) -> range:
        """The years of the columns, from the first to one after the plan."""
        return range(self.first, self.projection.years[-1] + 2)

    def place(self, name: str, position: int) -> str:
        return self.places[name, position]

    def column(self, name: str, position: int) -> int:
        """The column of an element: of its year, or of constants."""
        years = years_of(self.projection, name)
        return TEXTS if not years else TEXTS + 1 + years[position] - self.first

    def format(self, name: str, **more: Any) -> Any:
        """A format of the book by what it is for; made once."""
        key = f"{name} {sorted(more.items())}"
        if key not in self.formats:
            number = {"num_format": FORMATS[name]} if name in FORMATS else {}
            self.formats[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 9} | number | more
            )
        return self.formats[key]

    def sheet(self, name: str, head: list[str], landscape: bool = True) -> Any:
        """The sheet of a name, with a title row that stays in view, A4, as wide as one page."""
        sheet = self.book.get_worksheet_by_name(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&R&P / &N")
        sheet.hide_gridlines(2)
        bold = self.format("head", bold=True, bottom=1, text_wrap=True, valign="top")
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, bold)
        sheet.freeze_panes(1, 1)
        return sheet

    def write_formula(
        self,
        sheet: Any,
        row: int,
        column: int,
        text: str,
        value: float,
        form: Any,
        lacking: str = LACKING,
    ) -> None:
        """A formula with the value that it has before anything is recalculated; `lacking` is what
        it gives where there is none."""
        stored: float | str = float(value) if isfinite(value) else lacking
        sheet.write_formula(row, column, f"={text}", form, stored)
        self.counted += 1

    def head(self) -> list[str]:
        texts = ("live.value", "excel.id", "table.unit", "live.constant")
        return [*(self.view.text(key) for key in texts), *map(str, self.columns)]


def reference(sheet: str, row: int, column: int) -> str:
    """A reference to a cell of a sheet."""
    return f"'{sheet}'!{xl_rowcol_to_cell(row, column)}"


def unit_and_label(name: str, language: str) -> tuple[str, str]:
    return unit_of(name), value_label(name, language)


def write_changes(live: LiveBook) -> None:
    """The sheet to change: each key with the plan's value, the scenario's, an empty cell for
    one's own, and what then holds. Whoever types in the empty cell has it used instead."""
    view, name = live.view, live.view.text("live.sheet.change")
    sheet = live.sheet(name, [*live.head(), view.text("assumptions.origin")])
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 2, 12)
    sheet.set_column(TEXTS, TEXTS + len(live.columns), 9)
    sheet.set_column(len(live.head()), len(live.head()), 90)
    row = 1
    for key, spec in scenario_keys().items():
        if input_name(key) in live.traced.moving:
            _write_key(live, sheet, name, row, key, spec)
            row += 5
    sheet.print_area(0, 0, row, len(live.head()) - 1)


def _write_key(
    live: LiveBook, sheet: Any, name: str, row: int, key: str, spec: ParameterSpec
) -> None:
    view, graph = live.view, input_name(key)
    text, bold = live.format("text"), live.format("key", bold=True)
    sheet.write_string(row, 0, getattr(spec, view.language), bold)
    sheet.write_string(row + 1, 0, key, text)
    sheet.write_string(row, 2, view.text(f"unit.{spec.unit}"), text)
    sheet.write_string(row, len(live.head()), _origins(live, key), text)
    for step, kind in enumerate(("plan", "scenario", "own", "holds")):
        sheet.write_string(row + step, 1, view.text(f"live.{kind}"), text)
    plan = live.projection.calibration.inputs[graph]
    scenario = live.projection.nodes[graph]
    number = live.format("plain", num_format="#,##0.00##;\u2212#,##0.00##;0")
    typed = live.format(
        "typed", num_format="#,##0.00##;\u2212#,##0.00##;0", bg_color="#FFF7CC", border=1
    )
    for i, year in enumerate(live.projection.plan.spec_years(spec)):
        column = TEXTS + 1 + year - live.first
        refs = [reference(name, row + step, column) for step in range(4)]
        for step, value in ((0, plan[i]), (1, scenario[i])):
            if isfinite(value):
                sheet.write_number(row + step, column, float(value) / spec.factor, number)
        own = live.own.get((key, i))
        if own is None:
            sheet.write_blank(row + 2, column, None, typed)
        else:
            sheet.write_number(row + 2, column, own, typed)
        rest = refs[1] if isfinite(scenario[i]) else f'IF(ISNUMBER({refs[1]}),{refs[1]},"")'
        live.write_formula(
            sheet,
            row + 3,
            column,
            f"IF(ISNUMBER({refs[2]}),{refs[2]},{rest})",
            float(scenario[i]) / spec.factor,
            number,
            UNSAID,
        )
        live.changes[graph, i] = (refs[3], repr(spec.factor))


def _origins(live: LiveBook, key: str) -> str:
    """The sources of the plan's values, stretch by stretch."""
    plan = live.projection.plan
    if key not in plan.values:
        return ""
    parts = [
        f"{catalogue.year_span(years)}: {origin(live.view, value)}"
        for years, value in stretches(plan, key)
    ]
    return "; ".join(parts)[:2000]


def write_inputs(live: LiveBook) -> None:
    """Inputs that no scenario moves: openings, paths, statutory rates, residuals, add factors."""
    name = live.view.text("live.sheet.inputs")
    sheet = live.sheet(name, live.head())
    _widths(live, sheet)
    names = [
        n for n in sorted(live.traced.traced.inputs) if not n.startswith((PLAN, "set_", "change_"))
    ]
    for row, each in enumerate(names, start=1):
        unit = _texts(live, sheet, row, each)
        for i, value in enumerate(
            np.atleast_1d(live.projection.nodes.get(each, live.projection.calibration.inputs[each]))
        ):
            column = live.column(each, i)
            live.places[each, i] = reference(name, row, column)
            if isfinite(value):
                sheet.write_number(
                    row, column, float(live.own.get((each, i), value)), live.format(unit)
                )


def write_model(live: LiveBook) -> None:
    """Every value of the model, chapter by chapter, as formulas."""
    name = live.view.text("live.sheet.model")
    sheet = live.sheet(name, live.head())
    _widths(live, sheet)
    row, chapter = 1, ""
    # A value of the model that this plan gives as an input has its place on the sheet of inputs.
    given = live.traced.traced.inputs
    computed = (n for n in live.traced.traced.values if n in model() and n not in given)
    for each in [*live.traced.moving, *computed]:
        now = chapter_of().get(each, "assumptions")
        if now != chapter:
            chapter, row = now, row + 1
            sheet.write_string(
                row, 0, live.view.text(f"live.chapter.{now}"), live.format("h", bold=True)
            )
            row += 1
        row = _write_row(live, sheet, name, row, each)


def _write_row(live: LiveBook, sheet: Any, name: str, row: int, each: str) -> int:
    """One value, and folded rows with the steps of a long formula; the row after them."""
    unit, cells = _texts(live, sheet, row, each), live.traced.traced.values[each]
    for i in range(len(cells)):
        live.places[each, i] = reference(name, row, live.column(each, i))
    steps: dict[int, str] = {}
    held = each in live.traced.moving
    if held:
        texts = [_held_text(live, each, i) for i in range(len(cells))]
    else:
        rows = count(row + 1)
        found = formulas(
            live.traced.traced, each, live.place, lambda _: reference(name, next(rows), TEXTS)
        )
        texts, steps = found.texts, found.steps
    values = np.atleast_1d(live.projection.nodes[each])
    for i, text in enumerate(texts):
        live.write_formula(
            sheet,
            row,
            live.column(each, i),
            text,
            float(values[i]),
            live.format(unit),
            UNSAID if held else LACKING,
        )
    _write_steps(live, sheet, row + 1, each, steps)
    return row + 1 + len(steps)


def _held_text(live: LiveBook, name: str, position: int) -> str:
    place, factor = live.changes[name, position]
    known = isfinite(live.projection.nodes[name][position])
    return f"{place}*{factor}" if known else f'IF(ISNUMBER({place}),{place}*{factor},"")'


def _write_steps(live: LiveBook, sheet: Any, row: int, name: str, steps: dict[int, str]) -> None:
    """The steps of a formula, folded away, with the values that they have in the scenario."""
    if not steps:
        return
    traced, nodes = live.traced.traced, live.projection.nodes
    given: dict[int, Value] = {
        cell: float(np.atleast_1d(nodes[argument])[i])
        for argument in traced.arguments(name)
        for i, cell in enumerate(traced.values[argument])
    }
    done = traced.cells.worked_out(given, steps)
    label = live.view.text("live.step", label=unit_and_label(name, live.view.language)[1])
    for at, (cell, text) in enumerate(steps.items(), start=row):
        sheet.set_row(at, None, None, {"level": 1, "hidden": True})
        sheet.write_string(at, 0, label, live.format("text"))
        live.write_formula(sheet, at, TEXTS, text, done[cell], live.format("plain"))


def _texts(live: LiveBook, sheet: Any, row: int, name: str) -> str:
    unit, label = unit_and_label(name, live.view.language)
    text = live.format("text")
    sheet.write_string(row, 0, label, text)
    sheet.write_string(row, 1, name, text)
    sheet.write_string(row, 2, live.view.text(f"unit.{unit}"), text)
    return unit


def _widths(live: LiveBook, sheet: Any) -> None:
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 10)
    sheet.set_column(TEXTS, TEXTS + len(live.columns), 10)
