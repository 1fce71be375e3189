"""Tables of investments (*investeringar*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import statement

ASSUMPTIONS = (
    "capital_expenditure",
    "slippage",
    "depreciation_path",
    "asset_life",
)
"""The parameters of the registry that this chapter rests on."""

TABLES = (
    statement(
        "investments",
        "capital_expenditure",
        "depreciation",
        "fixed_assets",
        "operating_cash_flow",
        "self_financing_ratio",
    ),
    assumptions_of("investments", ASSUMPTIONS),
)
