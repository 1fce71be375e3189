"""Staff and owned bodies for the workbook: one row a figure, to be sorted and searched there."""

from collections.abc import Iterator
from decimal import Decimal

from analysis import catalogue
from analysis.inputs.staff import Staff
from analysis.report.blocks.parts import Parts
from analysis.report.chapters.staff.tables import followed, owners
from analysis.report.chapters.staff.words import staff_of

HEAD = "staff_about staff_name staff_part year fact_value unit_word founded staff_more printed_in"
Cell = str | float | None
Figure = Decimal | float | str | None
Line = tuple[str, str, str, int | None, Figure, str, int | None, str, str]


def cells(view: Parts) -> tuple[list[str], list[list[Cell]]]:
    """Head and rows: what it is about, whom, the part, year, figure, unit, when the body was
    founded, more, and where printed.

    Figures are as printed, each in the unit of its row: headcounts, ages and shares of staff, the
    region's own share of each body, and amounts to them. Last come the amounts within their frames
    under the scenario, mnkr and unrounded.
    """
    staff = staff_of(view)
    lines = (*_counts(staff), *_facts(staff), *_bodies(view, staff), *_amounts(staff),
             *_carried(view))  # fmt: skip
    rows = [
        [view.text(f"staff.{about}"), name, part, year, _plain(value), _unit(view, unit), *others]
        for about, name, part, year, value, unit, *others in lines
    ]
    return [view.text(f"table.{name}") for name in HEAD.split()], rows


def _counts(staff: Staff) -> Iterator[Line]:
    for group in staff.groups:
        for year, count in group.count.items():
            yield "headcount", group.division, group.part, year, count, "persons", None, "", ""


def _facts(staff: Staff) -> Iterator[Line]:
    for fact in staff.facts:
        yield "fact", fact.name, "", None, fact.value, fact.unit, None, "", fact.heading


def _bodies(view: Parts, staff: Staff) -> Iterator[Line]:
    for body in staff.bodies:
        founded = int(body.founded) if body.founded is not None else None
        unit = "" if body.share is None else "pct"
        yield "owned", body.name, body.kind, None, body.share, unit, founded, owners(view, body), ""


def _amounts(staff: Staff) -> Iterator[Line]:
    for one in staff.contributions:
        for year, amount in one.amounts.items():
            at = f"{one.document}: {one.heading}"
            yield "amount", one.to, "", year, amount, one.unit, None, one.row, at


def _carried(view: Parts) -> Iterator[Line]:
    for one, at, amounts in followed(view):
        assert view.frames is not None
        frame = view.frames.frames.unit(at.unit).label(view.language)
        for year, amount in amounts.items():
            note = str(getattr(at.note, view.language))
            yield "carried", one.to, frame, year, amount, "mnkr", None, note, ""


def _plain(value: Figure) -> Cell:
    return float(value) if isinstance(value, Decimal) else value


def _unit(view: Parts, unit: str) -> str:
    key = f"unit.{unit}"
    return catalogue.text(key, view.language) if catalogue.texts.has_text(key) else unit
