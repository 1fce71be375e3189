"""Tables of investments (*investeringar*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import statement

TABLES = (
    statement(
        "investments",
        "capital_expenditure",
        "depreciation",
        "fixed_assets",
        "operating_cash_flow",
        "self_financing_ratio",
    ),
    assumptions_of("investments"),
)
