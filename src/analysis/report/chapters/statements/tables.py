"""The statements (*resultat-, balans- och finansieringsbudget*), and every assumption."""

from analysis.model.graph import arguments
from analysis.model.statements import gap_balance_sheet
from analysis.report.blocks.assumptions import all_assumptions
from analysis.report.blocks.statement import sum_statement
from analysis.report.blocks.table import Listing
from analysis.report.chapters.statements import horizon

TABLES = (
    sum_statement("income_statement", "net_operating_cost", "operating_result", "net_result"),
    sum_statement("balanced_budget", "balanced_budget_result", "measures_needed"),
    sum_statement("balance_sheet", "total_assets", after=arguments(gap_balance_sheet)),
    sum_statement("cash_flow", "net_cash_flow", after=("cash",), others=("cash",)),
    all_assumptions,
    Listing("horizon", horizon.of_horizon, horizon.horizon_table),
)
