"""The sheets that calculate: assumptions to change, other inputs, and every value of the model."""

from itertools import count
from math import isfinite

import numpy as np
from xlsxwriter.worksheet import Worksheet

from analysis import catalogue
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.model.chapters import chapter_of, model
from analysis.model.inputs_of_keys import input_name
from analysis.model.units import unit as unit_of
from analysis.report.blocks.assumptions import origin, stretches
from analysis.report.blocks.explanation import value_label
from analysis.report.output.live.book import LACKING, TEXTS, UNSAID, LiveBook, reference
from analysis.trace.cells import Value
from analysis.trace.plan_trace import PLAN
from analysis.trace.spreadsheet import formulas


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


def _name_rows(live: LiveBook, sheet: Worksheet, row: int, key: str, spec: ParameterSpec) -> None:
    """What an assumption is called, its unit and origin, and what each of its four rows holds."""
    view, text = live.view, live.format("text")
    sheet.write_string(row, 0, getattr(spec, view.language), live.format("key", bold=True))
    sheet.write_string(row + 1, 0, key, text)
    sheet.write_string(row, 2, view.text(f"unit.{spec.unit}"), text)
    sheet.write_string(row, len(live.head()), _origins(live, key), text)
    for step, kind in enumerate(("plan", "scenario", "own", "holds")):
        sheet.write_string(row + step, 1, view.text(f"live.{kind}"), text)


def _write_key(
    live: LiveBook, sheet: Worksheet, name: str, row: int, key: str, spec: ParameterSpec
) -> None:
    graph = input_name(key)
    _name_rows(live, sheet, row, key, spec)
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


def _write_row(live: LiveBook, sheet: Worksheet, name: str, row: int, each: str) -> int:
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


def _write_steps(
    live: LiveBook, sheet: Worksheet, row: int, name: str, steps: dict[int, str]
) -> None:
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


def _texts(live: LiveBook, sheet: Worksheet, row: int, name: str) -> str:
    unit, label = unit_and_label(name, live.view.language)
    text = live.format("text")
    sheet.write_string(row, 0, label, text)
    sheet.write_string(row, 1, name, text)
    sheet.write_string(row, 2, live.view.text(f"unit.{unit}"), text)
    return unit


def _widths(live: LiveBook, sheet: Worksheet) -> None:
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 10)
    sheet.set_column(TEXTS, TEXTS + len(live.columns), 10)
