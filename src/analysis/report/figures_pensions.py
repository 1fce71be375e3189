"""Figures of pensions (*pensioner*)."""

from matplotlib.figure import Figure

from analysis.report import theme
from analysis.report.chart import Chart, describer, verb
from analysis.report.view import View

COST = ("operating_pension_cost", "financial_pension_cost")
CAPITAL = ("pension_portfolio", "pension_provision")
COVERAGE = ("pension_coverage",)


def draw_pension_cost(view: View) -> Figure:
    """Pension cost in operations and among financial costs, stacked, mnkr."""
    figure, axes = theme.year_axes(view, "mnkr")
    operating, financial = (view.values(item) for item in COST)
    axes.bar(view.years, operating, width=0.6, color=theme.BLUE, zorder=2)
    axes.bar(
        view.years, financial, width=0.6, bottom=operating, color=theme.ORANGE, zorder=2, ec="white"
    )
    for year, total in zip(view.years, view.values("pension_cost"), strict=True):
        written = view.number("pension_cost", float(total))
        axes.annotate(
            written, (year, total), xytext=(0, 3), textcoords="offset points", ha="center"
        )
    axes.margins(y=0.1)
    ends = (
        (float(operating[-1] / 2), view.label(COST[0]), theme.BLUE),
        (float(operating[-1] + financial[-1] / 2), view.label(COST[1]), theme.ORANGE),
    )
    theme.name_lines(axes, ends, view.years[-1])
    return figure


def say_pension_cost(view: View) -> str:
    """How the whole pension cost moves over the period."""
    values = view.values("pension_cost")
    return view.text(
        "says.pension_cost",
        verb=verb(view, float(values[0]), float(values[-1]), "mnkr"),
        first=view.amount("pension_cost", float(values[0])),
        last=view.amount("pension_cost", float(values[-1])),
        start=view.years[0],
        end=view.years[-1],
    )


def draw_pension_capital(view: View) -> Figure:
    """Managed pension capital beside the provision it is to meet, mnkr."""
    figure, axes = theme.year_axes(view, "mnkr")
    names = []
    for rank, item in enumerate(CAPITAL):
        theme.line(axes, view, item, rank)
        values = view.values(item)
        theme.name_values(axes, view, item, values, theme.SERIES[rank], up=True)
        names.append((float(values[-1]), view.label(item), theme.SERIES[rank]))
    axes.margins(y=0.12)
    theme.name_lines(axes, names, view.years[-1])
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
    figure, axes = theme.year_axes(view, "pct")
    theme.line(axes, view, "pension_coverage")
    values = view.values("pension_coverage")
    theme.name_values(axes, view, "pension_coverage", values, theme.BLUE, up=True)
    theme.level(axes, view, 100.0, view.text("chart.full_coverage"))
    axes.margins(y=0.15)
    return figure


def say_pension_coverage(view: View) -> str:
    """How much of the obligation is covered in the first and the last year."""
    values = view.values("pension_coverage")
    return view.text(
        "says.pension_coverage",
        first=view.amount("pension_coverage", float(values[0])),
        last=view.amount("pension_coverage", float(values[-1])),
        start=view.years[0],
        end=view.years[-1],
    )


CHARTS = (
    Chart(
        "pension_cost",
        (*COST, "pension_cost"),
        draw_pension_cost,
        say_pension_cost,
        describer("stack", (*COST, "pension_cost")),
    ),
    Chart(
        "pension_capital",
        CAPITAL,
        draw_pension_capital,
        say_pension_capital,
        describer("lines", CAPITAL),
    ),
    Chart(
        "pension_coverage",
        COVERAGE,
        draw_pension_coverage,
        say_pension_coverage,
        describer("lines", COVERAGE),
    ),
)
