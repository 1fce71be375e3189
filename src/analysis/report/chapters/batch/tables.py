"""Tables of a batch: what varied, the spread of a line, and missed goals."""

import json

import numpy as np

from analysis import catalogue
from analysis.inputs.parameters import scenario_keys
from analysis.report.blocks.table import Row, Table
from analysis.report.chapters.batch.view import BANDS, BatchView, Failures, Fan
from analysis.report.chapters.batch.words import say_failures, say_fan, say_held


def varied(view: BatchView) -> Table:
    """The axes: years, how they act, lowest, middle and highest value."""
    rows = []
    for field in view.axes:
        about = {k.decode(): v.decode() for k, v in (field.metadata or {}).items()}
        if "key" not in about:
            continue
        column = '"' + field.name.replace('"', '""') + '"'
        ((low, middle, high),) = view.rows(
            f"SELECT min({column}), median({column}), max({column}) FROM assumptions"
        )
        spec = scenario_keys()[about["key"]]
        years = json.loads(about["years"])
        last = field.name.rsplit("_", 1)[-1]
        shown = last if last.isdecimal() and int(last) in years else catalogue.year_span(years)
        numbers = [catalogue.number(v, spec.unit, view.language, 2) for v in (low, middle, high)]
        kind = view.text(f"batch.kind.{about['kind']}")
        rows.append(Row(str(getattr(spec, view.language)), (shown, kind, *numbers)))
    names = ("axis", "years", "kind", "lowest", "middle", "highest")
    heads = tuple(view.text(f"batch.{name}") for name in names)
    return Table(
        view.text("batch.varied"),
        heads,
        tuple(rows),
        (False, False, True, True, True),
        say_held(view),
    )


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
