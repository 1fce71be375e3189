"""Who pays the investments, in sentences from the results (*investeringar*)."""

from analysis import catalogue
from analysis.report.blocks.lines import say_ends
from analysis.report.blocks.view import View, budget_years

INVESTMENTS = ("capital_expenditure", "operating_cash_flow", "depreciation")


SELF_FINANCING = ("self_financing_ratio",)


ASSETS = ("fixed_assets",)


def say_investments(view: View) -> str:
    """How large spending is beside depreciation over the budget years."""
    span = slice(0, max(len(budget_years(view)), 1))
    spending = float(view.values("capital_expenditure")[span].sum())
    worn = float(-view.values("depreciation")[span].sum())
    return view.text(
        "says.investments",
        times=catalogue.number(spending / worn, "", view.language, 1),
        spending=catalogue.amount(spending, "mnkr", view.language),
        years=catalogue.year_span(view.years[span]),
    )


def say_self_financing(view: View) -> str:
    """The three-year ratio when a goal states it, or that of the first year."""
    for goal in view.projection.goals:
        if goal.id == "self_financing":
            return view.text(
                "says.self_financing.period",
                value=catalogue.amount(float(goal.value), "pct", view.language),
                years=catalogue.year_span(goal.years),
            )
    first = float(view.values("self_financing_ratio")[0])
    value = view.amount("self_financing_ratio", first)
    return view.text("says.self_financing.year", value=value, year=view.years[0])


def say_assets(view: View) -> str:
    """How much the fixed assets grow over the period."""
    return say_ends(view, "says.assets", "fixed_assets")
