"""What pensions cost and whether they are covered, in sentences (*pensioner*)."""

from analysis.report.blocks.lines import say_ends
from analysis.report.blocks.view import View

COST = ("operating_pension_cost", "financial_pension_cost")


CAPITAL = ("pension_portfolio", "pension_provision")


COVERAGE = ("pension_coverage",)


def say_pension_cost(view: View) -> str:
    """How the whole pension cost moves over the period."""
    return say_ends(view, "says.pension_cost", "pension_cost")


def say_pension_capital(view: View) -> str:
    """How much capital there is for each krona of provision in the last year."""
    capital, provision = (view.values(item) for item in CAPITAL)
    return view.text(
        "says.pension_capital",
        capital=view.number(CAPITAL[0], float(capital[-1])),
        provision=view.amount(CAPITAL[1], float(provision[-1])),
        year=view.years[-1],
    )


def say_pension_coverage(view: View) -> str:
    """How much of the obligation is covered in the first and the last year."""
    return say_ends(view, "says.pension_coverage", "pension_coverage")
