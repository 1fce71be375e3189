"""Figures of population and tax (*befolkning och skatt*)."""

from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks.chart import Chart, say_change
from analysis.report.blocks.shapes import lines, name_ends
from analysis.report.blocks.view import View


def _single(view: View, item: str) -> Figure:
    """One line over the years with its values written out."""
    figure, axes = lines(view, (item,), above=(item,))
    axes.margins(y=0.2)
    return figure


def draw_population(view: View) -> Figure:
    """Residents on 1 November of the year before, persons."""
    return _single(view, "population")


def say_population(view: View) -> str:
    """How many residents the period gains or loses."""
    return say_change(view, "says.population", "population")


def draw_tax(view: View) -> Figure:
    """Tax revenue, mnkr."""
    return _single(view, "tax_revenue")


def say_tax(view: View) -> str:
    """From what to what tax revenue goes, and its mean growth a year."""
    values = view.values("tax_revenue")
    first, last = float(values[0]), float(values[-1])
    spans = max(len(values) - 1, 1)
    growth = 100 * ((last / first) ** (1 / spans) - 1)
    return view.text(
        "says.tax",
        first=catalogue.number(first, "mnkr", view.language),
        last=view.amount("tax_revenue", last),
        growth=catalogue.amount(growth, "pct", view.language),
    )


def draw_tax_base(view: View) -> Figure:
    """Own tax base per resident beside the national tax capacity, kr."""
    figure, axes = lines(view, TAX_BASE)
    axes.margins(y=0.1)
    name_ends(axes, view, TAX_BASE)
    return figure


def say_tax_base(view: View) -> str:
    """How strong the region's own tax base is beside the nation's."""
    own, nation = (float(view.values(item)[0]) for item in TAX_BASE)
    share = catalogue.amount(100 * own / nation, "pct", view.language)
    return view.text("says.tax_base", share=share, year=view.years[0])


TAX_BASE = ("own_tax_base_per_capita", "national_tax_capacity")
CHARTS = (
    Chart("population", "lines", ("population",), draw_population, say_population),
    Chart("tax", "lines", ("tax_revenue",), draw_tax, say_tax),
    Chart("tax_base", "lines", TAX_BASE, draw_tax_base, say_tax_base),
)
