"""Tables of staff and of owned bodies (*personal, bolag, stiftelser och förbund*)."""

from decimal import Decimal

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.inputs.staff import Body, Carried, Contribution
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.chapters.staff.words import (
    counted,
    held_by_frames,
    in_mnkr,
    paid,
    staff_of,
    whole_by_year,
)
from analysis.study.carried import carried


def headcount(view: Parts) -> Table:
    """The staff of each division and its parts by year, as printed; the divisions together."""
    staff = staff_of(view)
    rows = [
        Row(
            group.part or group.division,
            tuple(_figure(view, group.count.get(year), "persons") for year in staff.years),
            "part" if group.part else "",
        )
        for group in staff.groups
    ]
    whole = whole_by_year(staff)
    cells = tuple(_figure(view, whole[year], "persons") for year in staff.years)
    rows.append(Row(view.text("table.headcount_whole"), cells, "total"))
    head = (view.text("table.division"), *map(str, staff.years))
    note = view.text("table.headcount_note")
    caption = view.text("table.headcount")
    numeric = (True,) * len(staff.years)
    swedish = swedish_columns(view, 0)
    return Table(caption, head, tuple(rows), numeric, note, swedish=swedish, made="printed")


def facts(view: Parts) -> Table:
    """Ages of retirement, hired staff and the like: each figure with its heading."""
    rows = tuple(
        Row(fact.name, (_said(view, fact.value, fact.unit), fact.heading))
        for fact in staff_of(view).facts
    )
    head = tuple(view.text(f"table.{name}") for name in ("fact", "fact_value", "fact_heading"))
    swedish = swedish_columns(view, 0, 2)
    caption, numeric = view.text("table.staff_facts"), (True, False)
    return Table(caption, head, rows, numeric, swedish=swedish, made="printed")


def owned(view: Parts) -> tuple[Table, ...]:
    """A table of each kind: companies, foundations and federations with shares and owners."""
    kinds = dict.fromkeys(body.kind for body in staff_of(view).bodies)
    return tuple(_of_kind(view, kind) for kind in kinds)


def _of_kind(view: Parts, kind: str) -> Table:
    """Bodies of one kind; the columns are those that hold something for one of them."""
    found = [body for body in staff_of(view).bodies if body.kind == kind]
    shared = any(body.share is not None for body in found)
    dated = any(body.founded is not None for body in found)
    rows = tuple(
        Row(
            body.name,
            (
                *([_figure(view, body.share, "pct")] if shared else []),
                owners(view, body),
                *([str(body.founded or NO_VALUE)] if dated else []),
            ),
        )
        for body in found
    )
    names = ("body", *["own_share"] * shared, "owners", *["founded"] * dated)
    head = tuple(view.text(f"table.{name}") for name in names)
    swedish = swedish_columns(view, 0, 1 + shared)
    key = f"body.{kind}"
    told = view.text(key) if catalogue.texts.has_text(f"frames.{key}") else kind
    caption = view.text("table.owned", kind=told, count=len(found))
    note = view.text("table.owned_note") if shared else ""
    numeric = (*[True] * shared, False, *[True] * dated)
    return Table(caption, head, rows, numeric, note, swedish=swedish, made="printed")


def contributions(view: Parts) -> Table:
    """What the plan prints of amounts to these bodies, by year, with the row and its document."""
    found = staff_of(view).contributions
    years = sorted({year for one in found for year in one.amounts})
    rows = tuple(
        Row(
            one.to,
            (
                one.row,
                *(_figure(view, one.amounts.get(year), one.unit) for year in years),
                f"{one.document}: {one.heading}",
            ),
        )
        for one in found
    )
    head = (view.text("table.body"), view.text("table.plan_row"), *map(str, years),
            view.text("table.printed_in"))  # fmt: skip
    swedish = swedish_columns(view, 0, 1, len(head) - 1)
    note = view.text("table.contributions_note")
    numeric = (False, *[True] * len(years), False)
    caption = view.text("table.contributions")
    return Table(caption, head, rows, numeric, note, swedish=swedish, made="printed")


def followed(view: Parts) -> list[tuple[Contribution, Carried, dict[int, float]]]:
    """Each amount that a frame holds, with that frame and the amount by year, mnkr."""
    return [
        (one, at, carried(view.frames, at.unit, in_mnkr(one)))
        for one, at in held_by_frames(view)
        if view.frames is not None
    ]


def carried_amounts(view: Parts) -> Table:
    """The amounts that a frame holds, by year under the scenario, each with its frame."""
    frames, by = view.frames, followed(view)
    assert frames is not None
    years = [year for year in frames.years if any(year in amounts for _, _, amounts in by)]
    rows = tuple(
        Row(
            one.to,
            (
                frames.frames.unit(at.unit).label(view.language),
                *(view.money(amounts[y]) if y in amounts else NO_VALUE for y in years),
                view.view.text(f"status.{at.status}"),
                str(getattr(at.note, view.language)),
            ),
        )
        for one, at, amounts in by
    )
    head = (view.text("table.body"), view.text("table.carrier"), *map(str, years),
            view.text("table.status"), view.text("table.why"))  # fmt: skip
    numeric = (False, *[True] * len(years), False, False)
    caption, note = view.text("table.carried"), view.text("table.carried_note")
    swedish, made = swedish_columns(view, 0), "carried_amounts"
    return Table(caption, head, rows, numeric, note, swedish=swedish, made=made)


def owners(view: Parts, body: Body) -> str:
    """The other owners, gathered by their share or by the words for it."""
    by: dict[str, list[str]] = {}
    for name, share, words in body.owners:
        by.setdefault(words if share is None else f"{_figure(view, share, 'pct')} %", []).append(
            name
        )
    told = (
        f"{', '.join(names)} ({said})" if said else ", ".join(names) for said, names in by.items()
    )
    return "; ".join(told) or NO_VALUE


def _said(view: Parts, value: str | Decimal | None, unit: str) -> str:
    """A figure with its unit; words as they are printed."""
    if not isinstance(value, Decimal):
        return value or NO_VALUE
    key = f"unit.{unit}"
    words = catalogue.text(key, view.language) if catalogue.texts.has_text(key) else unit
    return f"{_figure(view, value, unit)} {words}".strip()


def _figure(view: Parts, value: Decimal | None, unit: str) -> str:
    """A figure with the decimals that it is printed with; – where none is."""
    if value is None:
        return NO_VALUE
    return catalogue.number(float(value), unit, view.language, _decimals(value))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _told(view: Parts) -> bool:
    return view.staff is not None and bool(view.staff.facts)


def _owns(view: Parts) -> bool:
    return view.staff is not None and bool(view.staff.bodies)


TABLES = (
    Listing("headcount", held("staff", counted), headcount),
    Listing("staff_facts", held("staff", _told), facts),
    Listing("owned", held("owned", _owns), owned),
    Listing("contributions", held("contributions", paid), contributions),
    Listing("carried_amounts", held("carried", held_by_frames), carried_amounts),
)
