"""Figures of pensions (*pensioner*)."""

from matplotlib.figure import Figure

from analysis.report.blocks import theme
from analysis.report.blocks.chart import Chart, say_ends
from analysis.report.blocks.shapes import lines, name_ends, stack
from analysis.report.blocks.view import View

COST = ("operating_pension_cost", "financial_pension_cost")
CAPITAL = ("pension_portfolio", "pension_provision")
COVERAGE = ("pension_coverage",)


def draw_pension_cost(view: View) -> Figure:
    """Pension cost in operations and among financial costs, stacked, mnkr."""
    whole = view.values("pension_cost")
    return stack(view, COST, [view.number("pension_cost", float(value)) for value in whole])


def say_pension_cost(view: View) -> str:
    """How the whole pension cost moves over the period."""
    return say_ends(view, "says.pension_cost", "pension_cost")


def draw_pension_capital(view: View) -> Figure:
    """Managed pension capital beside the provision it is to meet, mnkr."""
    figure, axes = lines(view, CAPITAL, above=CAPITAL)
    axes.margins(y=0.12)
    name_ends(axes, view, CAPITAL)
    return figure


def say_pension_capital(view: View) -> str:
    """How much capital there is for each krona of provision in the last year."""
    capital, provision = (view.values(item) for item in CAPITAL)
    return view.text(
        "says.pension_capital",
        capital=view.number(CAPITAL[0], float(capital[-1])),
        provision=view.amount(CAPITAL[1], float(provision[-1])),
        year=view.years[-1],
    )


def draw_pension_coverage(view: View) -> Figure:
    """Coverage of the whole pension obligation by managed capital, per cent."""
    figure, axes = lines(view, COVERAGE, above=COVERAGE)
    theme.level(axes, view, 100.0, view.text("chart.full_coverage"))
    axes.margins(y=0.15)
    return figure


def say_pension_coverage(view: View) -> str:
    """How much of the obligation is covered in the first and the last year."""
    return say_ends(view, "says.pension_coverage", "pension_coverage")


CHARTS = (
    Chart("pension_cost", "stack", (*COST, "pension_cost"), draw_pension_cost, say_pension_cost),
    Chart("pension_capital", "lines", CAPITAL, draw_pension_capital, say_pension_capital),
    Chart("pension_coverage", "lines", COVERAGE, draw_pension_coverage, say_pension_coverage),
)
