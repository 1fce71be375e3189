"""Answers as tables that people read: names, units and number formats from the catalogue."""

from collections.abc import Callable
from math import isfinite

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.inputs.horizon import load_horizon
from analysis.inputs.levers import load_levers
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.report.blocks.explanation import value_label
from analysis.report.blocks.table import Row, Table
from analysis.study.sheet import Cell, Column, Sheet


def sheet_table(sheet: Sheet, plan: Plan, language: str = "sv", note: str = "") -> Table:
    """A sheet as a table with caption and heads in the reader's language."""
    head = tuple(_head(column, language) for column in sheet.columns)
    rows = tuple(_row(sheet, row, plan, language) for row in sheet.rows)
    caption = catalogue.text(f"sheet.{sheet.id}", language)
    numeric = tuple(column.kind in {"number", "year"} for column in sheet.columns[1:])
    swedish = tuple(place for place, column in enumerate(sheet.columns) if column.kind == "swedish")
    own = () if language == "sv" else swedish
    return Table(caption, head, rows, numeric, note, swedish=own)


def _head(column: Column, language: str) -> str:
    return column.id if column.id.isdecimal() else catalogue.text(f"column.{column.id}", language)


def _row(sheet: Sheet, row: tuple[Cell, ...], plan: Plan, language: str) -> Row:
    record = dict(zip((column.id for column in sheet.columns), row, strict=True))
    own = str(record.get("unit") or "")
    cells = tuple(
        cell_words(cell, column, own, plan, language)
        for cell, column in zip(row, sheet.columns, strict=True)
    )
    return Row(cells[0], cells[1:])


def cell_words(cell: Cell, column: Column, own_unit: str, plan: Plan, language: str) -> str:
    """One cell in words or as a number."""
    if cell is None:
        return catalogue.numbers.NO_VALUE
    if column.id == "unit" or column.id.endswith("_unit"):
        return catalogue.text(f"unit.{cell}", language) if cell else ""
    if column.kind == "number" and isinstance(cell, int | float):
        unit = column.unit or own_unit
        write = catalogue.signed if column.signed else catalogue.number
        value = float(cell)
        return write(value, unit, language, column.decimals) if isfinite(value) else "–"
    return _words(plan)[column.kind](cell, language)


def _words(plan: Plan) -> dict[str, Callable[[Cell, str], str]]:
    return {
        "line": lambda cell, language: value_label(str(cell), language),
        "value": lambda cell, language: value_label(str(cell), language),
        "assumption": lambda cell, language: assumption_label(str(cell), language),
        "lever": lambda cell, language: lever_label(plan, str(cell), language),
        "case": lambda cell, language: str(
            getattr(load_horizon(plan).cases[str(cell)].label, language)
        ),
        "goal": lambda cell, language: goal_label(plan, str(cell), language),
        "group": lambda cell, language: group_label(str(cell), language),
        "word": lambda cell, language: catalogue.text(f"word.{cell}", language),
        "text": lambda cell, language: str(cell),
        "swedish": lambda cell, language: str(cell),
        "year": lambda cell, language: (
            catalogue.text(f"word.{cell}", language) if isinstance(cell, str) else str(cell)
        ),
        "number": lambda cell, language: str(cell),
        "yes_no": lambda cell, language: catalogue.text(
            "word.yes" if cell else "word.no", language
        ),
    }


def assumption_label(key: str, language: str) -> str:
    """What an assumption is called; `state_grants` is a change of grants here, not the line."""
    spec = registry().get(key)
    return str(getattr(spec, language)) if spec else value_label(key, language)


def lever_label(plan: Plan, lever: str, language: str) -> str:
    """What the plan's list of levers calls one of them."""
    return str(getattr(load_levers(plan)[lever].label, language))


def goal_label(plan: Plan, goal: str, language: str) -> str:
    """What the plan calls a goal; a legal test of ours by the catalogue."""
    if goal in plan.goals:
        return str(getattr(plan.goals[goal].label, language))
    key = f"goal.{goal}"
    return catalogue.text(key, language) if catalogue.has_text(key) else _bound(goal, language)


def _bound(goal: str, language: str) -> str:
    """A line with a bound, such as cash>=0, by the name of the line."""
    for sign, words in ((">=", "aim.least"), ("<=", "aim.most")):
        line, found, value = goal.partition(sign)
        if found and line.strip() in line_items():
            unit = line_items()[line.strip()].unit
            number = catalogue.number(float(value), unit, language)
            amount = catalogue.text(f"unit.{unit}.amount", language, number=number)
            label = catalogue.label(line.strip(), language)
            return catalogue.text(words, language, label=label, value=amount)
    return goal


def group_label(group: str, language: str) -> str:
    """A group of assumptions, or a single value of the calculation, by its name."""
    key = f"group.{group}"
    return (
        catalogue.text(key, language) if catalogue.has_text(key) else value_label(group, language)
    )
