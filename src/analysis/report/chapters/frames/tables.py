"""Tables of frames (*ramar*), vårdval and the published bridge."""

import numpy as np

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.inputs.numbers import decimals
from analysis.model.frame_projection import SharedFrame
from analysis.report.blocks.parts import Parts, held, parts_of
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.view import View
from analysis.report.chapters.frames import choice, words
from analysis.study.compare_plans import Step
from analysis.study.figure_names import ABOUT, printed_cell


def framed(view: View) -> Parts:
    """The parts of a plan that prints frames. Raises Lacking: no tables, or only changes."""
    found = parts_of(view)
    return held("closing" if found.frames else "frames", words.holds_bars)(view)


def framed_or_changed(view: View) -> Parts:
    """The parts of a plan that prints frames, or changes alone. Raises Lacking without both."""
    found = parts_of(view)
    return found if words.holds_changes(found) else framed(view)


def frames_and_changes(view: Parts) -> tuple[Table, ...]:
    """Closing frames by year, and the changes of units whose frame is printed nowhere."""
    frames = (frames_by_year(view),) if words.holds_bars(view) else ()
    return (*frames, *((changes(view),) if words.holds_changes(view) else ()))


def changes(view: Parts) -> Table:
    """Printed changes of units whose frame is printed nowhere, mnkr by year."""
    found = view.frames
    assert found is not None
    alone = choice.changes_alone(found)
    printed = {(u.id, p): found.frames.parts[p][found.frames.index(u.id)] for u, p in alone}
    years = [y for t, y in enumerate(found.years) if any(v[t] == v[t] for v in printed.values())]
    columns = [found.years.index(year) for year in years]
    rows = tuple(
        Row(
            f"{unit.label(view.language)}: {view.text(f'part.{part}').lower()}",
            (
                *(view.money(float(v)) for v in printed[unit.id, part][columns]),
                view.money(float(np.nansum(printed[unit.id, part]))),
            ),
            "total" if unit.level == "total" else "",
            (
                *(
                    choice.printed_at(found, part, unit.id, year, float(v))
                    for year, v in zip(years, printed[unit.id, part][columns], strict=True)
                ),
                "",
            ),
        )
        for unit, part in alone
    )
    head = (view.text("table.unit"), *map(str, years), view.text("table.total"))
    note = view.text("table.changes_note")
    numeric = (True,) * (len(years) + 1)
    return Table(view.text("table.changes"), head, rows, numeric, note, made="frame_changes")


def frames_by_year(view: Parts) -> Table:
    """Closing frames of every unit by year; sums stand out, parts of a unit are indented."""
    found = view.frames
    assert found is not None
    years = [y for t, y in enumerate(found.years) if _any(view, t)]
    columns = [found.years.index(year) for year in years]
    rows = []
    for units in choice.trees(found).values():
        for unit in units:
            values = found.values("closing", unit.id)[columns]
            name = choice.INDENT * choice.depth(found, unit) + unit.label(view.language)
            cells = tuple(view.money(float(value)) for value in values)
            kind = "total" if unit.level == "total" else "part" if unit.part_of else ""
            figures = tuple(
                choice.printed_at(found, "closing", unit.id, year, float(value))
                for year, value in zip(years, values, strict=True)
            )
            rows.append(Row(name, cells, kind, figures))
    head = (view.text("table.unit"), *map(str, years))
    numeric = (True,) * len(years)
    note = f"{view.text('table.frames_note')} {not_rolled(view)}".strip()
    caption, swedish = view.text("table.frames"), swedish_columns(view, 0)
    made = "frames_by_year"
    return Table(caption, head, tuple(rows), numeric, note, swedish=swedish, made=made)


def _any(view: Parts, t: int) -> bool:
    assert view.frames is not None
    return bool(np.isfinite(view.frames.path.closing[..., t]).any())


def not_rolled(view: Parts) -> str:
    """Which units end with the print, and why."""
    found = view.frames
    if found is None or not found.missing:
        return ""
    with_frame = {u.id for u in choice.with_frames(found)}
    missing = [u for u in found.units if u.id in found.missing and u.id in with_frame]
    if not missing:
        return ""
    first = [u.label(view.language) for u in missing[:3]]
    rest = len(missing) - len(first)
    names = ", ".join(first) + (view.text("table.and_more", count=rest) if rest else "")
    return view.text("table.not_rolled", units=names)


def frames_in_parts(view: Parts) -> Table:
    """One year's frames in the published order: opening, what moves them, closing."""
    found = view.frames
    assert found is not None
    units = choice.with_frames(found)
    year = choice.parts_year(found, units)
    parts = [p for p in ("opening", *choice.SHOWN, "closing") if _held(view, p, year)]
    rows = []
    for unit in units:
        values = [_at(view, part, unit.id, year) for part in parts]
        if np.isfinite(values[0]):
            name = choice.INDENT * choice.depth(found, unit) + unit.label(view.language)
            kind = "total" if unit.level == "total" else "part" if unit.part_of else ""
            figures = tuple(
                choice.printed_at(found, part, unit.id, year or 0, value)
                for part, value in zip(parts, values, strict=True)
            )
            rows.append(Row(name, tuple(map(view.money, values)), kind, figures))
    head = (view.text("table.unit"), *(view.text(f"part.{part}") for part in parts))
    caption = view.text("table.parts", year=year)
    return Table(
        caption,
        head,
        tuple(rows),
        (True,) * len(parts),
        view.text("table.parts_note"),
        True,
        swedish_columns(view, 0),
        made="frame_parts",
    )


def _at(view: Parts, part: str, unit: str, year: int | None) -> float:
    assert view.frames is not None
    if year is None:
        return float("nan")
    return float(view.frames.values(part, unit)[view.frames.years.index(year)])


def _held(view: Parts, part: str, year: int | None) -> bool:
    """Whether a part is anything but zero or blank for some unit."""
    assert view.frames is not None
    if part in {"opening", "closing"}:
        return True
    t = view.frames.years.index(year) if year is not None else 0
    return bool(np.any(np.abs(np.nan_to_num(view.frames.path.part(part)[..., t])) > 0.005))


def ties(view: Parts) -> Table:
    """What the boards add up to beside the plan's net operating cost, with the difference and, in
    a scenario, what explains it."""
    found = view.frames.ties if view.frames else ()
    spec = view.frames.frames.file.tie if view.frames else None
    line = spec.line if spec else ""
    moved = not view.view.projection.as_decided
    explained = ("plan", "residents", "rest") if moved else ()
    rows = tuple(
        Row(
            str(tie.year),
            tuple(
                view.money(getattr(tie, name) + 0.0)
                for name in ("frames", "stated", "difference", *explained)
            ),
            "",
            ("", f"{ABOUT}{line}@{tie.year}", *[""] * (1 + len(explained))),
        )
        for tie in found
    )
    columns = ("year", "sum", "stated", "difference", *(f"tie_{name}" for name in explained))
    head = tuple(view.text(f"table.{name}") for name in columns)
    note = view.text("table.ties_note")
    if moved:
        note = f"{note} {view.text('table.ties_moved')}"
    numeric = (True,) * (len(head) - 1)
    return Table(view.text("table.ties"), head, rows, numeric, note, made="frame_ties")


def shares(view: Parts) -> tuple[Table, ...]:
    """Each frame beside those that it is shared out to, year by year."""
    found = view.frames.shared if view.frames else ()
    return tuple(
        _shares(view, [each for each in found if each.unit == unit])
        for unit in dict.fromkeys(each.unit for each in found)
    )


def _shares(view: Parts, found: list[SharedFrame]) -> Table:
    first, language = found[0], view.language
    rows = tuple(
        Row(str(each.year), tuple(map(view.money, (each.frame, each.shared, each.left))))
        for each in found
    )
    names = catalogue.enumerate_words([u.label(language) for u in first.units], language)
    head = (view.text("table.year"), first.unit.label(language),
            view.text("table.shared_out"), view.text("table.left"))  # fmt: skip
    caption = view.text("table.shares", unit=first.unit.label(language), units=names)
    note = str(getattr(first.note, language))
    return Table(caption, head, rows, (True,) * 3, note, made="frame_shares")


def capitation(view: Parts) -> Table:
    """Vårdval budgets: price per listed, the listed, and both under the scenario."""
    rows = []
    for path in view.capitation:
        last = int(np.argmax(path.years))
        cells = (
            str(path.year),
            catalogue.number(path.price, "kr", view.language),
            catalogue.number(path.listed, "persons", view.language),
            view.money(path.budget),
            view.money(float(path.budget_path[last])),
            _in_prices_of(view, path.id, path.years[last]),
            catalogue.signed(float(path.reserve[last]), "mnkr", view.language, 1),
        )
        rows.append(Row(path.label[view.language], cells))
    last_year = view.capitation[0].years[-1] if view.capitation else ""
    paid = view.capitation[0].year if view.capitation else ""
    names = ("year", "price", "listed", "budget")
    head = (view.text("table.vardval"), *(view.text(f"table.{n}") for n in names),
            view.text("table.budget_then", year=last_year, prices=paid),
            view.text("table.budget_at_its_prices", year=last_year),
            view.text("table.reserve"))  # fmt: skip
    # A plan's own notes are Swedish: on another page they would need a reader of both.
    notes = [path.note for path in view.capitation if path.note and view.language == "sv"]
    note = " ".join([view.text("table.capitation_note"), *dict.fromkeys(notes)])
    caption, swedish, made = view.text("table.capitation"), swedish_columns(view, 0), "capitation"
    return Table(caption, head, tuple(rows), (True,) * 7, note, swedish=swedish, made=made)


def _in_prices_of(view: Parts, unit: str, year: int) -> str:
    """The cost frame of a care-choice budget at the prices of its year; – where none is known."""
    found = view.frames
    if found is None or unit not in {u.id for u in found.units} or year not in found.years:
        return catalogue.number_format.NO_VALUE
    value = float(found.values("closing", unit)[found.years.index(year)])
    return view.money(abs(value))


def bridge(view: Parts) -> Table:
    """The bridge from the previous plan as printed, with what each year's steps lead to."""
    found = view.bridge
    if found is None:
        return Table(view.text("table.bridge"), ("",), (), (), view.text("missing.bridge"))
    labels = list(dict.fromkeys(step.label for step in found.steps))
    values = {(step.label, step.year): step for step in found.steps}
    rows = []
    for label in labels:
        held = [values.get((label, year)) for year in found.years]
        kind = next(step.kind for step in held if step)
        cells = tuple(_printed(view, step) for step in held)
        figures = tuple(printed_cell(found.table, label, year) for year in found.years)
        rows.append(Row(label, cells, "" if kind == "step" else "total", figures))
    gaps = tuple(
        catalogue.signed(-float(found.gaps[y].value), "mnkr", view.language, 1) for y in found.years
    )
    rows.append(Row(view.text("table.bridge_gap"), gaps, "part"))
    all_close = all(found.closes(year) for year in found.years)
    note = view.text("table.bridge_closes" if all_close else "table.bridge_open")
    head = (f"{found.document}", *map(str, found.years))
    numeric = (True,) * len(found.years)
    caption, swedish = view.text("table.bridge"), swedish_columns(view, 0)
    made = "published_bridge"
    return Table(caption, head, tuple(rows), numeric, note, swedish=swedish, made=made)


def _printed(view: Parts, step: Step | None) -> str:
    """A figure of the bridge with the decimals it was printed with."""
    if step is None:
        return NO_VALUE
    places = decimals(step.value)
    return catalogue.number(float(step.value), "mnkr", view.language, places)


TABLES = (
    Listing("frames_in_parts", held("frames_in_parts", words.holds_waterfall), frames_in_parts),
    Listing("frame_ties", held("ties", lambda view: view.frames and view.frames.ties), ties),
    Listing(
        "frame_shares", held("shares", lambda view: view.frames and view.frames.shared), shares
    ),
    Listing("capitation", held("capitation", lambda view: view.capitation), capitation),
    Listing("published_bridge", parts_of, bridge),
)
