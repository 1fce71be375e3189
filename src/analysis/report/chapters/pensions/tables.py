"""Tables of pensions (*pensioner*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import sum_statement

ASSUMPTIONS = (
    "price_base_amount_growth",
    "real_pension_rate",
    "operating_pension_cost_path",
    "operating_pension_wage_share",
    "financial_pension_cost_path",
    "pension_accrual_path",
    "pension_payments_path",
    "portfolio_return_rate",
    "unrealised_share",
    "unrealised_share_of_deviation",
    "financial_income_path",
    "contingent_liability_growth",
)
"""The parameters of the registry that this chapter rests on."""

TABLES = (
    sum_statement(
        "pensions",
        "pension_cost",
        after=(
            "pension_payments",
            "pension_provision",
            "contingent_pension_liability",
            "pension_portfolio",
            "pension_coverage",
        ),
    ),
    assumptions_of("pensions", ASSUMPTIONS),
)
