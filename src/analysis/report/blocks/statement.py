"""Tables of lines by year: the statements and the tables of the chapters."""

from dataclasses import replace

import numpy as np

from analysis import catalogue
from analysis.catalogue.lines import line_items
from analysis.model.projection import Projection
from analysis.model.summands import lines_to
from analysis.model.units import unit, unit_and_scale
from analysis.report.blocks.lines import lines_table, with_history
from analysis.report.blocks.missing import lines_lacked
from analysis.report.blocks.table import Listing, Row, Table
from analysis.report.blocks.view import View, budget_years, lacking, outlook_years
from analysis.study.as_printed import MARK, printed_instead, told
from analysis.study.labels import value_label

NOTHING = 1e-9
"""What is smaller in every year is no part of a sum that a reader can see."""


def statement(name: str, *lines: str, totals: tuple[str, ...] = ()) -> Listing[View]:
    """A statement or chapter table: `lines` by year, those in `totals` standing out.

    Its title is the text `table.<name>`. Lines that a partial plan does not hold are named above.
    A value that is no line item, as an add factor, stands in the table where it is not zero.
    """

    def notice(view: View) -> str:
        lacked = [n for n in lacking(view, lines) if n in line_items()]
        return lines_lacked(view, "missing.table", lacked) if lacked else ""

    return Listing(
        name, whole, lambda view: _table(view, name, lines, totals), notice, lines, totals
    )


def sum_statement(
    name: str,
    *sums: str,
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
    others: tuple[str, ...] = (),
) -> Listing[View]:
    """A statement whose rows are what the calculation adds up to `sums`, each after its parts.

    `before` and `after` are lines beside the sums; `others` of them stand out too. A part that
    the calculation gets tomorrow is a row tomorrow.
    """
    rows = dict.fromkeys((*before, *lines_to(*sums), *after))
    return statement(name, *rows, totals=(*sums, *others))


def whole(view: View) -> View:
    """The subject of a block that can be made of any view."""
    return view


def values_of(projection: Projection, name: str) -> np.ndarray | None:
    """A row by year, in its unit: a line, or a value of the calculation that is no line."""
    if name in line_items():
        return projection.lines.get(name)
    if name not in projection.nodes:
        return None
    return np.broadcast_to(projection.nodes[name] * unit_and_scale(name)[1], len(projection.years))


def _shown(view: View, name: str) -> bool:
    """Whether a row is told: lines always, other parts of a sum where they are something."""
    if name in line_items():
        return True
    both = [view.projection, *([view.base] if view.base else [])]
    found = (values_of(projection, name) for projection in both)
    return any(values is not None and bool(np.any(abs(values) > NOTHING)) for values in found)


def _table(view: View, name: str, lines: tuple[str, ...], totals: tuple[str, ...]) -> Table:
    """Lines by year, with their units in the caption."""
    shown = tuple(line for line in lines if _shown(view, line))
    units = [unit(item) for item in shown]
    caption = view.text("table.caption", title=view.text(f"table.{name}"), years=_span(view))
    mixed = len(set(units)) > 1
    said = view.text("table.mixed_units") if mixed else view.text(f"unit.{units[0]}")
    items = tuple(line for line in shown if line in line_items())
    table = lines_table(view, f"{caption}, {said}", items, totals, view.text("table.rounding"))
    table = _as_printed(view, table, items)
    of_line = dict(zip(items, table.rows, strict=True))
    rows = tuple(of_line[n] if n in of_line else _other_row(view, n) for n in shown)
    table = with_history(view, replace(table, rows=rows), shown)
    return _known(_with_units(view, table, units) if mixed else table)


def _known(table: Table) -> Table:
    """The table without rows that have no figure at all: the notice above it names them. A table
    of such rows alone stays, to be told from one that has nothing to lack."""
    rows = tuple(
        row
        for row in table.rows
        if any(n and c != "–" for c, n in zip(row.cells, table.numeric, strict=True))
    )
    return replace(table, rows=rows) if rows else table


def _as_printed(view: View, table: Table, lines: tuple[str, ...]) -> Table:
    """The printed figures, marked and told below, where the print contradicts itself."""
    found = {
        (line, t): printed
        for line in lines
        for t, year in enumerate(view.years)
        if (printed := printed_instead(view.projection, line, year)) is not None
    }
    if not found:
        return table
    rows = tuple(
        replace(
            row,
            cells=tuple(
                view.number(line, found[line, t]) + MARK if (line, t) in found else cell
                for t, cell in enumerate(row.cells)
            ),
        )
        for line, row in zip(lines, table.rows, strict=True)
    )
    note = " ".join([table.note, *told(view.projection, view.language, lines)])
    return replace(table, rows=rows, note=note)


def _other_row(view: View, name: str) -> Row:
    """A part of a sum that is no line item: an add factor, or a change that a scenario makes."""
    values = values_of(view.projection, name)
    cells = [
        "–" if values is None else catalogue.number(float(values[t]), unit(name), view.language)
        for t in range(len(view.years))
    ]
    figures = tuple(f"{name}@{year}" for year in view.years)
    return Row(value_label(name, view.language), tuple(cells), "", figures)


def _span(view: View) -> str:
    """Which years are budget, which outlook and which follow rules, in words: captions say it,
    heads stay simple."""
    budget, outlook = budget_years(view), outlook_years(view)
    last = view.projection.plan.own_years[-1]
    kinds = {
        "budget": budget,
        "outlook": tuple(year for year in outlook if year <= last),
        "beyond": tuple(year for year in outlook if year > last),
    }
    return ", ".join(
        view.text(f"years.{kind}", years=catalogue.year_span(years))
        for kind, years in kinds.items()
        if years
    )


def _with_units(view: View, table: Table, units: list[str]) -> Table:
    """The same table with a column that gives the unit of each row."""
    rows = tuple(
        replace(
            row,
            cells=(view.text(f"unit.{unit}"), *row.cells),
            figures=("", *row.figures) if row.figures else (),
        )
        for row, unit in zip(table.rows, units, strict=True)
    )
    head = (table.head[0], view.text("table.unit"), *table.head[1:])
    return Table(table.caption, head, rows, (False, *table.numeric), table.note)
