"""Lines over the years: as a chart, as a table, and the sentences that their courses give."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.missing import refuse_without
from analysis.report.blocks.table import Row, Table
from analysis.report.blocks.view import Drawn, Lines, View
from analysis.study.figure_names import BASE, EARLIER, figure_id

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def line_chart(
    name: str,
    kind: str,
    lines: tuple[str, ...],
    draw: "Callable[[Drawn], Figure]",
    says: Callable[[View], str],
) -> Chart[View]:
    """A chart of `lines`, and of no others; `kind` is what it looks like (lines, bars, …)."""

    def of(view: View) -> View:
        return refuse_without(view, "missing.chart", lines)

    def describe(view: View) -> str:
        years = catalogue.year_span(view.years)
        parts = [view.text("alt.opening", kind=view.text(f"alt.{kind}"), years=years)]
        parts += [course(view, line) for line in lines]
        parts += [before(view, line) for line in lines if view.history.get(line)]
        return " ".join([*parts, view.text("alt.base")] if view.base is not None else parts)

    return Chart(
        name,
        of,
        draw,
        says,
        describe,
        table=lambda view: _table(view, says(view), lines),
        given=lambda view: (view.narrowed(lines),),
        note=lambda view: _base_note(view, lines),
    )


def _table(view: View, title: str, lines: tuple[str, ...]) -> Table:
    """The figures that a chart shows, with the base beneath where there is one."""
    unit = view.text(f"unit.{catalogue.unit(lines[0])}")
    table = lines_table(view, view.text("chart.table_caption", title=title, unit=unit), lines)
    base = tuple(
        Row(
            view.text("chart.base_row", label=view.label(item)),
            tuple(view.number(item, float(value)) for value in values),
            "",
            tuple(f"{BASE}{figure_id(item, year)}" for year in view.years),
        )
        for item in lines
        if (values := view.base_values(item)) is not None
    )
    whole = replace(table, rows=(*table.rows, *base), made="beside" if base else "")
    return with_history(view, whole, (*lines, *[None] * len(base)))


def lines_table(
    view: Lines,
    caption: str,
    lines: Sequence[str],
    totals: Sequence[str] = (),
    note: str = "",
) -> Table:
    """Lines of the projection by year; those in `totals` stand out. Lines a plan lacks show –."""
    held = view.lines
    rows = tuple(
        Row(
            view.label(item),
            tuple(view.number(item, v) for v in view.values(item))
            if item in held
            else tuple("–" for _ in view.years),
            "total" if item in totals else "",
            tuple(f"{item}@{year}" for year in view.years) if item in held else (),
        )
        for item in lines
    )
    head = (view.text("table.line"), *map(str, view.years))
    return Table(caption, head, rows, (True,) * len(view.years), note)


def with_history(view: Lines, table: Table, names: Sequence[str | None]) -> Table:
    """The same table with columns ahead for the years before the plan that are known of its rows;
    `names` are their lines, None for a row of another kind."""
    known = [view.history.get(name, {}) if name else {} for name in names]
    years = sorted({year for by in known for year in by})
    if not years:
        return table
    rows = tuple(
        replace(
            row,
            cells=(*(view.number(str(n), by[y]) if y in by else "–" for y in years), *row.cells),
            figures=(*(f"{EARLIER}{n}@{y}" if y in by else "" for y in years), *row.figures)
            if row.figures
            else (),
        )
        for n, by, row in zip(names, known, table.rows, strict=True)
    )
    head = (table.head[0], *map(str, years), *table.head[1:])
    note = " ".join(
        filter(None, [table.note, view.text("history.note", years=catalogue.year_span(years))])
    )
    return replace(
        table, head=head, rows=rows, numeric=(*[True] * len(years), *table.numeric), note=note
    )


def _base_note(view: View, lines: tuple[str, ...]) -> str:
    """What the dashes are, when the base is drawn beside a scenario that differs from it."""
    bases = ((view.base_values(item), view.values(item)) for item in lines)
    if not any(base is not None and abs(base - now).max() > 0.005 for base, now in bases):
        return ""
    return view.text("chart.base_note")


def direction(first: float, last: float, unit: str) -> str:
    """rises, falls or unchanged, judged on the figures as they are shown."""
    if catalogue.number(first, unit) == catalogue.number(last, unit):
        return "unchanged"
    return "rises" if last > first else "falls"


def verb(view: Lines, first: float, last: float, unit: str) -> str:
    """ "ökar", "minskar" or "är oförändrad" in the reader's language."""
    return view.text(f"verb.{direction(first, last, unit)}")


def say_ends(view: Lines, key: str, line: str) -> str:
    """The text `key` on where a line begins and ends."""
    first, last = (float(value) for value in view.values(line)[[0, -1]])
    said = view.text(
        key,
        verb=verb(view, first, last, catalogue.unit(line)),
        first=view.amount(line, first),
        last=view.amount(line, last),
        start=view.years[0],
        end=view.years[-1],
    )
    return said + turns_beyond(view, line)


def say_change(view: Lines, key: str, line: str, sign: float = 1.0) -> str:
    """The text `key` on how much a line rises or falls over the years, taken times `sign`.

    A year between that lies beyond both ends is told too: a peak is no rise to a lower end.
    """
    first, last = (float(value) for value in sign * view.values(line)[[0, -1]])
    unit = catalogue.unit(line)
    said = view.text(
        f"{key}.{direction(first, last, unit)}",
        value=catalogue.amount(abs(last - first), unit, view.language),
        start=view.years[0],
        end=view.years[-1],
    )
    return said + turns_beyond(view, line, sign)


def turns_beyond(view: Lines, line: str, sign: float = 1.0) -> str:
    """The highest and lowest year between the ends, where they lie beyond both as shown."""
    return turns_of(view, sign * view.values(line), lambda value: view.amount(line, value))


def turns_of(view: Lines, values: np.ndarray, write: Callable[[float], str]) -> str:
    """The same of any series over the years, each value as `write` shows it."""
    ends = (float(values[0]), float(values[-1]))
    said = ""
    for key, i, end in (
        ("says.highest", int(np.argmax(values)), max(ends)),
        ("says.lowest", int(np.argmin(values)), min(ends)),
    ):
        value = float(values[i])
        if 0 < i < len(values) - 1 and write(value) != write(end):
            said += view.text(key, value=write(value), year=view.years[i])
    return said


def before(view: Lines, line: str) -> str:
    """What is known of one line before the plan, year by year."""
    said = [f"{view.amount(line, v)} {year}" for year, v in view.history[line].items()]
    listed = catalogue.enumerate_words(said, view.language)
    return view.text("alt.before", label=view.label(line), values=listed)


def course(view: Lines, line: str) -> str:
    """The course of one line in a sentence, with its ends and any turn between them."""
    values, years = view.values(line), view.years
    first, last = float(values[0]), float(values[-1])
    key = "alt.course" if view.number(line, first) != view.number(line, last) else "alt.flat"
    said = view.text(
        key,
        label=view.label(line),
        first=view.amount(line, first),
        last=view.amount(line, last),
        start=years[0],
        end=years[-1],
    )
    high, low = int(np.argmax(values)), int(np.argmin(values))
    turns = [
        view.text(name, value=view.amount(line, float(values[i])), year=years[i])
        for name, i in (("alt.highest", high), ("alt.lowest", low))
        if i not in (0, len(years) - 1) and values[i] not in (values[0], values[-1])
    ]
    return f"{said}{', ' if turns else ''}{', '.join(turns)}."
