"""Tables of the statements (*resultatbudget, balansbudget, finansieringsbudget*) and chapters."""

from collections.abc import Callable
from dataclasses import replace

from analysis import catalogue
from analysis.report.blocks import assumptions as tables_assumptions
from analysis.report.blocks.table import Table, lines_table
from analysis.report.blocks.view import View, budget_years, lacking, outlook_years
from analysis.report.chapters.goals import tables as tables_goals
from analysis.report.chapters.reconciliation import tables as tables_proof
from analysis.report.chapters.summary import tables as tables_origin

STATEMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "income_statement": (
        (
            "operating_revenue",
            "operating_costs",
            "depreciation",
            "net_operating_cost",
            "tax_revenue",
            "state_grants",
            "operating_result",
            "financial_income",
            "financial_costs",
            "net_result",
        ),
        ("net_operating_cost", "operating_result", "net_result"),
    ),
    "balanced_budget": (
        (
            "net_result",
            "portfolio_return",
            "reserve_transfer",
            "balanced_budget_result",
            "result_target",
            "measures_needed",
        ),
        ("balanced_budget_result", "measures_needed"),
    ),
    "balance_sheet": (
        (
            "fixed_assets",
            "current_assets",
            "total_assets",
            "equity",
            "pension_provision",
            "long_term_debt",
            "short_term_debt",
        ),
        ("total_assets",),
    ),
    "cash_flow": (
        (
            "operating_cash_flow",
            "investing_cash_flow",
            "financing_cash_flow",
            "net_cash_flow",
            "cash",
        ),
        ("net_cash_flow", "cash"),
    ),
    "population": (("population",), ()),
    "population_ages": (
        (
            "population_0_19",
            "population_20_64",
            "population_65_79",
            "population_80_plus",
            "population",
            "dependency_ratio",
        ),
        ("population",),
    ),
    "tax": (
        (
            "own_tax_base",
            "own_tax_base_per_capita",
            "national_tax_capacity",
            "tax_rate",
            "tax_preliminary",
            "tax_settlement",
            "tax_revenue",
        ),
        ("tax_revenue",),
    ),
    "grants": (
        (
            "income_equalisation",
            "cost_equalisation",
            "structural_grant",
            "regulation_item",
            "pharmaceutical_grant",
            "state_grants",
        ),
        ("state_grants",),
    ),
    "prices": (("lpik_excl", "lpik_incl"), ()),
    "costs": (
        ("operating_revenue", "operating_costs", "depreciation", "net_operating_cost"),
        ("net_operating_cost",),
    ),
    "pensions": (
        (
            "operating_pension_cost",
            "financial_pension_cost",
            "pension_cost",
            "pension_payments",
            "pension_provision",
            "contingent_pension_liability",
            "pension_portfolio",
            "pension_coverage",
        ),
        ("pension_cost",),
    ),
    "investments": (
        (
            "capital_expenditure",
            "depreciation",
            "fixed_assets",
            "operating_cash_flow",
            "self_financing_ratio",
        ),
        (),
    ),
}


def statement(view: View, name: str) -> Table:
    """The statement or chapter table `name`, with its units in the caption."""
    lines, totals = STATEMENTS[name]
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


def missing_lines(view: View, name: str) -> list[str]:
    """The lines of table `name` that a partial plan does not hold."""
    return lacking(view, STATEMENTS[name][0]) if name in STATEMENTS else []


def _statement_maker(name: str) -> Callable[[View], Table]:
    return lambda view: statement(view, name)


TABLES: dict[str, Callable[[View], Table]] = {
    **{name: _statement_maker(name) for name in STATEMENTS},
    **tables_goals.TABLES,
    **tables_proof.TABLES,
    **tables_origin.TABLES,
    **tables_assumptions.TABLES,
}
"""Every table by name. A table without rows is shown as its note alone."""
