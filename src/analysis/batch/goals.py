"""The goals of a batch, as its views ask for them."""

from analysis.batch.address import Goal
from analysis.batch.grid import Grid
from analysis.inputs.parameters import year_range


def goals(grid: Grid) -> list[Goal]:
    """The goals of the plan with the years for which they hold, for the view `goals`."""
    found = list[Goal]()
    for name, goal in grid.plan.goals.items():
        first, last = year_range(goal.years) or (grid.plan.years[0], grid.plan.years[-1])
        found.append(
            {
                "id": name,
                "label": goal.label.model_dump(),
                "scale": 100.0 if goal.unit == "pct" else 1.0,
                "years": [year for year in grid.plan.years if first <= year <= last],
                "kind": goal.kind,
                "measure": goal.measure,
                "numerator": goal.numerator,
                "denominator": goal.denominator,
                "minimum": goal.minimum,
                "maximum": goal.maximum,
                "period": goal.period,
            }
        )
    return found
