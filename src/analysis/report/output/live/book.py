"""The book that is being written (*levande arbetsbok*): its formats, and where a value stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from analysis.model.projection import Projection
from analysis.report.blocks.view import View
from analysis.study.explain import years_of
from analysis.trace.plan_trace import PlanTrace

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

    book: Workbook
    view: View
    traced: PlanTrace
    own: Own = field(default_factory=dict)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)
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

    def format(self, name: str, **more: object) -> Format:
        """A format of the book by what it is for; made once."""
        key = f"{name} {sorted(more.items())}"
        if key not in self.formats:
            number = {"num_format": FORMATS[name]} if name in FORMATS else {}
            self.formats[key] = self.book.add_format(
                {"font_name": "Arial", "font_size": 9} | number | more
            )
        return self.formats[key]

    def sheet(self, name: str, head: list[str], landscape: bool = True) -> Worksheet:
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
        sheet: Worksheet,
        row: int,
        column: int,
        text: str,
        value: float,
        form: Format,
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
