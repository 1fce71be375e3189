"""The statements (*resultat-, balans- och finansieringsbudget*), and every assumption."""

from analysis.report.blocks.assumptions import all_assumptions
from analysis.report.blocks.statement import statement

TABLES = (
    statement(
        "income_statement",
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
        totals=(
            "net_operating_cost",
            "operating_result",
            "net_result",
        ),
    ),
    statement(
        "balanced_budget",
        "net_result",
        "portfolio_return",
        "reserve_transfer",
        "balanced_budget_result",
        "result_target",
        "measures_needed",
        totals=(
            "balanced_budget_result",
            "measures_needed",
        ),
    ),
    statement(
        "balance_sheet",
        "fixed_assets",
        "current_assets",
        "total_assets",
        "equity",
        "pension_provision",
        "long_term_debt",
        "short_term_debt",
        totals=("total_assets",),
    ),
    statement(
        "cash_flow",
        "operating_cash_flow",
        "investing_cash_flow",
        "financing_cash_flow",
        "net_cash_flow",
        "cash",
        totals=(
            "net_cash_flow",
            "cash",
        ),
    ),
    all_assumptions,
)
