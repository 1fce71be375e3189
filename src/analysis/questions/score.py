"""Plans against the outcomes that a user enters (*prognosutvärdering*)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from analysis import catalogue
from analysis.errors import InputError, Message
from analysis.inputs.history import OUTCOMES
from analysis.inputs.outcomes import read_outcomes
from analysis.inputs.region_copy import own_outcomes, read_copy
from analysis.report.blocks import theme
from analysis.report.blocks.method import Method
from analysis.report.blocks.missing import unanswered
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.rows import BAR, key, number_ticks, rows
from analysis.report.blocks.view import Reader, View
from analysis.study.labels import group_label, value_label
from analysis.study.miss import ExplainedMiss
from analysis.study.opened import open_plan, open_scenario
from analysis.study.peers import Peer, latest, peer_sheet, peers
from analysis.study.population_plan import region_name
from analysis.study.score import Score, score

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def ask(
    view: View,
    outcomes: Annotated[
        Path | None, typer.Argument(help="CSV of outcomes: line;year;value.")
    ] = None,
    plan: Annotated[
        list[str] | None, typer.Option("--plan", "-p", help="A plan (vintage). Repeatable.")
    ] = None,
    scenario: Annotated[str, typer.Option("--scenario", "-s", help="Which scenario.")] = "base",
    kolada: Annotated[
        Path | None, typer.Option(help="Copy of key figures by `data kolada`: outcomes and peers.")
    ] = None,
) -> Answer:
    """Errors by line, year and horizon, summarised over vintages, and the region among others."""
    found = read_outcomes(outcomes) if outcomes else {}
    copy, read = read_copy(kolada) if kolada else (None, ())
    rows = [row for row in read if row.measure is None]
    region = region_name(view.projection.plan)
    for line, values in own_outcomes(rows, region).items():
        found[line] = values | found.get(line, {})  # what the user entered goes before
    if not found:
        raise InputError(
            Message("there are no outcomes to compare with"), file=kolada,
            expected=Message("a file of outcomes, or --kolada with figures of the region"),
        )  # fmt: skip
    others = [open_scenario(open_plan(name), scenario) for name in (plan or [])[1:]]
    scored = score([view.projection, *others], found)
    assumed = [view.text("assumes.score")]
    assumed += [view.text("assumes.score.why")] if scored.explained else []
    sheets, said = scored.sheets(), says(scored, view)
    if copy and (compared := [each for each in peers(rows, region) if each.others]):
        sheets = (*sheets, peer_sheet(compared))
        said |= {f"peer {n}": _peer(each, view) for n, each in enumerate(latest(compared))}
        assumed += [view.text("assumes.score.kolada", retrieved=copy.retrieved)]
    return Answer(view, scored, said, tuple(assumed), sheets)


def on_page(view: View) -> Answer:
    """The plan against the outcomes that lie in its folder."""
    path = view.projection.plan.folder / OUTCOMES
    if not path.is_file():
        raise unanswered(view, view.text("score.no_outcomes", file=OUTCOMES))
    answer = ask(view, path)
    if not answer.found.misses:  # outcomes of assumptions alone
        raise unanswered(view, view.text("score.only_assumptions", file=OUTCOMES))
    return answer


def says(found: Score, reader: Reader) -> dict[str, str]:
    """For each line: whether the plan was too high or too low on average, and by how much."""
    said = {}
    for line, misses in found.by_line().items():
        errors, unit = np.array([m.error for m in misses]), catalogue.unit(line)
        bias, own = float(errors.mean()), catalogue.unit_of_change(unit)
        zero = catalogue.number(0, unit, reader.language)
        same = catalogue.number(bias, unit, reader.language) == zero
        side = "even" if same else "high" if bias > 0 else "low"
        cost = not same and all(m.forecast < 0 and m.outcome < 0 for m in misses)
        said[line] = reader.text(
            f"says.score.cost.{side}" if cost else f"says.score.{side}",
            label=reader.label(line),
            bias=catalogue.amount(abs(bias), own, reader.language),
            absolute=catalogue.amount(float(np.abs(errors).mean()), own, reader.language),
            number=len(misses),
        )
    said |= {f"why {n}": _why(miss, reader) for n, miss in enumerate(_last(found.explained))}
    if found.unused:
        names = ((value_label(name, reader.language), year) for name, year in found.unused)
        listed = ", ".join(f"{name} {year}" for name, year in names)
        said["unused"] = reader.text("says.score.unused", lines=listed)
    return said


def _last(misses: Sequence[ExplainedMiss]) -> list[ExplainedMiss]:
    """The latest year of each line of each vintage."""
    return list({(miss.vintage, miss.line): miss for miss in misses}.values())


def _why(miss: ExplainedMiss, reader: Reader) -> str:
    """How far a plan was off in a year, the part that did most, and what is left."""
    unit = catalogue.unit_of_change(catalogue.unit(miss.line))
    words = {
        "vintage": miss.vintage,
        "label": reader.label(miss.line),
        "year": miss.year,
        "error": catalogue.amount(miss.error, unit, reader.language, sign=True),
        "rest": catalogue.amount(miss.rest, unit, reader.language, sign=True),
    }
    if not miss.parts:
        return reader.text("says.score.why_rest", **words)
    most = max(miss.parts, key=lambda part: abs(miss.parts[part]))
    return reader.text(
        "says.score.why",
        part=group_label(most, reader.language),
        value=catalogue.amount(miss.parts[most], unit, reader.language, sign=True),
        **words,
    )


def _peer(each: Peer, reader: Reader) -> str:
    """Where the region stood among the others in a year."""
    unit = catalogue.unit(each.line)
    return reader.text(
        "says.score.peer",
        label=reader.label(each.line),
        year=each.year,
        own=catalogue.amount(each.own, unit, reader.language),
        median=catalogue.amount(float(np.median(each.others)), unit, reader.language),
        rank=each.rank,
        number=len(each.others) + 1,
    )


def draw(found: Score, reader: Reader) -> "Figure":
    """The mean error of each line in per cent of the outcome, too high to the right."""
    means = {}
    for line, misses in found.by_line().items():
        shares = np.array([m.percent for m in misses])
        if np.isfinite(shares).any():
            means[line] = float(np.nanmean(shares))
    ranked = sorted(means, key=lambda line: -abs(means[line]))
    figure, axes = rows([value_label(line, reader.language) for line in ranked])
    for row, line in enumerate(ranked):
        value = means[line]
        colour = theme.BLUE if value >= 0 else theme.ORANGE
        axes.barh(row, value, color=colour, height=BAR, zorder=2)
        axes.annotate(
            catalogue.signed(value, "pct", reader.language), (value, row),
            xytext=(4 if value >= 0 else -4, 0), textcoords="offset points",
            ha="left" if value >= 0 else "right", va="center", fontsize=theme.LETTERS,
        )  # fmt: skip
    axes.axvline(0, color=theme.INK, lw=1)
    axes.margins(x=0.2)
    axes.xaxis.set_major_formatter(number_ticks("pct", reader, 0))
    key(axes, reader.text("chart.score_key"))
    return figure


PICTURES = (Picture("score", draw, "score_summary"),)


def error(plan: np.ndarray, outcome: np.ndarray) -> np.ndarray:
    """How wrong the plan was."""
    return plan - outcome


METHODS = tuple(
    Method(f"score_{name}", "19_score", formula=formula)
    for name, formula in (
        *(("misses", error), ("summary", error), ("assumptions", error)),
        *(("why", None), ("peers", None)),
    )
)
QUESTION = Question("score", ask, (Asked("score", on_page, PICTURES),), (), methods=METHODS)
SHOWS = QUESTION.shows
