"""How prices and costs move, in sentences from the results (*priser och kostnader*)."""

import numpy as np

from analysis import catalogue
from analysis.report.blocks.lines import say_change
from analysis.report.blocks.view import View, years_where

PRICES = ("lpik_excl", "lpik_incl")


def say_prices(view: View) -> str:
    """In which year prices rise most, and in which they fall or else rise least."""
    values = view.values("lpik_excl")
    high, low = int(np.argmax(values)), int(np.argmin(values))
    shown = [view.number("lpik_excl", float(value)) for value in values]
    if shown[high] == shown[low]:
        same = view.amount("lpik_excl", float(values[0]))
        return view.text("says.prices.even", value=same)
    falling = years_where(view, np.round(values, 1) < 0)
    course = "rise" if not falling else "mixed_one" if len(falling) == 1 else "mixed"
    return view.text(
        f"says.prices.{'fall' if len(falling) == len(values) else course}",
        falling=catalogue.year_span(falling or view.years, view.language),
        high=view.amount("lpik_excl", float(values[high])),
        high_year=view.years[high],
        low=view.amount("lpik_excl", float(values[low])),
        low_year=view.years[low],
    )


def say_costs(view: View) -> str:
    """How much operating costs grow over the period."""
    return say_change(view, "says.costs", "operating_costs", -1.0)


COSTS = ("operating_costs",)
