"""The walk of a frame (*ramens väg*): from opening to closing with the decisions behind it."""

import numpy as np

from analysis.catalogue.number_format import NO_VALUE
from analysis.inputs.frames import Item
from analysis.inputs.frames_schema import CHANGES
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.chapters.frames import choice, words


def items(view: Parts) -> tuple[Table, ...]:
    """The walk of each unit from opening to closing, its printed items with document and row."""
    found = view.frames
    assert found is not None
    units = dict.fromkeys((item.unit, item.year) for item in found.frames.items)
    order = {unit.id: number for number, unit in enumerate(found.units)}
    return tuple(_walk(view, *each) for each in sorted(units, key=lambda u: order[u[0]]))


def _walk(view: Parts, unit: str, year: int) -> Table:
    found = view.frames
    assert found is not None
    label = found.frames.unit(unit).label(view.language)
    rows = [_step(view, "opening", unit, year), _step(view, "price_uplift", unit, year)]
    for part in CHANGES:
        own = [i for i in found.frames.items if (i.unit, i.year, i.part) == (unit, year, part)]
        rows += [_item(view, item) for item in own]
        printed = found.frames.printed(part, unit, year)
        rest = printed - sum(item.amount for item in own)
        if own and np.isfinite(rest) and abs(rest) >= 0.05:
            rows.append(
                Row(choice.INDENT + view.text("table.rest_of"), (view.money(rest), ""), "part")
            )
        if own or printed:
            rows.append(_step(view, part, unit, year))
    rows += [_step(view, "unexplained", unit, year), _step(view, "closing", unit, year)]
    head = (view.text("table.step"), view.view.text("unit.mnkr"), view.text("table.printed_at"))
    caption = view.text("table.walk", unit=label, year=year)
    kept = tuple(row for row in rows if row.cells[0] not in {"0,0", "0.0", NO_VALUE})
    return Table(
        caption,
        head,
        kept,
        (True, False),
        view.text("table.walk_note"),
        folded=True,
        swedish=swedish_columns(view, 0, 2),
        made="frame_walk",
    )


def _item(view: Parts, item: Item) -> Row:
    at = item.origin
    where = f"{at.document}: {at.heading}"
    return Row(
        choice.INDENT + item.label,
        (view.money(item.amount), f"{where}; {at.column}"),
        "part",
        (choice.cell_of(at), ""),
    )


def _step(view: Parts, part: str, unit: str, year: int) -> Row:
    """A part of the frame in the plan as printed, and where it stands."""
    found = view.frames
    assert found is not None
    value = float(found.base.part(part)[found.frames.index(unit), found.years.index(year)])
    origins = found.frames.origins.get((unit, part, year), ())
    where = "; ".join(f"{o.document}: {o.heading}; {o.column}" for o in origins[:1])
    kind = "total" if part in {"opening", "closing"} else ""
    figures = (choice.printed_at(found, part, unit, year, value), "")
    return Row(view.text(f"part.{part}"), (view.money(value), where), kind, figures)


TABLES = (Listing("frame_items", held("items", words.holds_items), items),)
