"""What population and tax come to, in sentences from the results (*befolkning och skatt*)."""

from analysis import catalogue
from analysis.report.blocks.lines import say_change, turns_beyond
from analysis.report.blocks.view import View


def say_population(view: View) -> str:
    """How many residents the period gains or loses."""
    return say_change(view, "says.population", "population")


def say_tax(view: View) -> str:
    """From what to what tax revenue goes, its mean growth a year, and a turn between the ends."""
    values = view.values("tax_revenue")
    first, last = float(values[0]), float(values[-1])
    spans = max(len(values) - 1, 1)
    growth = 100 * ((last / first) ** (1 / spans) - 1)
    said = view.text(
        "says.tax",
        first=catalogue.number(first, "mnkr", view.language),
        last=view.amount("tax_revenue", last),
        growth=catalogue.amount(growth, "pct", view.language),
    )
    return said + turns_beyond(view, "tax_revenue")


def say_tax_base(view: View) -> str:
    """How strong the region's own tax base is beside the nation's."""
    own, nation = (float(view.values(item)[0]) for item in TAX_BASE)
    share = catalogue.amount(100 * own / nation, "pct", view.language)
    return view.text("says.tax_base", share=share, year=view.years[0])


TAX_BASE = ("own_tax_base_per_capita", "national_tax_capacity")
