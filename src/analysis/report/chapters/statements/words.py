"""What the statements say, in sentences from the results (*resultat och ställning*)."""

import numpy as np

from analysis import catalogue
from analysis.report.blocks.lines import say_ends
from analysis.report.blocks.view import Lines, View, years_where

RESULT = ("net_result", "balanced_budget_result")


COST = ("tax_revenue", "state_grants", "net_operating_cost")


SOLIDITY = ("solidity_mixed", "solidity_full")


def say_result(view: View) -> str:
    """In which years the balanced-budget result is below zero."""
    below = years_where(view, np.round(view.values("balanced_budget_result")) < 0)
    key = "says.result.none" if not below else "says.result.some"
    if len(below) == len(view.years):
        key = "says.result.all"
    return view.text(key, years=catalogue.year_span(below or view.years, view.language))


def income(view: Lines) -> np.ndarray:
    """Tax and general grants together, mnkr, for drawing beside what they are to cover."""
    return view.values("tax_revenue") + view.values("state_grants")


def say_income_and_cost(view: View) -> str:
    """How much income and cost grow, or change where one of them falls, from first to last year."""
    earned, cost = income(view), -view.values("net_operating_cost")
    growth = [100 * (v[-1] / v[0] - 1) for v in (cost, earned)]
    falls = min(growth) < 0
    return view.text(
        "says.income_and_cost.falls" if falls else "says.income_and_cost",
        cost=catalogue.amount(growth[0], "pct", view.language, sign=falls),
        income=catalogue.amount(growth[1], "pct", view.language, sign=falls),
        start=view.years[0],
        end=view.years[-1],
    )


def say_liquidity(view: View) -> str:
    """When cash runs out, or that it lasts."""
    below = years_where(view, np.round(view.values("cash")) < 0)
    if not below:
        return view.text("says.liquidity.none", years=catalogue.year_span(view.years))
    return view.text("says.liquidity.some", year=below[0])


def say_solidity(view: View) -> str:
    """How solidity moves when all pensions are counted."""
    return say_ends(view, "says.solidity", "solidity_full")


def say_measures(view: View) -> str:
    """In how many years measures are needed and when most."""
    values = view.values("measures_needed")
    needed = years_where(view, np.round(values) > 0)
    if not needed:
        return view.text("says.measures.none", years=catalogue.year_span(view.years))
    most = int(np.argmax(values))
    return view.text(
        "says.measures.some" if len(needed) > 1 else "says.measures.one",
        years=catalogue.year_span(needed, view.language),
        value=view.amount("measures_needed", float(values[most])),
        year=view.years[most],
    )
