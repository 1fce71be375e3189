"""Tables of a batch: what varied, what each member came to, the spread of a line, missed goals."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from markupsafe import Markup

from analysis import catalogue
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.report.blocks.table import Row, Table
from analysis.report.chapters.batch.view import BANDS, BatchView, Failures, Fan, reports
from analysis.report.chapters.batch.words import say_failures, say_fan, say_held

ALL, ENDS = 200, 20
"""Members of a batch that are all listed; of a larger one, how many of the lowest and highest."""
OUTCOMES = ("balanced_budget_result", "net_result", "cash", "self_financing_ratio")
"""Lines that a list of members tells, of those that the batch holds."""


@dataclass(frozen=True)
class Axis:
    """An axis as its column of `assumptions` describes it: quoted name, key, years and kind."""

    column: str
    spec: ParameterSpec
    years: str
    kind: str

    def label(self, view: BatchView) -> str:
        return str(getattr(self.spec, view.language))

    def unit(self, view: BatchView) -> str:
        """The unit of its values; what is added to per cent are percentage points."""
        unit = self.spec.unit
        return view.text(
            f"unit.{catalogue.unit_of_change(unit) if self.kind == 'change' else unit}"
        )


def axes_of(view: BatchView) -> list[Axis]:
    """The axes of a batch in their order, one for each year where a value is drawn by year."""
    return [found for field in view.axes if (found := _axis(field))]


def _axis(field: pa.Field) -> Axis | None:
    about = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
    if "key" not in about:
        return None
    years = json.loads(about["years"])
    last = field.name.rsplit("_", 1)[-1]
    shown = last if last.isdecimal() and int(last) in years else catalogue.year_span(years)
    column = '"' + field.name.replace('"', '""') + '"'
    return Axis(column, scenario_keys()[about["key"]], shown, about["kind"])


def varied(view: BatchView) -> Table:
    """The axes: years, how they act, lowest, middle and highest value."""
    rows = []
    for axis in axes_of(view):
        c = axis.column
        (found,) = view.rows(f"SELECT min({c}), median({c}), max({c}) FROM assumptions")
        numbers = [catalogue.number(v, axis.spec.unit, view.language, 2) for v in found]
        cells = (axis.years, view.text(f"batch.kind.{axis.kind}"), axis.unit(view), *numbers)
        rows.append(Row(axis.label(view), cells))
    names = ("axis", "years", "kind", "unit", "lowest", "middle", "highest")
    heads = tuple(view.text(f"batch.{name}") for name in names)
    numeric = (False, False, False, True, True, True)
    return Table(view.text("batch.varied"), heads, tuple(rows), numeric, say_held(view))


def _heads(view: BatchView, lines: Sequence[str], year: int) -> list[str]:
    """What the members assume and what came out, each with its years and unit."""
    heads = [f"{a.label(view)} {a.years}, {a.unit(view)}" for a in axes_of(view)]
    return heads + [
        f"{view.label(n)} {year}, {view.text(f'unit.{catalogue.unit(n)}')}" for n in lines
    ]


def outcomes(view: BatchView) -> Table:
    """Members by what they assume and what came out in the last year, with links to reports."""
    axes, lines, year = axes_of(view), _told(view), _last(view)
    pages = reports(view)
    ((count,),) = view.rows("SELECT count(*) FROM assumptions")
    asked = ", ".join([*(f"a.{axis.column}" for axis in axes), *(f"r.{line}" for line in lines)])
    found = view.rows(
        f"SELECT a.member, {asked} FROM assumptions a JOIN results r USING (member) "
        f"WHERE r.year = {year} {_chosen(lines[0], year, pages) if count > ALL else ''} "
        "ORDER BY a.member"
    )
    units = [*(axis.spec.unit for axis in axes), *map(catalogue.unit, lines)]
    places = [*(2 for _ in axes), *(None for _ in lines)]
    rows = tuple(
        Row(
            _member(view, member, pages),
            tuple(
                catalogue.number(v, unit, view.language, p)
                for v, unit, p in zip(values, units, places, strict=True)
            ),
        )
        for member, *values in found
    )
    heads = _heads(view, lines, year)
    caption = view.text("batch.outcomes", shown=len(rows), members=count, year=year)
    note = (
        view.text("batch.outcomes_some", ends=ENDS, line=view.label(lines[0]))
        if count > ALL
        else ""
    )
    head = (view.text("batch.member"), *heads)
    return Table(caption, head, rows, (True,) * len(heads), note, listing=True)


def _told(view: BatchView) -> list[str]:
    """The lines to tell of: those that a reader asks for first, else the first that is held."""
    held = [line for (line,) in view.rows("SELECT DISTINCT line FROM percentiles ORDER BY line")]
    return [line for line in OUTCOMES if line in held] or held[:1]


def _last(view: BatchView) -> int:
    ((year,),) = view.rows("SELECT max(year) FROM percentiles")
    return int(year)


def _chosen(line: str, year: int, pages: dict[int, str]) -> str:
    """The condition for the members with reports and those at the ends of a line."""
    ends = (
        f"(SELECT member FROM results WHERE year = {year} "
        f"ORDER BY {line} {way}, member LIMIT {ENDS})"
        for way in ("ASC", "DESC")
    )
    own = f"a.member IN ({', '.join(map(str, pages))})" if pages else "false"
    return f"AND ({own} OR {' OR '.join(f'a.member IN {end}' for end in ends)})"


def _member(view: BatchView, member: int, pages: dict[int, str]) -> str:
    name = view.text(
        "batch.member_number", number=catalogue.number(member, "count", view.language, 0)
    )
    if member not in pages:
        return name
    return Markup('<a href="{}">{}</a>').format(pages[member], name)


def spread(fan: Fan) -> Table:
    """The percentiles of a line by year."""
    view, unit = fan.view, catalogue.unit(fan.line)
    rows = tuple(
        Row(name, tuple(catalogue.number(v, unit, view.language) for v in fan.found[:, i]))
        for i, name in enumerate((*BANDS, "p50"))
    )
    head = (view.text("batch.percentile"), *map(str, fan.years))
    return Table(say_fan(fan), head, rows, (True,) * len(fan.years))


def missed(found: Failures) -> Table:
    """The share of members that miss each goal, by year or period."""
    view = found.view
    rows = tuple(
        Row(
            label,
            tuple(
                "–" if np.isnan(v) else catalogue.number(v, "pct", view.language, 1) for v in values
            ),
        )
        for label, values in zip(found.labels, found.shares, strict=True)
    )
    error = catalogue.number(found.error, "pct", view.language, 2)
    note = view.text("batch.failures_note", error=error)
    head = (view.text("batch.goal"), *found.columns)
    return Table(say_failures(found), head, rows, (True,) * len(found.columns), note)
