"""Tables of prices and costs (*priser och kostnader*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import statement, sum_statement

ASSUMPTIONS = (
    "wage_growth",
    "social_charge_growth",
    "consumption_growth",
    "pharmaceutical_growth",
    "lpik_weight_wage",
    "lpik_weight_social_charge",
    "lpik_weight_consumption",
    "lpik_weight_pharmaceutical",
    "operating_revenue_path",
    "operating_costs_path",
    "population_driven_share",
    "long_run_population_share",
    "population_response_years",
)
"""The parameters of the registry that this chapter rests on."""

TABLES = (
    statement("prices", "lpik_excl", "lpik_incl"),
    sum_statement("costs", "net_operating_cost"),
    assumptions_of("prices", ASSUMPTIONS),
)
