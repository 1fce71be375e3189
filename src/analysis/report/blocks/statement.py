"""Tables of lines by year: the statements and the tables of the chapters."""

from dataclasses import replace

from analysis import catalogue
from analysis.report.blocks.missing import lines_lacked
from analysis.report.blocks.table import Listing, Table, lines_table
from analysis.report.blocks.view import View, budget_years, lacking, outlook_years


def statement(name: str, *lines: str, totals: tuple[str, ...] = ()) -> Listing[View]:
    """A statement or chapter table: `lines` by year, those in `totals` standing out.

    Its title is the text `table.<name>`. Lines that a partial plan does not hold are named above.
    """

    def notice(view: View) -> str:
        lacked = lacking(view, lines)
        return lines_lacked(view, "missing.table", lacked) if lacked else ""

    return Listing(
        name, whole, lambda view: _table(view, name, lines, totals), notice, lines, totals
    )


def whole(view: View) -> View:
    """The subject of a block that can be made of any view."""
    return view


def _table(view: View, name: str, lines: tuple[str, ...], totals: tuple[str, ...]) -> Table:
    """Lines by year, with their units in the caption."""
    units = [catalogue.unit(item) for item in lines]
    caption = view.text("table.caption", title=view.text(f"table.{name}"), years=_span(view))
    mixed = len(set(units)) > 1
    unit = view.text("table.mixed_units") if mixed else view.text(f"unit.{units[0]}")
    table = lines_table(view, f"{caption}, {unit}", lines, totals, view.text("table.rounding"))
    return _with_units(view, table, units) if mixed else table


def _span(view: View) -> str:
    """Which years are budget and which outlook, in words: captions say it, heads stay simple."""
    budget, outlook = budget_years(view), outlook_years(view)
    if not outlook:
        return view.text("years.budget", years=catalogue.year_span(budget))
    return view.text(
        "years.both",
        budget=catalogue.year_span(budget),
        outlook=catalogue.year_span(outlook),
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
