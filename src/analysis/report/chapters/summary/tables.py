"""Tables of what a projection rests on: the scenario's differences, its effects, and sources."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from analysis import catalogue
from analysis.inputs.differences import Difference
from analysis.inputs.links import Link, active
from analysis.inputs.parameters import registry
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.model.inputs_of_keys import input_name
from analysis.report.blocks.missing import parameter_label
from analysis.report.blocks.statement import whole
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.titles import title_of
from analysis.report.blocks.view import View
from analysis.study.figure_names import ABOUT, figure_id

EFFECT_LINES = (
    "tax_revenue",
    "state_grants",
    "net_operating_cost",
    "net_result",
    "balanced_budget_result",
    "measures_needed",
    "cash",
    "solidity_full",
)


def differences(view: View) -> Table:
    """What the scenario changes or sets, with years and where it is written."""
    head = tuple(
        view.text(f"differences.{column}") for column in ("key", "kind", "years", "value", "origin")
    )
    rows = tuple(
        Row(
            parameter_label(view, item.key),
            (
                view.text(f"differences.{item.kind}"),
                catalogue.year_span(item.years) if item.years else view.text("differences.always"),
                _value(view, item),
                written_in(item),
            ),
        )
        for item in view.projection.scenario.differences
    )
    rows += tuple(_linked_rows(view))
    note = "" if rows else view.text("differences.none")
    numeric = (False, False, True, False)
    return Table(view.text("differences.caption"), head, rows, numeric, note, made="changes")


def _linked_rows(view: View) -> Iterator[Row]:
    """Differences that came by a link: years and size, and the link with what it rests on."""
    projection = view.projection
    for link in active(projection.scenario.linked, projection.scenario.scope):
        part = projection.resolved.by_link.get(input_name(link.target), {}).get(link.start)
        if part is None:
            continue
        spec = registry()[link.target]
        dated = zip(projection.plan.spec_years(spec), part / spec.factor, strict=True)
        for size, run in groupby(dated, key=lambda pair: round(float(pair[1]), 6)):
            if size:
                years = catalogue.year_span([year for year, _ in run])
                yield Row(
                    parameter_label(view, link.target),
                    (view.text("differences.link"), years, _pp(view, size), _rests_on(view, link)),
                )


def _rests_on(view: View, link: Link) -> str:
    """What a link follows, how much of it, and its source or the word assumed."""
    basis = link.source or view.text(f"status.{link.status}")
    start, lag = parameter_label(view, link.start), link.lag
    share = catalogue.as_written(link.elasticity, view.language)
    when = view.text("differences.link.lag", years=lag) if lag else ""
    return f"{share} \u00d7 {start}{when}. {getattr(link, view.language)} ({basis})"


def _pp(view: View, size: float) -> str:
    single = "unit.pp.one" if abs(size) == 1 else "unit.pp"
    return f"{catalogue.as_written(size, view.language)} {view.text(single)}"


def written_in(item: Difference) -> str:
    """The file and line of a difference, without the folders of whoever wrote it."""
    place = Path(item.file).name if item.file else ""
    return f"{place}:{item.line}" if item.line else place


def _value(view: View, item: Difference) -> str:
    """A difference as it was written, in the reader's number format; a change of a rate is in
    percentage points. A path given by name or as a blend is shown as it stands."""
    if item.value is None:
        return whole_path(view, item.whole)
    unit: str = registry()[item.key].unit
    unit = catalogue.unit_of_change(unit) if item.kind == "change" else unit
    single = abs(item.value) == 1 and catalogue.has_text(f"unit.{unit}.one")
    word = view.text(f"unit.{unit}.one" if single else f"unit.{unit}")
    return f"{catalogue.as_written(item.value, view.language)} {word}"


def whole_path(view: View, whole: str | Blend | Financing | None) -> str:
    """A path that a scenario takes whole: a population by name, a blend of them, or financing."""
    if isinstance(whole, Financing):
        floor = catalogue.amount(whole.floor, "mnkr", view.language)
        return view.text(f"financing.{whole.mode}", floor=floor)
    if isinstance(whole, Blend):
        parts = (
            f"{catalogue.amount(100 * share, 'pct', view.language, 0)} {_population(view, name)}"
            for name, share in whole.blend.items()
        )
        return " + ".join(parts)
    return _population(view, str(whole))


def _population(view: View, name: str) -> str:
    """What the plan calls a population scenario; its own name when the plan has no label."""
    spec = view.projection.plan.file.population_scenarios.get(name)
    return str(getattr(spec.label, view.language)) if spec else name


def effects(view: View) -> Table:
    """The scenario minus its base for the lines that matter, by year."""
    head = (view.text("effects.line"), view.text("table.unit"), *map(str, view.years))
    caption = view.text("effects.caption", scenario=title_of(view.projection, view.language))
    numeric = (False, *(True for _ in view.years))
    if view.base is None:
        return Table(caption, head, (), numeric, view.text("effects.none"))
    rows = []
    for line in EFFECT_LINES:
        base = view.base_values(line)
        if base is None or line not in view.projection.lines:
            continue
        unit = catalogue.unit_of_change(catalogue.unit(line))
        change = view.values(line) - base
        cells = (catalogue.signed(float(v), unit, view.language) for v in change)
        figures = ("", *(f"{ABOUT}{figure_id(line, year)}" for year in view.years))
        rows.append(Row(view.label(line), (view.text(f"unit.{unit}"), *cells), "", figures))
    return Table(caption, head, tuple(rows), numeric, view.text("effects.note"))


def changes(view: View) -> tuple[Table, ...]:
    """What the scenario changes, and what comes of it, folded; nothing in the base."""
    if view.base is None and not view.projection.scenario.differences:
        return ()
    return differences(view), replace(effects(view), folded=True)


def sources(view: View) -> Table:
    """The documents that the figures come from."""
    head = tuple(view.text(f"sources.{column}") for column in ("title", "publisher", "date"))
    rows = tuple(
        Row(item.title, (item.publisher, item.date or catalogue.number_format.NO_VALUE))
        for item in view.projection.plan.file.documents.values()
    )
    caption = view.text("sources.caption")
    return Table(caption, head, rows, (False, False), swedish=swedish_columns(view, 0, 1))


TABLES = (
    Listing("differences", whole, differences),
    Listing("effects", whole, effects),
    Listing("changes", whole, changes),
    Listing("sources", whole, sources),
)
