"""Figures of general grants and equalisation (*generella statsbidrag och utjämning*)."""

import numpy as np
from matplotlib.figure import Figure

from analysis import catalogue
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.shapes import lines, name_ends, stack
from analysis.report.blocks.view import View

GRANTS = (
    "pharmaceutical_grant",
    "income_equalisation",
    "cost_equalisation",
    "structural_grant",
    "regulation_item",
)
SHARE = ("tax_revenue", "state_grants")


def draw_grants(view: View) -> Figure:
    """The parts of the general grants, one line each, mnkr."""
    figure, axes = lines(view, GRANTS)
    axes.margins(y=0.08)
    name_ends(axes, view, GRANTS)
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


def share(view: View) -> np.ndarray:
    """General grants in per cent of tax and grants together."""
    tax, grants = (view.values(item) for item in SHARE)
    return 100 * grants / (tax + grants)


def draw_grant_share(view: View) -> Figure:
    """General grants as a bar a year, mnkr, beside tax revenue."""
    words = [catalogue.amount(float(part), "pct", view.language, 0) for part in share(view)]
    return stack(view, SHARE, words)


def say_grant_share(view: View) -> str:
    """The share of tax and grants together that comes from the state."""
    shares = share(view)
    return view.text(
        "says.grant_share",
        first=catalogue.amount(float(shares[0]), "pct", view.language),
        last=catalogue.amount(float(shares[-1]), "pct", view.language),
        start=view.years[0],
        end=view.years[-1],
    )


CHARTS = (
    Chart("grants", "lines", GRANTS, draw_grants, say_grants),
    Chart("grant_share", "stack", SHARE, draw_grant_share, say_grant_share),
)
