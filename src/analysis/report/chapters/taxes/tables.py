"""Tables of population and tax (*befolkning och skatt*)."""

from analysis.report.blocks.assumptions import assumptions_of
from analysis.report.blocks.statement import statement, sum_statement

TABLES = (
    statement("population", "population"),
    statement(
        "population_ages",
        "population_0_19",
        "population_20_64",
        "population_65_79",
        "population_80_plus",
        "population",
        "dependency_ratio",
        totals=("population",),
    ),
    sum_statement(
        "tax",
        "tax_revenue",
        before=("own_tax_base", "own_tax_base_per_capita", "national_tax_capacity", "tax_rate"),
    ),
    assumptions_of("tax"),
)
