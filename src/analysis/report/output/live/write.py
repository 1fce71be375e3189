"""The live sheets of a workbook, in the order in which a reader meets them."""

from xlsxwriter import Workbook

from analysis.report.blocks.view import View
from analysis.report.notebook import registry
from analysis.report.output.live import model_sheets, statement_sheets
from analysis.report.output.live.book import LiveBook, Own
from analysis.trace.plan_trace import PlanTrace


def write_live(book: Workbook, view: View, traced: PlanTrace, own: Own | None = None) -> LiveBook:
    """Write the sheets that calculate and those that are read from them into `book`.

    `own` are values typed in place of the scenario's, by key and position of the year, or in place
    of an input, by its name; the stored values stay those of the scenario.
    """
    live = LiveBook(book, view, traced, own or {})
    held = [
        n
        for n in statement_sheets.SHEETS
        if live.projection.lines.keys() & set(registry().tables[n].lines)
    ]
    for key in ("overview", "change", *held, "goals", "inputs", "model"):
        book.add_worksheet(view.text(f"live.sheet.{key}"))
    model_sheets.write_changes(live)
    model_sheets.write_inputs(live)
    model_sheets.write_model(live)
    statement_sheets.write_overview(live)
    statement_sheets.write_statements(live)
    statement_sheets.write_goals(live)
    return live
