"""The sheets that are read: an overview with charts, statements as in the law, chapters, goals."""

from math import isfinite

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from analysis import catalogue
from analysis.model.goal_results import GoalResult
from analysis.model.units import unit as unit_of
from analysis.report.blocks.statement import values_of
from analysis.report.chapters.goals import tables as tables_goals
from analysis.report.notebook import registry
from analysis.report.output.live.book import LiveBook
from analysis.study.labels import value_label
from analysis.trace.spreadsheet import formula

OVERVIEW = (
    *("tax_revenue", "state_grants", "net_operating_cost", "operating_result", "net_result"),
    *("balanced_budget_result", "cash", "self_financing_ratio", "solidity_full"),
)
DRAWN = ("operating_result", "balanced_budget_result", "cash", "self_financing_ratio")
SHEETS = (
    *("income_statement", "balanced_budget", "balance_sheet", "cash_flow"),
    *("tax", "grants", "prices", "costs", "pensions", "investments", "population_ages"),
)
GAP = 2
"""Columns of text before the numbers: label and unit."""


def write_overview(live: LiveBook) -> None:
    """The lines that are asked for first, with a chart of four of them."""
    name = live.view.text("live.sheet.overview")
    sheet, rows = _statement(live, name, OVERVIEW, DRAWN)
    rows = {line: row for line, row in rows.items() if line in DRAWN}
    for number, (line, row) in enumerate(rows.items()):
        at = (len(OVERVIEW) + 4 + 16 * (number // 2), 7 * (number % 2))
        sheet.insert_chart(*at, _chart(live, name, line, row))


def _chart(live: LiveBook, name: str, line: str, row: int) -> Chart:
    years, view = len(live.projection.years), live.view
    chart = live.book.add_chart({"type": "line"})
    starts = (GAP, GAP + years + 1)
    for start, key, color, dash in zip(
        starts,
        ("live.now", "live.plan_column"),
        ("#08519C", "#5C5C5C"),
        ("solid", "dash"),
        strict=True,
    ):
        chart.add_series(
            {
                "name": view.text(key),
                "categories": [name, 1, start, 1, start + years - 1],
                "values": [name, row, start, row, start + years - 1],
                "line": {"color": color, "width": 2, "dash_type": dash},
            }
        )
    chart.set_title(
        {
            "name": f"{view.label(line)}, {view.text('unit.' + catalogue.unit(line))}",
            "name_font": {"size": 11},
        }
    )
    chart.set_x_axis({"label_position": "low"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 520, "height": 300})
    return chart


def write_statements(live: LiveBook) -> None:
    """Each statement and chapter that the plan holds something of."""
    for name in SHEETS:
        listing = registry().tables[name]
        if any(line in live.projection.lines for line in listing.lines):
            sheet = live.view.text(f"live.sheet.{name}")
            _statement(live, sheet, listing.lines, listing.totals)


def _statement(
    live: LiveBook, name: str, lines: tuple[str, ...], totals: tuple[str, ...]
) -> tuple[Worksheet, dict[str, int]]:
    """Scenario, adopted plan and the difference, side by side, one line a row."""
    view, years = live.view, live.projection.years
    sheet = live.sheet(name, [name])
    bold = live.format("head", bold=True, bottom=1, text_wrap=True, valign="top")
    sheet.write_string(1, 0, view.text("table.line"), bold)
    sheet.write_string(1, 1, view.text("table.unit"), bold)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 9)
    starts = [GAP + n * (len(years) + 1) for n in range(3)]
    for start, key in zip(starts, ("live.now", "live.plan_column", "live.difference"), strict=True):
        sheet.write_string(0, start, view.text(key), live.format("block", bold=True))
        for t, year in enumerate(years):
            sheet.write_number(
                1, start + t, year, live.format("year", bold=True, bottom=1, align="right")
            )
        sheet.set_column(start, start + len(years) - 1, 9.5)
        sheet.set_column(start + len(years), start + len(years), 2)
    held = [line for line in lines if values_of(live.projection, line) is not None]
    rows = {line: row for row, line in enumerate(held, start=2)}
    for line, row in rows.items():
        _line(live, sheet, row, line, line in totals, starts)
    sheet.freeze_panes(2, GAP)
    return sheet, rows


def _line(
    live: LiveBook, sheet: Worksheet, row: int, line: str, total: bool, starts: list[int]
) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell as cell

    view, unit = live.view, unit_of(line)
    look = {"bold": True, "top": 1} if total else {}
    sheet.write_string(row, 0, value_label(line, view.language), live.format("text", **look))
    sheet.write_string(row, 1, view.text(f"unit.{unit}"), live.format("text", **look))
    form = live.format(unit, **look)
    scale = 100.0 if unit == "pct" else 1.0
    base = live.projection if view.base is None else view.base
    length = len(live.traced.traced.values.get(line, ()))
    own, plans = values_of(live.projection, line), values_of(base, line)
    if own is None or plans is None:
        return
    for t in range(len(live.projection.years)):
        place = live.places.get((line, t if length > 1 else 0))
        now, before = float(own[t]) / scale, float(plans[t]) / scale
        if place is None or length not in (1, len(live.projection.years)):
            continue
        live.write_formula(sheet, row, starts[0] + t, place, now, form)
        if isfinite(before):
            sheet.write_number(row, starts[1] + t, before, form)
        gap = f"{cell(row, starts[0] + t)}-{cell(row, starts[1] + t)}"
        live.write_formula(sheet, row, starts[2] + t, gap, now - before, form)


GOAL_COLUMNS = (
    *("goals.goal", "table.unit", "goals.year", "goals.requirement"),
    *("goals.value", "goals.margin", "goals.met"),
)
"""Texts over the columns of the goals."""


def write_goals(live: LiveBook) -> None:
    """Every goal and legal test: value, margin and whether it is met, as formulas."""
    view, cells = live.view, live.traced.traced.cells
    sheet = live.sheet(view.text("live.sheet.goals"), [view.text(key) for key in GOAL_COLUMNS])
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 6, 14)
    known = {
        cell: live.places[name, i]
        for name, row in live.traced.traced.values.items()
        for i, cell in enumerate(row)
        if (name, i) in live.places
    }
    text, number = live.format("text"), live.format("plain", num_format="#,##0.00;\u2212#,##0.00;0")
    for row, goal in enumerate(live.traced.goals, start=1):
        result = _result(live, goal.result.id, goal.result.years)
        told = (
            tables_goals.goal_label(view, goal.result.id),
            view.text(f"unit.{goal.result.unit}"),
            catalogue.year_span(goal.result.years),
            tables_goals.requirement(view, result),
        )
        for column, part in enumerate(told):
            sheet.write_string(row, column, part, text)
        figures = ((goal.value, result.value), (goal.margin, result.margin))
        for column, (node, value) in enumerate(figures, start=4):
            said = formula(cells, node, known)
            live.write_formula(sheet, row, column, said, float(value), number)
        yes, no = (view.text(f"goals.{word}") for word in ("yes", "no"))
        met = f'=IF({formula(cells, goal.passed, known)},"{yes}","{no}")'
        sheet.write_formula(row, 6, met, text, yes if result.passed else no)
        live.counted += 1


def _result(live: LiveBook, goal: str, years: tuple[int, ...]) -> GoalResult:
    return next(g for g in live.projection.goals if g.id == goal and g.years == years)
