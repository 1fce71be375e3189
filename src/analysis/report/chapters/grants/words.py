"""What grants and equalisation come to, in sentences from the results (*bidrag och utjämning*)."""

import numpy as np

from analysis import catalogue
from analysis.report.blocks.view import Lines, View

GRANTS = (
    "pharmaceutical_grant",
    "income_equalisation",
    "cost_equalisation",
    "structural_grant",
    "regulation_item",
)


SHARE = ("tax_revenue", "state_grants")


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


def share(view: Lines) -> np.ndarray:
    """General grants in per cent of tax and grants together."""
    tax, grants = (view.values(item) for item in SHARE)
    return 100 * grants / (tax + grants)


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
