"""Tables that let a reader check the calculation: add factors, rounding and identities."""

from dataclasses import dataclass, replace

import numpy as np

from analysis import catalogue
from analysis.errors import verbatim
from analysis.model.calibration import AddFactor
from analysis.report.blocks.missing import Lacking
from analysis.report.blocks.statement import whole
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.view import View
from analysis.study.figure_names import ABOUT, BASE, printed_cell
from analysis.study.provenance import sources

TINY = 1e-9
"""mnkr. Below this a gap is only the last digit of the computer's arithmetic."""


def add_factors(view: View) -> Table:
    """Every add factor (*tilläggspost*): what the equations give, what is added and printed."""
    compared(view)
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
            _figures(view, item),
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


def _figures(view: View, item: AddFactor) -> tuple[str, ...]:
    """What the cells of an add factor lead to: the equation, its own input and the print."""
    line, year = item.line, item.year
    own = f"add_{line}"
    found = sources(view.projection.plan, own, year)
    at = " ".join(printed_cell(source.table, source.row, year) for source in found)
    return ("", f"{ABOUT}{line}@{year}", f"{own}@{year}", at, "")


def _fine(view: View, line: str, value: float) -> str:
    """A value with one decimal more than the line is usually shown with."""
    unit = catalogue.unit(line)
    places = catalogue.decimals(line, unit) + 1
    return catalogue.number(value, unit, view.language, places)


@dataclass(frozen=True)
class Printed:
    """A printed figure beside the computed one of the base; `step` is a unit of its last digit."""

    line: str
    year: int
    printed: float
    computed: float
    step: float
    heading: str
    place: str

    @property
    def difference(self) -> float:
        """Computed minus printed, in the unit of the line."""
        return self.computed - self.printed


def compared(view: View) -> View:
    """The view, when equations give a line that the plan prints. Raises Lacking without any."""
    if not view.projection.add_factors and not printed_figures(view):
        raise Lacking(verbatim(view.text("add_factors.says.nothing")))
    return view


def printed_figures(view: View) -> list[Printed]:
    """Every figure that the plan prints for a line and year of the projection."""
    base = view.base or view.projection
    return [
        Printed(
            line,
            year,
            float(figure.value),
            float(base.lines[line][base.years.index(year)]),
            10.0 ** int(figure.value.as_tuple().exponent),
            figure.heading,
            printed_cell(figure.table, figure.row, year),
        )
        for line, years in base.plan.published.items()
        if line in base.lines
        for year, figure in sorted(years.items())
        if year in base.years
    ]


def rounding(view: View) -> Table:
    """Every printed figure beside the computed one of the base (*avstämning mot planen*)."""
    head = tuple(
        view.text(f"rounding.{column}")
        for column in ("line", "year", "published", "computed", "difference", "origin")
    )
    rows = []
    for item in printed_figures(view):
        places = max(round(-np.log10(item.step)), 0)
        cells = (
            str(item.year),
            catalogue.number(item.printed, "", view.language, places),
            catalogue.number(item.computed, "", view.language, places + 1),
            catalogue.signed(item.difference, "", view.language, places + 1),
            item.heading,
        )
        own = f"{BASE}{item.line}@{item.year}"
        rows.append(Row(view.label(item.line), cells, "", ("", item.place, own, own, "")))
    note = view.text("rounding.note" if rows else "rounding.none")
    numeric = (False, True, True, True, False)
    caption, swedish = view.text("rounding.caption"), swedish_columns(view, 5)
    return Table(caption, head, tuple(rows), numeric, note, bool(rows), swedish, made="rounding")


def identities(view: View) -> Table:
    """The largest gap of each accounting identity (*avstämning*), mnkr."""
    rows = tuple(
        Row(
            view.text(f"identity.{name}") if catalogue.has_text(f"identity.{name}") else name,
            (_gap(view, float(np.max(np.abs(gap)))),),
        )
        for name, gap in view.projection.gaps.items()
    )
    head = (view.text("identities.identity"), view.text("identities.gap"))
    note = view.text("identities.note")
    return Table(view.text("identities.caption"), head, rows, (True,), note, made="identities")


def _gap(view: View, gap: float) -> str:
    """A gap in plain figures; what is below a billionth is said to be."""
    least = catalogue.number(TINY, "", view.language, 9)
    if gap < TINY:
        return view.text("identities.below", value=least)
    return catalogue.number(gap, "", view.language, 9)


TABLES = (
    Listing("add_factors", whole, add_factors),
    Listing("rounding", whole, rounding),
    Listing("identities", whole, identities),
)
