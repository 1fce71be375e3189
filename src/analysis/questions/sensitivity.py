"""Which assumption a figure depends on most (*känslighet*): one at a time, a step each, or all."""

from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from analysis import catalogue
from analysis.inputs.uncertainty import load_uncertainty
from analysis.questions.made_of import error_sizes
from analysis.report.blocks import theme
from analysis.report.blocks.method import Method, difference
from analysis.report.blocks.parted import parted
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.rows import BAR, key, number_ticks, rows
from analysis.report.blocks.table import Table
from analysis.report.blocks.view import Reader, View, budget_years
from analysis.study import sensitivity as study
from analysis.study.labels import assumption_label
from analysis.study.sensitivity import Elasticities, Tornado
from analysis.study.sobol import Sobol, sobol
from analysis.study.uncertainty import RESULTS, known_lines, result_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHOWN = 10
"""Assumptions in a chart; the table holds all."""
SAMPLES, SEED = 256, 1
"""Points of the Sobol indices of a page, and their seed."""


class Kind(StrEnum):
    """One at a time, one step each, or all at once."""

    tornado = "tornado"
    steps = "steps"
    sobol = "sobol"


def ask(
    view: View,
    line: Annotated[
        str | None, typer.Argument(help="A line item; the plan's result if not given.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", "-y", help="Last plan year if not given.")
    ] = None,
    kind: Annotated[
        Kind, typer.Option("--kind", "-k", help="tornado, steps or sobol.")
    ] = Kind.tornado,
    sizes: Annotated[Path | None, typer.Option("--sizes", help="Your own uncertainty.yml.")] = None,
    samples: Annotated[int, typer.Option("--samples", help="Points per factor (sobol).")] = 1024,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed (sobol).")] = SEED,
) -> Answer:
    """A tornado, a table of steps, or Sobol indices for one line and year."""
    asked, when = view.projection, year or (budget_years(view) or view.years)[-1]
    given = asked.calibration, asked.scenario, load_uncertainty(asked.plan, sizes)
    line = line or result_line(asked.calibration)
    if Kind(kind) is Kind.steps:
        known = {*known_lines(asked.calibration)} - asked.calibration.held
        others = [other for other in study.ELASTICITY_LINES if other in known]
        lines = tuple(dict.fromkeys((line, *others)))
        return _steps(view, study.elasticities(*given, when, lines))
    if Kind(kind) is Kind.sobol:
        return _sobol(view, sobol(*given, line, when, samples, seed))
    return _tornado(view, study.tornado(*given, line, when))


def steps_on_page(view: View) -> Answer:
    """One step of each assumption in the second year, when all may still be changed."""
    lines = (*study.ELASTICITY_LINES, result_line(view.projection.calibration))
    line = next(line for line in lines if line in known_lines(view.projection.calibration))
    return ask(view, line, view.years[min(1, len(view.years) - 1)], Kind.steps)


def _tornado(view: View, found: Tornado) -> Answer:
    """The assumption with the largest swing and how far it takes the figure."""
    ranked, unit, language = found.ranked(), catalogue.unit(found.line), view.language
    said = view.text("says.tornado.none")
    if ranked and len(found.idle) == len(ranked):
        said = view.text("says.tornado.idle", label=view.label(found.line), year=found.year)
    elif ranked:
        ends = sorted((float(found.low[ranked[0]]), float(found.high[ranked[0]])))
        low_end, high_end = catalogue.interval(*ends)
        said = view.text(
            "says.tornado",
            label=view.label(found.line),
            year=found.year,
            base=catalogue.amount(found.base, unit, language),
            assumption=assumption_label(found.keys[ranked[0]], language),
            low=catalogue.amount(low_end, unit, language),
            high=catalogue.amount(high_end, unit, language),
        )
    low, high = (catalogue.number(100 * share, "", language, 0) for share in found.interval)
    assumes = [view.text("assumes.tornado", low=low, high=high), view.text("assumes.sizes")]
    if 0 < len(found.idle) < len(ranked):
        names = [assumption_label(name, language) for name in found.idle]
        listed = catalogue.enumerate_words(names, language)
        assumes.append(view.text("assumes.idle", label=view.label(found.line), names=listed))
    return Answer(view, found, {"largest": said}, tuple(assumes), found.sheets())


def _steps(view: View, found: Elasticities) -> Answer:
    """One sentence for each assumption: what a step does to the first line in the last year."""
    line, unit, language = found.lines[0], catalogue.unit(found.lines[0]), view.language
    at, records = found.years.index(found.year), found.sheets()[0].records()
    said = {
        name: view.text(
            "says.step",
            assumption=assumption_label(name, language),
            step=catalogue.signed(found.steps[k], "", language, 1),
            unit=view.text(f"unit.{records[k * len(found.lines)]['step_unit']}"),
            when=view.text(f"word.{records[k * len(found.lines)]['when']}"),
            year=found.year,
            line=view.label(line),
            effect=catalogue.amount(float(found.effects[k, 0, at]), unit, language, sign=True),
            later=catalogue.amount(float(found.effects[k, 0, -1]), unit, language, sign=True),
            last=found.years[-1],
        )
        for k, name in enumerate(found.keys)
    }
    assumes = (view.text("assumes.step", year=found.year),)
    return Answer(view, found, said, assumes, found.sheets())


def _sobol(view: View, found: Sobol) -> Answer:
    """Which assumption brings most of the variance."""
    first, language = int(found.total.argmax()), view.language
    key_ = "says.sobol" if found.total.any() else "says.tornado.idle"
    said = view.text(
        key_,
        assumption=assumption_label(found.keys[first], language),
        share=catalogue.amount(100 * float(found.total[first]), "pct", language, 0),
        label=view.label(found.line),
        year=found.year,
        sum=catalogue.amount(100 * float(found.first.sum()), "pct", language, 0),
    )
    assumes = view.text("assumes.sobol", samples=found.samples), view.text("assumes.sizes")
    return Answer(view, found, {"largest": said}, assumes, found.sheets())


def draw_tornado(found: Tornado, reader: Reader) -> "Figure":
    """The figure with each assumption at the ends of its range, the base as a line."""
    ranked = found.ranked()[:SHOWN]
    figure, axes = rows([assumption_label(found.keys[i], reader.language) for i in ranked])
    unit = catalogue.unit(found.line)
    for row, i in enumerate(ranked):
        for value, colour in ((found.low[i], theme.PALE_BLUE), (found.high[i], theme.BLUE)):
            axes.barh(row, value - found.base, left=found.base, color=colour, height=BAR)
    axes.axvline(found.base, color=theme.INK, lw=1.2)
    axes.xaxis.set_major_formatter(number_ticks(unit, reader))
    key(axes, reader.text("chart.tornado_key", unit=reader.text(f"unit.{unit}")))
    return figure


def draw_sobol(found: Sobol, reader: Reader) -> "Figure":
    """Total share with its interval as a bar, the first-order share as a dot."""
    ranked = [int(i) for i in np.argsort(-found.total, kind="stable")][:SHOWN]
    figure, axes = rows([assumption_label(found.keys[i], reader.language) for i in ranked])
    places = range(len(ranked))
    axes.barh(places, 100 * found.total[ranked], color=theme.PALE_BLUE, height=BAR, zorder=2)
    axes.errorbar(
        100 * found.total[ranked], places, xerr=100 * found.total_half[ranked],
        fmt="none", ecolor=theme.BLUE, elinewidth=1.5, zorder=3,
    )  # fmt: skip
    axes.plot(100 * found.first[ranked], places, ls="", marker="o", color=theme.ORANGE, zorder=4)
    axes.xaxis.set_major_formatter(number_ticks("pct", reader, 0))
    axes.set_xlim(left=min(0.0, float(100 * found.first[ranked].min())))
    key(axes, reader.text("chart.sobol_key"))
    return figure


def ends(view: View) -> dict[str, object]:
    """The percentiles of a tornado, and the points of the Sobol indices."""
    low, high = load_uncertainty(view.projection.plan).file.interval
    shown = (catalogue.number(100 * share, "", view.language, 0) for share in (low, high))
    return dict(zip(("low", "high"), shown, strict=True)) | {"samples": SAMPLES, "seed": SEED}


def swing(high: np.ndarray, low: np.ndarray) -> np.ndarray:
    """How far apart the outcomes at the two ends are."""
    return abs(high - low)


CHAPTER = "13_sensitivity"
METHODS = (
    Method("tornado", CHAPTER, RESULTS, ends, error_sizes, formula=swing),
    Method("tornado_linked", CHAPTER, RESULTS, formula=swing, whole=True),
    Method("elasticities", CHAPTER, RESULTS, formula=difference, whole=True),
    Method("elasticities_linked", CHAPTER, RESULTS, formula=difference, whole=True),
    Method("sobol", CHAPTER, RESULTS, ends, error_sizes),
)


def _by_line(answer: Answer) -> tuple[Table, ...]:
    """The steps in a table for each line, that of the result open; what comes with links last."""
    alone, *linked = answer.sheets
    more = (replace(answer.table(sheet.id), folded=True) for sheet in linked)
    return (*parted(answer, alone, "line", answer.found.lines[0]), *more)


QUESTION = Question(
    "sensitivity",
    ask,
    (
        Asked("sensitivity", ask, (Picture("tornado", draw_tornado, "tornado"),)),
        Asked("steps", steps_on_page, tables=_by_line),
        Asked(
            "sobol",
            partial(ask, kind=Kind.sobol, samples=SAMPLES),
            (Picture("sobol", draw_sobol, "sobol"),),
        ),
    ),
    methods=METHODS,
)
SHOWS = QUESTION.shows
