"""Tables that let a reader check the calculation: add factors, rounding and identities."""

from dataclasses import replace

import numpy as np

from analysis import catalogue
from analysis.report.table import Row, Table
from analysis.report.view import View


def add_factors(view: View) -> Table:
    """Every add factor (*tilläggspost*): what the equations give, what is added, what is printed."""
    head = tuple(
        view.text(f"add_factors.{column}")
        for column in ("line", "year", "structural", "add_factor", "published", "flagged")
    )
    rows = tuple(
        Row(
            view.label(item.line),
            (
                str(item.year),
                _fine(view, item.line, item.structural),
                _fine(view, item.line, item.add_factor),
                _fine(view, item.line, item.published),
                view.text("add_factors.large") if item.flagged else "",
            ),
            "flagged" if item.flagged else "",
        )
        for item in view.projection.add_factors
    )
    table = Table(
        view.text("add_factors.caption"),
        head,
        rows,
        (False, True, True, True, False),
        view.text("add_factors.note"),
    )
    return replace(table, folded=bool(rows))


def _fine(view: View, line: str, value: float) -> str:
    """A value with one decimal more than the line is usually shown with."""
    unit = catalogue.unit(line)
    places = catalogue.decimals(line, unit) + 1
    return catalogue.number(value, unit, view.language, places)


def rounding(view: View) -> Table:
    """Every printed figure beside the computed one of the base (*avstämning mot planen*)."""
    head = tuple(
        view.text(f"rounding.{column}")
        for column in ("line", "year", "published", "computed", "difference", "origin")
    )
    base = view.base or view.projection
    rows = []
    for line, years in base.plan.published.items():
        if line not in base.lines or line not in catalogue.line_items():
            continue
        for year, printed in sorted(years.items()):
            if year not in view.years:
                continue
            computed = float(base.lines[line][view.years.index(year)])
            places = max(-int(printed.value.as_tuple().exponent), 0)
            cells = (
                str(year),
                catalogue.number(float(printed.value), "", view.language, places),
                catalogue.number(computed, "", view.language, places + 1),
                catalogue.signed(computed - float(printed.value), "", view.language, places + 1),
                printed.heading,
            )
            rows.append(Row(view.label(line), cells))
    note = view.text("rounding.note" if rows else "rounding.none")
    numeric = (False, True, True, True, False)
    return Table(view.text("rounding.caption"), head, tuple(rows), numeric, note, bool(rows))


def identities(view: View) -> Table:
    """The largest gap of each accounting identity (*avstämning*), mnkr."""
    rows = tuple(
        Row(
            view.text(f"identity.{name}") if catalogue.has_text(f"identity.{name}") else name,
            (f"{float(np.max(np.abs(gap))):.1e}".replace("-", "\u2212"),),
        )
        for name, gap in view.projection.gaps.items()
    )
    head = (view.text("identities.identity"), view.text("identities.gap"))
    return Table(view.text("identities.caption"), head, rows, (True,), view.text("identities.note"))


TABLES = {"add_factors": add_factors, "rounding": rounding, "identities": identities}
