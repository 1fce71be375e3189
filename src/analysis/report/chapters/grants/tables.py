"""Tables of general grants and equalisation (*bidrag och utjämning*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import sum_statement

TABLES = (
    sum_statement("grants", "state_grants"),
    assumptions_of("grants"),
)
