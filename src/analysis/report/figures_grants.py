"""Figures of general grants and equalisation (*generella statsbidrag och utjämning*)."""

import numpy as np
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report import theme
from analysis.report.chart import Chart, describer
from analysis.report.view import View

GRANTS = (
    "pharmaceutical_grant",
    "income_equalisation",
    "cost_equalisation",
    "structural_grant",
    "regulation_item",
)


def draw_grants(view: View) -> Figure:
    """The parts of the general grants, one line each, mnkr."""
    figure, axes = theme.year_axes(view, "mnkr")
    names = []
    for rank, item in enumerate(GRANTS):
        theme.line(axes, view, item, rank)
        names.append((float(view.values(item)[-1]), view.label(item), theme.SERIES[rank]))
    axes.margins(y=0.08)
    theme.name_lines(axes, names, view.years[-1])
    return figure


def say_grants(view: View) -> str:
    """Which part of the grants grows most over the period, and what equalisation of income is."""
    changes = [float(view.values(item)[-1] - view.values(item)[0]) for item in GRANTS]
    most = int(np.argmax(changes))
    return view.text(
        "says.grants",
        label=view.label(GRANTS[most]),
        value=catalogue.amount(changes[most], "mnkr", view.language),
        start=view.years[0],
        end=view.years[-1],
    )


def draw_grant_share(view: View) -> Figure:
    """General grants as a bar a year, mnkr, beside tax revenue."""
    figure, axes = theme.year_axes(view, "mnkr")
    tax, grants = view.values("tax_revenue"), view.values("state_grants")
    axes.bar(view.years, tax, width=0.6, color=theme.BLUE, zorder=2)
    axes.bar(view.years, grants, width=0.6, bottom=tax, color=theme.ORANGE, zorder=2, ec="white")
    share = 100 * grants / (tax + grants)
    for year, top, part in zip(view.years, tax + grants, share, strict=True):
        written = catalogue.amount(float(part), "pct", view.language, 0)
        axes.annotate(written, (year, top), xytext=(0, 3), textcoords="offset points", ha="center")
    axes.margins(y=0.1)
    ends = (
        (float(tax[-1] / 2), view.label("tax_revenue"), theme.BLUE),
        (float(tax[-1] + grants[-1] / 2), view.label("state_grants"), theme.ORANGE),
    )
    theme.name_lines(axes, ends, view.years[-1])
    return figure


def say_grant_share(view: View) -> str:
    """The share of tax and grants together that comes from the state."""
    tax, grants = view.values("tax_revenue"), view.values("state_grants")
    share = 100 * grants / (tax + grants)
    return view.text(
        "says.grant_share",
        first=catalogue.amount(float(share[0]), "pct", view.language),
        last=catalogue.amount(float(share[-1]), "pct", view.language),
        start=view.years[0],
        end=view.years[-1],
    )


SHARE = ("tax_revenue", "state_grants")
CHARTS = (
    Chart("grants", GRANTS, draw_grants, say_grants, describer("lines", GRANTS)),
    Chart("grant_share", SHARE, draw_grant_share, say_grant_share, describer("stack", SHARE)),
)
