"""Tables of general grants and equalisation (*bidrag och utjämning*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import sum_statement

ASSUMPTIONS = (
    "equalisation_level",
    "equalisation_grant_rate",
    "equalisation_fee_rate",
    "cost_equalisation_path",
    "regulation_item_path",
    "structural_grant",
    "pharmaceutical_grant_path",
)
"""The parameters of the registry that this chapter rests on."""

TABLES = (
    sum_statement("grants", "state_grants"),
    assumptions_of("grants", ASSUMPTIONS),
)
