"""Tables of pensions (*pensioner*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import sum_statement

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
    assumptions_of("pensions"),
)
