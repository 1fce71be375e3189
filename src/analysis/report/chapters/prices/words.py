"""How prices and costs move, in sentences from the results (*priser och kostnader*)."""

import numpy as np

from analysis.report.blocks.line_chart import say_change
from analysis.report.blocks.view import View

PRICES = ("lpik_excl", "lpik_incl")


def say_prices(view: View) -> str:
    """In which year prices rise most and least."""
    values = view.values("lpik_excl")
    high, low = int(np.argmax(values)), int(np.argmin(values))
    return view.text(
        "says.prices",
        high=view.amount("lpik_excl", float(values[high])),
        high_year=view.years[high],
        low=view.amount("lpik_excl", float(values[low])),
        low_year=view.years[low],
    )


def say_costs(view: View) -> str:
    """How much operating costs grow over the period."""
    return say_change(view, "says.costs", "operating_costs", -1.0)


COSTS = ("operating_costs",)
