"""The goals of a batch, as its views ask for them."""

from analysis.batch.grid import Grid
from analysis.inputs.parameters import year_range


def goals(grid: Grid) -> list[dict[str, object]]:
    """The goals of the plan with the years for which they hold, for the view `goals`."""
    kept = {"kind", "measure", "numerator", "denominator", "minimum", "maximum", "period"}
    found = []
    for name, goal in grid.plan.goals.items():
        first, last = year_range(goal.years) or (grid.plan.years[0], grid.plan.years[-1])
        about = {
            "id": name,
            "label": goal.label.model_dump(),
            "scale": 100.0 if goal.unit == "pct" else 1.0,
            "years": [year for year in grid.plan.years if first <= year <= last],
        }
        found.append(about | goal.model_dump(include=kept))
    return found
