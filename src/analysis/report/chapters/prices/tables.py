"""Tables of prices and costs (*priser och kostnader*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import statement, sum_statement

TABLES = (
    statement("prices", "lpik_excl", "lpik_incl"),
    sum_statement("costs", "net_operating_cost"),
    assumptions_of("prices"),
)
