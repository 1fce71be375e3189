"""Explain a figure (*förklara en siffra*): formula, inputs, add factors and sources, recursively.

The trace follows the graph of the calculation from one line and year down to printed figures and
assumptions. A value that is reached by several roads is one step. Beside another scenario the
trace keeps only what differs: the inputs that moved and the formulas that carry the change.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analysis.catalogue.lines import label, line_items, line_named
from analysis.catalogue.nearest import containing
from analysis.catalogue.number_format import year_span
from analysis.errors import InputError, Message, nearest, shown, verbatim
from analysis.inputs.differences import Difference
from analysis.inputs.parameters import key_named
from analysis.inputs.plan import Plan
from analysis.model.chapters import chapter_of, model
from analysis.model.cohort_groups import SHARES
from analysis.model.graph import Array, Function, arguments
from analysis.model.projection import Projection
from analysis.model.units import parameter_of, unit_and_scale
from analysis.study.figure_names import figure_id
from analysis.study.formulas import formula, meaning, reach, traced_to
from analysis.study.labels import few
from analysis.study.provenance import Source, known_before, published, short, sources
from analysis.study.trace import Link, Step, Trace
from analysis.trace.tracing import Traced

FIRST_YEAR_LEAD = {"tax_base_by_income_year": 2}
"""Years before the first plan year at which a series begins, where its length does not tell."""

SAME = 1e-9
"""Values that differ by less are the same (internal units, relative to their size)."""


def explain(
    projection: Projection, line: str, year: int, against: Projection | None = None
) -> Trace:
    """The trace of `line` in `year`; a line or an assumption may be given by its label.

    A figure of a year before the plan is a step alone: nothing calculates it. Raises InputError
    for a line or year that is not there.
    """
    line = line if line in projection.nodes else key_named(line_named(line))
    known = known_before(projection.plan, line, year)
    if known is not None and not (line in projection.lines and year in years_of(projection, line)):
        return _known(projection, against, known, year)
    _refuse(projection, line, year)
    steps: dict[str, Step] = {}
    traced, target = traced_to(projection, line), figure_id(line, year)
    stack = [(line, year if len(projection.nodes[line]) > 1 else None)]
    while stack:
        name, when = stack.pop()
        if figure_id(name, when) in steps:
            continue
        step = _step(projection, against, traced, name, when)
        steps[step.id] = step
        stack.extend(_split(link.to) for link in reversed(step.inputs))
    target = target if target in steps else figure_id(line, None)
    trace = Trace(
        projection.plan.name,
        projection.scenario.name,
        against.scenario.name if against else None,
        target,
        steps,
    )
    return trace if against is None else _changed_only(trace)


def _known(projection: Projection, against: Projection | None, source: Source, year: int) -> Trace:
    """What is known of a year before the plan, the same in every scenario."""
    name, value = source.what, source.value
    printed, entered = (source, ()) if source.table is not None else (None, (source,))
    step = Step(
        id=figure_id(name, year),
        name=name,
        year=year,
        value=value,
        unit=source.unit,
        chapter=chapter_of().get(name),
        meaning="",
        formula=(),
        inputs=(),
        published=printed,
        sources=entered,
        before=None if against is None else value,
    )
    other = None if against is None else against.scenario.name
    return Trace(projection.plan.name, projection.scenario.name, other, step.id, {step.id: step})


def _refuse(projection: Projection, line: str, year: int) -> None:
    nodes = projection.nodes
    lacks = projection.missing.get(line)
    if line not in nodes or lacks is not None:  # what only stands in for a line is not one
        known = lacks is not None
        close = None if known else nearest(line, nodes)
        held = [] if known or close else containing(line, [*nodes]) or _labelled(line, nodes)
        name, expected = shown(line), None
        if lacks:
            expected = Message("a plan with {names}", names=few(lacks))
        elif held:
            expected = Message("one of: {names}", names=", ".join(held))
        raise InputError(
            Message("the plan does not hold this line: {name!r}", name=name)
            if known
            else Message("there is no such line: {name!r}", name=name),
            expected=expected,
            nearest=close,
        )
    years = years_of(projection, line)
    if years and year not in years:
        told = (*projection.plan.history.get(line, ()), *years)
        raise InputError(
            Message("{line} has no value for this year", line=line),
            value=year,
            expected=verbatim(year_span(told).replace("\u2013", "-")),
        )


def _labelled(word: str, nodes: Iterable[str]) -> list[str]:
    """The lines whose label in either language holds a word: `skatt` means `tax_revenue`."""
    labels = {f"{label(n, 'sv')}\n{label(n, 'en')}": n for n in nodes if n in line_items()}
    return [labels[found] for found in containing(word, labels)]


def years_of(projection: Projection, name: str) -> tuple[int, ...]:
    """The years of a value of the graph; none for a constant."""
    size, plan = len(np.atleast_1d(projection.nodes[name])), projection.years
    if size == 1 and len(plan) > 1:
        return ()
    lead = FIRST_YEAR_LEAD.get(name, 0 if size == len(plan) else 1)
    return tuple(range(plan[0] - lead, plan[0] - lead + size))


def _split(step: str) -> tuple[str, int | None]:
    name, _, year = step.partition("@")
    return name, int(year) if year else None


def _value(projection: Projection, name: str, year: int | None) -> float:
    series = np.atleast_1d(projection.nodes[name])
    return float(series[_column(projection, name, year)])


def _column(projection: Projection, name: str, year: int | None) -> int:
    return 0 if year is None else years_of(projection, name).index(year)


def _function(projection: Projection, name: str) -> Function | None:
    """The equation of a value; none where the plan cannot feed it and a stated value stands in."""
    function = model().get(name)
    fed = function is not None and all(a in projection.nodes for a in arguments(function))
    return function if fed else None


def _step(
    projection: Projection, against: Projection | None, traced: Traced, name: str, year: int | None
) -> Step:
    function = _function(projection, name)
    means = meaning(function) if function else ""
    unit, scale = unit_and_scale(name)

    def symbol(argument: str, position: int) -> str:
        years = years_of(projection, argument)
        return f"{{{figure_id(argument, years[position] if years else None)}}}"

    before = None if against is None else _value(against, name, year) * scale
    step = Step(
        figure_id(name, year),
        name,
        year,
        _value(projection, name, year) * scale,
        unit,
        chapter_of().get(name),
        means,
        formula(traced, name, _column(projection, name, year), symbol) if function else (),
        _links(projection, function, name, year, scale) if function else (),
        published(projection.plan, name, year) if year is not None else None,
        before=before,
    )
    return step if function else _with_sources(projection, step)


def _links(
    projection: Projection, function: Function, name: str, year: int | None, scale: float
) -> tuple[Link, ...]:
    column = _column(projection, name, year)
    given: dict[str, Array] = projection.nodes
    found = []
    for argument, effects in reach(function, given, column).items():
        years = years_of(projection, argument)
        _, own = unit_and_scale(argument)
        for position, effect in effects.items():
            when = years[position] if years else None
            found.append(Link(figure_id(argument, when), effect * scale / own))
    return tuple(found)


def _with_sources(projection: Projection, step: Step) -> Step:
    """An input with its sources, its hidden decimals and the differences that moved it."""
    plan, rounding = projection.plan, projection.calibration.rounding.get(step.name)
    hidden = None
    if rounding is not None and step.year is not None:
        place = years_of(projection, step.name).index(step.year)
        hidden = float(rounding[place]) if place < len(rounding) else None  # beyond the print
    shares = step.name in SHARES  # these follow a path that is named, never its years
    key = "population" if shares else parameter_of().get(step.name)
    moved = tuple(
        _origin(plan, difference)
        for difference in projection.scenario.differences
        if difference.key == key
        and (difference.whole is not None or (step.year in difference.years and not shares))
    )
    return replace(
        step,
        sources=sources(plan, step.name, step.year, projection.scenario),
        hidden_decimals=hidden,
        differences=moved,
        unknown=step.name in projection.calibration.stand_ins,
    )


def _origin(plan: Plan, difference: Difference) -> str:
    """Where a difference is written: the file by its place in the plan's folder, and the line."""
    place = short(plan, difference.file) if difference.line else difference.file
    return f"{place}, line {difference.line}" if difference.line else str(place)


def _changed_only(trace: Trace) -> Trace:
    """Only the steps that differ between the scenarios, and always the target itself."""
    kept = {
        key: step
        for key, step in trace.steps.items()
        if key == trace.target or _differs(step.value, step.before)
    }
    steps = {
        key: replace(step, inputs=tuple(link for link in step.inputs if link.to in kept))
        for key, step in kept.items()
    }
    return replace(trace, steps=steps)


def _differs(value: float, before: float | None) -> bool:
    if before is None or (np.isnan(value) and np.isnan(before)):
        return False
    return not abs(value - before) <= SAME * max(1.0, abs(before))
