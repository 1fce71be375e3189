"""What grants and equalisation come to, in sentences from the results (*bidrag och utjämning*)."""

import numpy as np

from analysis import catalogue
from analysis.report.blocks.lines import turns_of
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
    """Which part of the grants changes most from the first year to the last, up or down."""
    changes = [float(view.values(item)[-1] - view.values(item)[0]) for item in GRANTS]
    most = int(np.argmax(np.abs(changes)))
    return view.text(
        "says.grants",
        label=view.label(GRANTS[most]),
        value=catalogue.amount(changes[most], "mnkr", view.language, sign=True),
        start=view.years[0],
        end=view.years[-1],
    )


def share(view: Lines) -> np.ndarray:
    """General grants in per cent of tax and grants together."""
    tax, grants = (view.values(item) for item in SHARE)
    return 100 * grants / (tax + grants)


def say_grant_share(view: View) -> str:
    """The share of tax and grants together that comes from the state, with a turn between."""

    def write(value: float) -> str:
        return catalogue.amount(value, "pct", view.language)

    shares = share(view)
    said = view.text(
        "says.grant_share",
        first=write(float(shares[0])),
        last=write(float(shares[-1])),
        start=view.years[0],
        end=view.years[-1],
    )
    return said + turns_of(view, shares, write)
