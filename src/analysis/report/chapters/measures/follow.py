"""Measures from start by outcomes to target (*uppföljning*): words and a table."""

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.inputs.measures import Reading
from analysis.report.blocks.parts import Parts
from analysis.report.blocks.table import Row, Table, swedish_columns
from analysis.report.blocks.view import Words
from analysis.study.measures import Followed, follow

MOST = 24
"""Rows that the picture holds; the table holds all."""
WIDEST = 2.0
"""How many times the target the picture reaches."""
WHOLE = "ÅR"
Drawn = tuple[str, float | None, tuple[float, ...]]


def followed(view: Parts) -> list[Followed]:
    """Every measure and group with a figure, those with outcomes first."""
    assert view.measures is not None
    found = follow(view.measures, view.view.outcomes)
    return sorted(found, key=lambda each: not each.outcomes)


def gaps(view: Parts) -> list[Followed]:
    """Those that have both a target and a figure to hold against it."""
    return [each for each in followed(view) if each.gap is not None]


def name(each: Followed) -> str:
    """The number and label of a measure, and the group that its figures are of."""
    label = f"{each.measure.number}. {each.measure.label}"
    return f"{label} · {each.group}" if each.group else label


def figure(view: Parts, value: float, unit: str, places: int) -> str:
    """A figure with the decimals that it is written with, in the unit of its measure."""
    written = catalogue.number(value, "", view.language, places)
    if unit in ("pct", "pp", "kr", "mnkr"):
        return catalogue.amount(value, unit, view.language, places)
    return f"{written} {unit}".strip() if unit != "antal" else written


def reading(view: Parts, each: Followed, found: Reading | None) -> str:
    """A start, an outcome or a target as it is written; – where there is none."""
    if found is None:
        return NO_VALUE
    return figure(view, found.value, each.measure.unit, found.decimals)


def when(found: Reading) -> str:
    """The tertial and the year of a figure."""
    return " ".join(filter(None, (found.period, str(found.year) if found.year else "")))


def dated(view: Parts, each: Followed, found: Reading | None) -> str:
    """A figure with its time in parentheses."""
    time = when(found) if found else ""
    return f"{reading(view, each, found)} ({time})" if time else reading(view, each, found)


def gap(view: Parts, each: Followed) -> str:
    """How far from the target, in words: so much below it, above it, or on it."""
    if each.gap is None or each.now is None or each.target is None:
        return NO_VALUE
    if each.gap == 0:
        return view.text("gap.none")
    unit = catalogue.unit_of_change(each.measure.unit)
    places = max(each.now.decimals, each.target.decimals)
    amount = figure(view, abs(each.gap), unit, places)
    return view.text("gap.below" if each.gap > 0 else "gap.above", amount=amount)


def follow_up(view: Parts) -> Table:
    """Start, outcome of each tertial, target and what is left, for each measure and group."""
    found = followed(view)
    times = times_of(found)
    rows = tuple(_row(view, each, times) for each in found)
    shown = [view.text("table.start"), *map(_time, times)]
    shown += [view.text("table.measure_target"), view.text("table.gap")]
    if times:
        shown.append(view.text("table.status"))
    assert view.measures is not None
    left = len(view.measures.measures) - len({each.measure.number for each in found})
    note = " ".join(
        [view.text("table.follow_up_note")]
        + ([view.text("table.follow_up_left", count=left)] if left else [])
    )
    caption = view.text("table.follow_up")
    swedish = swedish_columns(view, 0)
    head = (view.text("table.measure"), *shown)
    return Table(caption, head, rows, (False,) * len(shown), note, not times, swedish)


def _key(outcome: Reading) -> tuple[int, str]:
    """The year and tertial of an outcome; the whole year is ÅR."""
    return outcome.year or 0, outcome.period or WHOLE


def _time(key: tuple[int, str]) -> str:
    """The same as a heading."""
    year, period = key
    return f"{period} {year}" if period != WHOLE else str(year)


def times_of(found: list[Followed]) -> list[tuple[int, str]]:
    """The years and tertials of all outcomes, in order."""
    return sorted({_key(o) for each in found for o in each.outcomes})


def cells(view: Parts) -> tuple[list[str], list[list[str | float | None]]]:
    """The same for the workbook, head and rows: figures as numbers, each beside its time."""
    found = followed(view)
    times = times_of(found)
    head = [view.text(f"table.{key}") for key in ("measure", "group", "unit_word", "start")]
    head += [view.text("table.time"), *map(_time, times)]
    head += [view.text(f"table.{k}") for k in ("measure_target", "time", "gap", "status")]
    return head, [_cells(view, each, times) for each in found]


def _cells(view: Parts, each: Followed, times: list[tuple[int, str]]) -> list[str | float | None]:
    at = {_key(o): o.value for o in each.outcomes}
    start, target = each.start, each.target
    return [
        f"{each.measure.number}. {each.measure.label}",
        each.group,
        each.measure.unit,
        start.value if start else None,
        when(start) if start else "",
        *(at.get(time) for time in times),
        target.value if target else None,
        when(target) if target else "",
        each.gap,
        view.text(f"status.{each.status or 'no_outcome'}"),
    ]


def _row(view: Parts, each: Followed, times: list[tuple[int, str]]) -> Row:
    at = {_key(o): o for o in each.outcomes}
    said = view.text(f"status.{each.status or 'no_outcome'}")
    cells = (
        dated(view, each, each.start),
        *(reading(view, each, at.get(time)) for time in times),
        dated(view, each, each.target),
        gap(view, each),
        *((said,) if times else ()),
    )
    kinds = {"met": "pass", "away": "fail"}
    return Row(name(each), cells, kinds.get(each.status or "", ""))


def say(view: Parts) -> str:
    """How many targets are met by the latest outcomes, or by the starts without any."""
    found = gaps(view)
    judged = [each for each in found if each.outcomes]
    if judged:
        met = sum(each.status == "met" for each in judged)
        return view.text("says.gap_outcomes", met=met, count=len(judged))
    return view.text("says.gap_start", count=len(found))


def describe(view: Parts) -> str:
    """Every row of the picture in words."""
    told = "; ".join(f"{name(each)}: {gap(view, each)}" for each in _pictured(view))
    return view.text("alt.gap", says=say(view), told=told)


def note(view: Parts) -> str:
    """What the picture leaves to the table."""
    more = len(gaps(view)) - len(_pictured(view))
    return view.text("chart.gap_more", count=more) if more else ""


def _pictured(view: Parts) -> list[Followed]:
    """Those that can be drawn in per cent of their target."""
    return [each for each in gaps(view) if each.target and each.target.value > 0][:MOST]


def given(view: Parts) -> tuple[Words, tuple[Drawn, ...]]:
    """Name, start and outcomes of each row, as shares of the target, cut at the picture's edge."""
    drawn = []
    for each in _pictured(view):
        assert each.target is not None
        whole = each.target.value
        start = min(each.start.value / whole, WIDEST) if each.start else None
        outcomes = tuple(min(o.value / whole, WIDEST) for o in each.outcomes)
        which = " ".join(filter(None, (each.measure.number, each.group)))
        drawn.append((f"{which}. {each.measure.label}", start, outcomes))
    return Words(view.language), tuple(drawn)
