"""Tables of assumptions (*antaganden*), chapter by chapter: value, years, status and source."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from analysis import catalogue
from analysis.inputs.parameters import registry
from analysis.model.inputs_of_keys import input_name
from analysis.report.blocks.missing import parameter_label
from analysis.report.blocks.statement import whole
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.view import View
from analysis.study.figure_names import ABOUT, figure_id, printed_cell

if TYPE_CHECKING:
    from analysis.inputs.plan import Plan
    from analysis.inputs.values import Value


def stretches(plan: "Plan", name: str) -> Iterator[tuple[list[int], "Value"]]:
    """Years in a row in which a parameter has one value, status and source."""
    dated = sorted((year, value) for year, value in plan.values[name].items() if year is not None)
    constant = plan.values[name].get(None)
    if constant is not None:
        yield [], constant
    for _, run in groupby(dated, key=lambda pair: _same(pair[1])):
        years, values = zip(*run, strict=True)
        yield list(years), values[0]


def _same(value: "Value") -> tuple[object, ...]:
    written = None if value.implied else value.value
    return (written, value.status, value.document, value.heading, value.note)


def origin(view: View, value: "Value") -> str:
    """Where a value comes from: document and heading, or the reason for assuming it."""
    document = view.projection.plan.file.documents.get(value.document or "")
    named = [document.title if document else "", value.heading or "", value.note or ""]
    return "; ".join(part for part in named if part)


def assumptions(view: View, names: Sequence[str] | None = None) -> Table:
    """The assumptions of the plan, all or those in `names`, as written in its files."""
    head = tuple(
        view.text(f"assumptions.{column}")
        for column in ("name", "unit", "years", "value", "status", "origin")
    )
    plan = view.projection.plan
    rows = []
    for name in plan.values:
        if names is not None and name not in names:
            continue
        for years, value in stretches(plan, name):
            cells = (
                view.text(f"unit.{registry()[name].unit}"),
                catalogue.year_span(years) or view.text("assumptions.constant"),
                view.text("assumptions.implied")
                if value.implied
                else catalogue.as_written(value.value, view.language),
                view.text(f"status.{value.status}"),
                origin(view, value),
            )
            at = printed_cell(value.table, value.row, years[0] if years else "")
            own = figure_id(input_name(name), years[0] if years else None)
            figures = ("", "", f"{at} {ABOUT}{own}".lstrip(), "", "")
            rows.append(Row(parameter_label(view, name), cells, "", figures))
    note = "" if rows else view.text("assumptions.none")
    numeric = (False, False, True, False, False)
    caption, swedish = view.text("assumptions.caption"), swedish_columns(view, 5)
    return Table(caption, head, tuple(rows), numeric, note, bool(rows), swedish, listing=True)


def assumptions_of(chapter: str) -> Listing[View]:
    """The assumptions that a chapter rests on: the parameters that the registry gives it."""
    names = tuple(name for name, spec in registry().items() if spec.chapter == chapter)
    return Listing(f"assumptions_{chapter}", whole, lambda view: assumptions(view, names))


all_assumptions = Listing("assumptions", whole, assumptions)
"""Every assumption of the plan."""
