"""Answers as tables that people read: names, units and number formats from the catalogue."""

from collections.abc import Callable
from dataclasses import replace
from math import isfinite

from analysis import catalogue
from analysis.inputs.horizon import load_horizon
from analysis.inputs.plan import Plan
from analysis.report.blocks.table import Row, Table
from analysis.study.labels import (
    assumption_label,
    goal_label,
    group_label,
    lever_label,
    value_label,
)
from analysis.study.sheet import Cell, Column, Sheet

UNTOLD = {"count", "share"}
"""Units of columns that say themselves what they count or share."""


def sheet_table(sheet: Sheet, plan: Plan, language: str = "sv", note: str = "") -> Table:
    """A sheet as a table with caption and heads in the reader's language."""
    if sheet.adds:
        sheet, said = _adding(sheet, language)
        note = " ".join(filter(None, [note, said]))
    head = tuple(_head(column, language) for column in sheet.columns)
    rows = tuple(_row(sheet, row, plan, language) for row in sheet.rows)
    if sheet.figures:
        rows = tuple(
            replace(row, figures=figures[1:])
            for row, figures in zip(rows, sheet.figures, strict=True)
        )
    caption = catalogue.text(f"sheet.{sheet.id}", language)
    numeric = tuple(column.kind in {"number", "enough", "year"} for column in sheet.columns[1:])
    swedish = tuple(place for place, column in enumerate(sheet.columns) if column.kind == "swedish")
    own = () if language == "sv" else swedish
    return Table(caption, head, rows, numeric, note, swedish=own, made=sheet.id)


def _adding(sheet: Sheet, language: str) -> tuple[Sheet, str]:
    """The sheet with the decimals that make its shown rows add up; a note where none do."""
    years = [place for place, column in enumerate(sheet.columns) if column.kind == "number"]
    unit = next(str(record["unit"]) for record in sheet.records())
    columns = [[float(str(row[place])) for row in sheet.rows] for place in years]
    places = catalogue.places_adding(columns, unit)
    if places is None:
        return sheet, catalogue.text("sheet.rounded", language)
    heads = tuple(
        replace(column, decimals=places) if at in years else column
        for at, column in enumerate(sheet.columns)
    )
    return replace(sheet, columns=heads), ""


def _head(column: Column, language: str) -> str:
    """What a column is called, with its unit where all its figures have one of their own."""
    if column.id.isdecimal():
        return column.id
    head = catalogue.text(f"column.{column.id}", language)
    if not column.unit or column.unit in UNTOLD:
        return head
    unit = catalogue.text(f"unit.{column.unit}", language)
    return head if unit in head else f"{head}, {unit}"


def _row(sheet: Sheet, row: tuple[Cell, ...], plan: Plan, language: str) -> Row:
    record = dict(zip((column.id for column in sheet.columns), row, strict=True))
    cells = tuple(
        cell_words(cell, *_in_its_unit(column, record), plan, language)
        for cell, column in zip(row, sheet.columns, strict=True)
    )
    return Row(cells[0], cells[1:])


def _in_its_unit(column: Column, record: dict[str, Cell]) -> tuple[Column, str]:
    """A column and the unit of its cell in a row: `shift_low` has that of `shift_unit`, where there
    is one. What is counted in whole units is shown in them, and persons always are."""
    own = record.get(f"{column.id.partition('_')[0]}_unit")
    unit = str(own or record.get("unit") or "")
    whole = own is not None and catalogue.decimals("", unit) == 0
    whole = whole or (unit == "persons" and not column.unit)
    return replace(column, decimals=None) if whole else column, unit


def cell_words(cell: Cell, column: Column, own_unit: str, plan: Plan, language: str) -> str:
    """One cell in words or as a number."""
    if cell is None:
        return catalogue.number_format.NO_VALUE
    if column.id == "unit" or column.id.endswith("_unit"):
        return catalogue.text(f"unit.{cell}", language) if cell else ""
    if column.kind == "enough" and isinstance(cell, int | float):
        return catalogue.enough(float(cell), own_unit, language)
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
        "enough": lambda cell, language: str(cell),
        "yes_no": lambda cell, language: catalogue.text(
            "word.yes" if cell else "word.no", language
        ),
    }
