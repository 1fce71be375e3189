"""Ranges, and the risk that goals and legal tests fail (*osäkerhet*): Monte Carlo."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import catalogue
from analysis.inputs.error_records import Errors, size_of
from analysis.inputs.uncertainty import load_uncertainty
from analysis.questions.made_of import error_sizes
from analysis.report.blocks import shapes, theme
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.method import Method
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.rows import BAR, key, number_ticks, rows
from analysis.report.blocks.view import Lines, Reader, View, once
from analysis.study.coverage import Covered, coverage_sheet, covered
from analysis.study.labels import assumption_label, bands, goal_label, within
from analysis.study.risk import (
    CONFIDENCE,
    Probability,
    expected_shortfall,
    failure_probabilities,
    fan,
    room_probabilities,
    sheets,
)
from analysis.study.uncertainty import RESTORING, RESULTS, Simulation, simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DRAWS, SEED = 20_000, 1
CHAPTER = "14_uncertainty"
DRAWN = ("balanced_budget_result", "cash", "self_financing_ratio", "solidity_full")


class Drawing(StrEnum):
    """How errors are drawn."""

    random = "random"
    quasi = "quasi"


def ask(
    view: View,
    draws: Annotated[int, typer.Option("--draws", "-n", min=2, help="Number of draws.")] = DRAWS,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws.")] = SEED,
    method: Annotated[Drawing, typer.Option("--method", help="random or quasi.")] = Drawing.random,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes.")] = 1,
    line: Annotated[
        list[str] | None, typer.Option("--line", help="A line whose range to show. Repeatable.")
    ] = None,
    sizes: Annotated[Path | None, typer.Option("--sizes", help="Your own uncertainty.yml.")] = None,
) -> Answer:
    """Monte Carlo over the errors of all assumptions. The seed decides, not the workers."""
    asked = view.projection
    errors, how = load_uncertainty(asked.plan, sizes), Drawing(method).value
    found = simulate(asked.calibration, asked.scenario, errors, draws, seed, line, how, workers)
    held = covered(errors)
    tables = (*sheets(found), coverage_sheet(held)) if held else sheets(found)
    said = says(found, view) | {f"covered {c.key} {c.horizon}": _covered(c, view) for c in held}
    return Answer(view, found, said, assumes(found, view), tables)


def says(found: Simulation, reader: Reader) -> dict[str, str]:
    """Each goal's risk over the whole period, the range of the result, and the worst cases."""
    goals = list(dict.fromkeys(goal for goal, _ in found.tests))
    risks = failure_probabilities(found)
    said = {}
    if goals:
        largest = max(goals, key=lambda goal: risks[goal, None].value)
        said["largest"] = reader.text(
            "says.risk.largest",
            goal=goal_label(found.uncertainty.plan, largest, reader.language),
            share=catalogue.amount(100 * risks[largest, None].value, "pct", reader.language, 0),
        )
    said |= {f"risk {goal}": _chance("says.risk", found, goal, risks, reader) for goal in goals}
    room = room_probabilities(found)
    bands = dict.fromkeys(goal for goal, _ in room)
    said |= {f"room {goal}": _chance("says.room", found, goal, room, reader) for goal in bands}
    return said | {"fan": _fan(found, reader), "shortfall": _shortfall(found, reader)}


FINE = 1_000
"""Draws from which a share is told with a decimal: fewer do not bear it."""


def _chance(
    key_: str,
    found: Simulation,
    goal: str,
    chances: dict[tuple[str, int | None], Probability],
    reader: Reader,
) -> str:
    ever, language = chances[goal, None], reader.language
    places = 1 if found.draws >= FINE else 0
    return reader.text(
        key_,
        goal=goal_label(found.uncertainty.plan, goal, language),
        share=catalogue.amount(100 * ever.value, "pct", language, places),
        low=catalogue.number(100 * ever.low, "pct", language, places),
        high=catalogue.number(100 * ever.high, "pct", language, places),
    )


def _fan(found: Simulation, reader: Reader) -> str:
    values, shares = fan(found, found.result), found.uncertainty.file.percentiles
    low, high = catalogue.interval(float(values[0, -1]), float(values[-1, -1]))
    return reader.text(
        "says.fan",
        label=reader.label(found.result),
        year=found.years[-1],
        share=catalogue.amount(100 * (shares[-1] - shares[0]), "pct", reader.language, 0),
        low=catalogue.amount(low, "mnkr", reader.language),
        high=catalogue.amount(high, "mnkr", reader.language),
    )


def _covered(found: Covered, reader: Reader) -> str:
    """How many known outcomes the intervals would have held."""
    half, most = (catalogue.amount(100 * s, "pct", reader.language, 0) for s in found.shares)
    return reader.text(
        "says.covered",
        label=assumption_label(found.key, reader.language),
        number=found.number,
        horizon=found.horizon,
        half=half,
        most=most,
    )


def _shortfall(found: Simulation, reader: Reader) -> str:
    tail = found.uncertainty.file.tail
    mean, error = expected_shortfall(found.lines[found.result], tail)
    return reader.text(
        "says.shortfall",
        label=within(reader.label(found.result)),
        tail=catalogue.amount(100 * tail, "pct", reader.language, 0),
        value=catalogue.amount(float(mean[-1]), "mnkr", reader.language),
        error=catalogue.amount(float(error[-1]), "mnkr", reader.language),
        year=found.years[-1],
    )


def assumes(found: Simulation, reader: Reader) -> tuple[str, ...]:
    """Draws, seed, how errors are drawn, and what is known of past deficits."""
    return (
        reader.text(
            f"assumes.uncertainty.{found.method}",
            draws=_count(found.draws, reader),
            seed=found.seed,
        ),
        reader.text("assumes.sizes"),
        *(_recorded(key, by, reader) for key, by in found.uncertainty.records.items()),
        reader.text("assumes.draws_unlinked"),
        _held(found, reader),
        *_untested(found, reader),
        *(reader.text("assumes.restoring") for goal, _ in found.tests[-1:] if goal == RESTORING),
        *(
            reader.text(
                "assumes.event",
                event=getattr(event.label, reader.language),
                value=catalogue.amount(event.amount, event.unit, reader.language),
                share=catalogue.amount(100 * event.probability, "pct", reader.language, 0),
            )
            for event in found.uncertainty.file.events.values()
        ),
    )


def _count(number: int, reader: Reader) -> str:
    return catalogue.number(number, "count", reader.language, 0)


def _recorded(key: str, by: Errors, reader: Reader) -> str:
    """Which sizes come from forecasts with outcomes."""
    sizes = [f"{catalogue.number(size_of(e), 'pct', reader.language)} ({h})" for h, e in by.items()]
    return reader.text(
        "assumes.recorded",
        label=assumption_label(key, reader.language),
        number=sum(map(len, by.values())),
        sizes=", ".join(sizes),
    )


def _held(found: Simulation, reader: Reader) -> str:
    """How many drawn values would have ended out of bounds, and what was done with them."""
    if not found.held:
        return reader.text("assumes.held.none")
    counts = [
        f"{assumption_label(name, reader.language)} {_count(count, reader)}"
        for name, count in found.held.items()
    ]
    listed = catalogue.enumerate_words(counts, reader.language)
    return reader.text("assumes.held", counts=listed, draws=_count(found.drawn, reader))


def drawn_lines(found: Simulation) -> list[str]:
    """The lines that have a panel each."""
    return [line for line in DRAWN if line in found.lines] or [found.result]


def _untested(found: Simulation, reader: Reader) -> tuple[str, ...]:
    """The goals whose risk nothing known moves, so that no draw tells it."""
    tested, plan = {goal for goal, _ in found.tests}, found.uncertainty.plan
    left = [goal_label(plan, goal, reader.language) for goal in plan.goals if goal not in tested]
    listed = catalogue.enumerate_words(left, reader.language)
    return (reader.text("assumes.untested", goals=listed),) if left else ()


def draw_fans(found: Simulation, view: Lines) -> "Figure":
    """A panel a line: the middle line, the inner and the outer range, and the plan as dots."""
    lines, years = drawn_lines(found), found.years
    titles = [f"{view.label(n)}, {view.text(f'unit.{catalogue.unit(n)}')}" for n in lines]
    heading = bands_of(found, view)
    if len(lines) > 1:
        heading += f"; {view.text('chart.own_scales')}"
    figure, panels = theme.panels(titles, min(2, len(lines)), heading)
    for axes, line in zip(panels, lines, strict=True):
        _fan_of(axes, found, view, line)
        theme.numbers(axes.yaxis, catalogue.unit(line), view.language)
        theme.steps(axes.yaxis, 4)
        axes.set_xticks(years[:: max(1, len(years) - 1)])
    return figure


def bands_of(found: Simulation, view: Lines) -> str:
    """What the bands and the dots of a fan are."""
    return f"{_bands(found, view.language)}, {view.text('chart.fan_dots')}"


def _bands(found: Simulation, language: str) -> str:
    return bands([100 * share for share in found.uncertainty.file.percentiles], language)


def _fan_of(axes: "Axes", found: Simulation, view: Lines, line: str) -> None:
    """The ranges of a line, its middle, and the plan as dots."""
    ranges = fan(found, line)
    middle = len(ranges) // 2
    for i in range(middle):
        axes.fill_between(found.years, ranges[i], ranges[-1 - i], color=theme.BLUE, alpha=0.2, lw=0)
    axes.plot(found.years, ranges[middle], color=theme.BLUE, lw=2)
    axes.plot(found.years, view.values(line), ls="", marker="o", ms=4, color=theme.ORANGE)
    shapes.near_zero_line(axes)


def describe_fans(answer: Answer) -> str:
    """Which lines have a fan, in what units, and how much of the outcomes its bands hold."""
    return _described(answer, drawn_lines(answer.found))


def _described(answer: Answer, lines: list[str]) -> str:
    view, found = answer.view, answer.found
    named = [f"{within(view.label(n))} ({view.text(f'unit.{catalogue.unit(n)}')})" for n in lines]
    opening = view.text(
        "alt.study.fans",
        lines=catalogue.enumerate_words(named, view.language),
        bands=_bands(found, view.language),
    )
    return " ".join((opening, *answer.said()[:4]))


def draw_risks(found: Simulation, reader: Reader) -> "Figure":
    """The risk that each goal and legal test fails in some year; below a band, room above it."""
    risks = {g: p for (g, year), p in failure_probabilities(found).items() if year is None}
    room = {g: p.value for (g, year), p in room_probabilities(found).items() if year is None}
    ranked = sorted(risks, key=lambda goal: -risks[goal].value)
    names = [goal_label(found.uncertainty.plan, goal, reader.language) for goal in ranked]
    figure, axes = rows(names, [1 + (goal in room) for goal in ranked])
    for row, goal in enumerate(ranked):
        shares = [(risks[goal].value, theme.ORANGE)]
        shares += [(room[goal], theme.GREEN)] if goal in room else []
        for (share, colour), offset in zip(shares, _offsets(len(shares)), strict=True):
            height = BAR / len(shares)
            axes.barh(row + offset, 100 * share, color=colour, height=height, zorder=2)
            axes.annotate(
                catalogue.amount(100 * share, "pct", reader.language, 0),
                (100 * share, row + offset), xytext=(4, 0), textcoords="offset points",
                va="center", fontsize=theme.LETTERS, color=colour,
            )  # fmt: skip
    axes.set_xlim(0, 112)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(number_ticks("pct", reader, 0))
    key(axes, reader.text("chart.risks_key"))
    return figure


def _offsets(count: int) -> tuple[float, ...]:
    """Where bars lie around the middle of their row."""
    return (0.0,) if count == 1 else (-BAR / 4, BAR / 4)


def at_risk(answer: Answer) -> str:
    """The goal of the plan, or of the law, that is most likely to be missed in some year."""
    chances = _chances(answer)
    key_ = "says.at_risk" if len(chances) > 1 else "says.at_risk.only"
    return answer.view.text(key_, **chances[0])


def others_at_risk(answer: Answer) -> str:
    """The chances of the other goals, and the range of the result."""
    reader, others = answer.view, _chances(answer)[1:]
    listed = catalogue.enumerate_words(
        [reader.text("says.at_risk.goal", **chance) for chance in others], reader.language
    )
    said = [reader.text("says.at_risk.then", goals=listed)] if others else []
    return " ".join([*said, answer.says["fan"]])


def _chances(answer: Answer) -> list[dict[str, str]]:
    """The goals that the first page counts and how likely each is to be missed in some year, the
    most likely first. That deficits are restored in time stands with the question alone: what a
    plan is said to meet, and what it takes, is told without it."""
    found, language = answer.found, answer.view.language
    plan, risks = found.uncertainty.plan, failure_probabilities(found)
    goals = (goal for goal, year in risks if year is None and goal in plan.goals)
    named = [goal for goal in goals if plan.goals[goal].kind in AIMED]
    return [
        {
            "goal": within(goal_label(plan, goal, language)),
            "share": catalogue.amount(100 * risks[goal, None].value, "pct", language, 0),
        }
        for goal in sorted(named, key=lambda goal: -risks[goal, None].value)
    ]


def draw_fan(found: Simulation, view: Lines) -> "Figure":
    """The range of the result with the share of the outcomes that lie below each edge."""
    drawn, axes = shapes.year_axes(view, catalogue.unit(found.result))
    theme.head(axes, bands_of(found, view))
    _fan_of(axes, found, view, found.result)
    ranges, shares = fan(found, found.result), found.uncertainty.file.percentiles
    ends = [
        (float(edge[-1]), view.text("chart.fan_below", share=_whole(share, view)), theme.BLUE)
        for edge, share in zip(ranges, shares, strict=True)
    ]
    theme.name_beside(axes, ends)
    return drawn


def _whole(share: float, reader: Reader) -> str:
    return catalogue.amount(100 * share, "pct", reader.language, 0)


def fan_chart(ask_: Callable[..., Answer]) -> Chart[Answer]:
    """The first page's picture of what can go wrong, from the same draws as the question."""
    told = Picture("result_fan", draw_fan, "uncertainty_fan", "fan", RESULTS).chart(ask_)
    return replace(
        told,
        says=at_risk,
        describe=lambda answer: _described(answer, [answer.found.result]),
        more=others_at_risk,
        note=lambda answer: answer.view.text("chart.fan_note"),
    )


AIMED = ("plan", "law")
"""Kinds of goals that the first page tells the chances of; derived ones stand in the question."""
PICTURES = (
    Picture(
        "fans", draw_fans, "uncertainty_fan", "fan", (*RESULTS, *DRAWN[1:]), describe=describe_fans
    ),
    Picture("risks", draw_risks, "uncertainty_goals", "largest"),
)


def drawn(view: View) -> dict[str, object]:
    """The draws of a page, and what is told of them."""
    file = load_uncertainty(view.projection.plan).file
    return {
        "draws": _count(DRAWS, view),
        "seed": SEED,
        "tail": _whole(file.tail, view),
        "share": _whole(CONFIDENCE, view),
    }


METHODS = (
    Method("uncertainty_fan", CHAPTER, DRAWN, drawn, error_sizes),
    Method("uncertainty_goals", CHAPTER, DRAWN, drawn, error_sizes),
    Method("uncertainty_shortfall", CHAPTER, RESULTS, drawn, error_sizes),
    Method("uncertainty_coverage", CHAPTER, parts=error_sizes),
)

QUESTION = Question(
    "uncertainty",
    ask,
    (Asked("uncertainty", ask, PICTURES),),
    more=Shows(charts=(fan_chart(once(ask)),)),
    methods=METHODS,
)
SHOWS = QUESTION.shows
