"""What the last year of a longer horizon costs (*vad 2040 kostar*): a table and a sentence."""

from dataclasses import dataclass

from analysis import catalogue
from analysis.model.units import unit_and_scale
from analysis.report.blocks.table import Row, Table
from analysis.report.blocks.view import Reader, View
from analysis.study.labels import value_label
from analysis.study.long_cost import PARTS, LongCost, long_cost, longer


@dataclass(frozen=True)
class LongView(Reader):
    """The costs of the horizon as a reader gets them."""

    found: LongCost
    language: str


def of_horizon(view: View) -> LongView:
    """The scenario of a view at the end of its horizon. Raises InputError for a plan without."""
    return LongView(view.once(_long_cost), view.language)


def _long_cost(view: View) -> LongCost:
    return long_cost(longer(view.projection))


def horizon_table(view: LongView) -> Table:
    """Costs of both years and what makes the difference; further figures under them."""
    found, language = view.found, view.language
    head = (
        view.text("horizon.head"),
        *(view.text("horizon.year", year=year) for year in (found.start, found.end)),
        view.text("horizon.change"),
    )
    whole = [_mnkr(value, language) for value in found.costs]
    change = _mnkr(found.costs[1] - found.costs[0], language, True)
    rows = [
        Row(
            view.text(f"horizon.{part}"),
            ("", "", _mnkr(found.parts[part], language, True)),
            "part",
        )
        for part in PARTS
        if found.parts[part]
    ]
    rows.append(Row(view.text("horizon.costs"), (*whole, change), "total"))
    rows += [_beside(name, pair, language) for name, pair in found.beside.items()]
    caption = view.text("horizon.caption", start=found.start, end=found.end)
    key = "horizon.note" if found.projection.as_decided else "horizon.note_scenario"
    note = view.text(key, start=found.start)
    return Table(caption, head, tuple(rows), (True, True, True), note, made="horizon")


def _mnkr(value: float, language: str, signed: bool = False) -> str:
    write = catalogue.signed if signed else catalogue.number
    return write(value, "mnkr", language)


def _beside(name: str, pair: tuple[float, float], language: str) -> Row:
    unit, scale = unit_and_scale(name)
    before, now = (value * scale for value in pair)
    places = catalogue.places_apart(before, now, unit)
    cells = [catalogue.number(value, unit, language, places) for value in (before, now)]
    moved = catalogue.signed(now - before, unit, language, places)
    return Row(f"{value_label(name, language)}, {view_unit(unit, language)}", (*cells, moved))


def view_unit(unit: str, language: str) -> str:
    """The name of a unit in a row of mixed units."""
    return catalogue.text(f"unit.{unit}", language)


def say_horizon(view: LongView) -> str:
    """A figure for each of price, need, renewal and pensions."""
    found, language = view.found, view.language
    parts = {part: catalogue.amount(value, "mnkr", language) for part, value in found.parts.items()}
    result = found.projection.nodes["operating_result"][..., -1]
    return view.text(
        "says.horizon",
        end=found.end,
        start=found.start,
        more=catalogue.amount(found.costs[1] - found.costs[0], "mnkr", language),
        result=catalogue.amount(float(result), "mnkr", language),
        **parts,
    )
