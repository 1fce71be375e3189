"""What it takes to meet a goal (*målsökning*): lever by lever, or the cheapest mix of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import catalogue
from analysis.errors import InputError, Message
from analysis.inputs.levers import chosen, load_levers
from analysis.inputs.parameters import year_range
from analysis.questions.made_of import levers
from analysis.report.blocks import theme
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.method import Method
from analysis.report.blocks.missing import unanswered
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.rows import BAR, key, number_ticks, rows
from analysis.report.blocks.view import Reader, View, budget_years, once, outlook_years
from analysis.study.aims import Aim
from analysis.study.goalseek import Found, Seek, problem_of, seek
from analysis.study.goalseek_joint import Mix, seek_mix
from analysis.study.labels import goal_label, lever_label, within

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def ask(
    view: View,
    goals: Annotated[
        list[str], typer.Argument(help="Goals of the plan, or lines with bounds as 'cash>=0'.")
    ],
    years: Annotated[str, typer.Option("--years", "-y", help="A year or a range, as 2027-2030.")],
    start: Annotated[
        int | None, typer.Option("--from", help="First year in which levers are pulled.")
    ] = None,
    lever: Annotated[
        list[str] | None, typer.Option("--lever", help="Only this lever. Repeatable.")
    ] = None,
    mix: Annotated[bool, typer.Option("--mix", help="All levers together, least cost.")] = False,
    weight: Annotated[
        list[str] | None, typer.Option("--weight", help="lever=weight, for --mix. Repeatable.")
    ] = None,
) -> Answer:
    """The needed change of each lever alone, or the cheapest mix of them."""
    asked = view.projection
    given, when = (asked.calibration, asked.scenario), _years(years)
    levers = chosen(load_levers(asked.plan), lever or [])
    if weight and not mix:
        raise InputError(
            Message("{option} is used with {other} alone", option="--weight", other="--mix")
        )
    if not mix:
        return answered(view, seek(*given, levers, goals, when, start))
    problem = problem_of(*given, goals, when, start)
    found = seek_mix(problem, levers, _weights(weight or []))
    assumes = tuple(view.text(f"assumes.{name}") for name in ("mix", "levers"))
    begins = view.text("assumes.seek_start", start=problem.start)
    said = _says_mix(found, view, problem.aims)
    return Answer(view, found, said, (assumes[0], begins, assumes[1]), found.sheets())


CASH = "cash>=0"
MEASURED = {
    "balanced_budget": "balanced_budget_result",
    CASH: "cash",
    "self_financing": "self_financing_ratio",
}
"""The line that each goal of the page is about."""


def on_page(view: View, goal: str) -> Answer:
    """All levers for a goal: over the outlook when there is one, pulled from the second year.

    Self-financing is a goal of the budget years, and asked about from the first of them. Raises
    Lacking where the plan tests no such goal and holds no such line.
    """
    asked, years = view.projection, view.years
    levers, second = load_levers(asked.plan), years[min(1, len(years) - 1)]
    line = MEASURED[goal]
    tested = {result.id for result in asked.goals} | {CASH} & {f"{each}>=0" for each in asked.lines}
    if goal not in tested:
        raise unanswered(view, view.text("seek.not_tested", line=within(view.label(line))))
    wanted, start = outlook_years(view) or years[1:] or years, second
    if goal == "self_financing":
        wanted, start = budget_years(view) or years, years[0]
    found = seek(asked.calibration, asked.scenario, levers, [goal], wanted, start)
    return answered(view, found)


@dataclass(frozen=True)
class Taken:
    """What it takes to meet every goal: each lever alone, and the cheapest mix of them."""

    seek: Seek
    mix: Mix


def every_goal(view: View) -> Answer:
    """What meets all the plan's own goals and legal tests, pulled from the second year.

    Answers as `seek` and `seek --mix` do. Raises Lacking where no goal can be tested.
    """
    asked, years = view.projection, view.years
    tested = {result.id for result in asked.goals}
    named = asked.plan.goals.items()
    goals = [name for name, goal in named if goal.kind in AIMED and name in tested]
    if not goals:
        raise unanswered(view, view.text("seek.no_goals"))
    levers, second = load_levers(asked.plan), years[min(1, len(years) - 1)]
    wanted = years[1:] or years
    _refuse_too_early(view, goals, wanted)
    found = seek(asked.calibration, asked.scenario, levers, goals, wanted, second)
    problem = problem_of(asked.calibration, asked.scenario, goals, wanted, second)
    mix = seek_mix(problem, found.levers, {})
    told = answered(view, found)
    said = {"all": _each_alone(found, view), "mix": _together(found, mix, view), **told.says}
    return replace(told, found=Taken(found, mix), says=said, sheets=(*told.sheets, *mix.sheets()))


def _refuse_too_early(view: View, goals: list[str], wanted: tuple[int, ...]) -> None:
    """Raise Lacking where the goals are tested in years alone in which no lever is pulled yet."""
    tested = sorted({y for r in view.projection.goals if r.id in goals for y in r.years})
    if not set(tested) & set(wanted):
        years = catalogue.year_span(tested, view.language)
        raise unanswered(view, view.text("seek.too_early", years=years, start=wanted[0]))


def _each_alone(found: Seek, view: View) -> str:
    """The levers that meet every goal alone: those that take least of their range, by pull."""
    span = catalogue.year_span(found.aims[0].years, view.language)
    if all(each.status == "met" for each in found.found):
        return view.text("says.all.met", years=span)
    enough = sorted(
        (each for each in found.found if each.value),
        key=lambda each: abs(each.value or 0.0) / _span(found, each.lever),
    )
    alone = [_pull(each.lever, each.value or 0.0, found, view) for each in enough[:FEW]]
    key_ = "says.all.alone" if alone else "says.all.none"
    return view.text(key_, levers="; ".join(alone), years=span, start=found.start)


def _any_alone(answer: Answer) -> str:
    """How many levers meet every goal alone; how much it takes of each is seen in the figure."""
    found = answer.found.seek
    enough = sum(bool(each.value) for each in found.found)
    if not enough:
        return answer.says["all"]
    key_ = "says.all.any" if enough > 1 else "says.all.any_one"
    levers = len(found.found)
    return answer.view.text(key_, count=enough, levers=levers, start=found.start)


def _together(found: Seek, mix: Mix, view: View) -> str:
    """The cheapest mix, without what it hardly uses; nothing where there is none."""
    used = {
        name: value
        for name, value in (mix.positions or {}).items()
        if abs(value) > SLIGHT * _span(found, name)
    }
    if not used:
        return ""
    parts = [_pull(name, value, found, view) for name, value in used.items()]
    return view.text("says.all.mix", levers=catalogue.enumerate_words(parts, view.language))


def _span(found: Seek, lever: str) -> float:
    return max(found.levers[lever].high, -found.levers[lever].low)


def _pull(lever: str, value: float, found: Seek, view: View) -> str:
    spec = found.levers[lever]
    name = within(str(getattr(spec.label, view.language)))
    return f"{name} {pull_words(value, spec.unit, view.language)}"


def _years(text: str) -> list[int]:
    bounds = year_range(text)
    if bounds is None:
        raise InputError(
            Message("this is not a year"), value=text, expected=Message("2027 or 2027-2030")
        )
    return list(range(bounds[0], bounds[1] + 1))


def _weights(texts: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            expected = Message("a lever and a number, as tax_rate=2")
            raise InputError(
                Message("this is not a weight"), value=text, expected=expected
            ) from None
    return found


def answered(view: View, found: Seek) -> Answer:
    """The pull of each lever that reaches the goal, and the levers that cannot."""
    reached = sum(each.value is not None for each in found.found)
    aims = aims_words(view, found.aims)
    said = {
        "count": view.text("says.seek.count", aims=aims, reached=reached, levers=len(found.found))
    }
    if all(each.status == "met" for each in found.found):
        said["met"] = view.text("says.seek.met")
    else:
        for each in found.found:
            key_ = f"says.seek.{each.status}"
            said[each.lever] = view.text(key_, **_words(found, each, view))
    assumes = (
        view.text("assumes.seek", start=found.start),
        view.text("assumes.levers"),
        view.text("assumes.add_factors"),
    )
    return Answer(view, found, said, assumes, found.sheets())


def aims_words(view: View, aims: tuple[Aim, ...]) -> str:
    """The goals that are aimed at, and the years."""
    years = catalogue.year_span(aims[0].years, view.language)
    return view.text("seek.aims", goals=aimed_at(view, aims), years=years)


def aimed_at(view: View, aims: tuple[Aim, ...]) -> str:
    """What the goals that are aimed at are called."""
    plan, language = view.projection.plan, view.language
    names = list(dict.fromkeys(goal_label(plan, aim.text, language) for aim in aims))
    return catalogue.enumerate_words(names, language)


def _words(found: Seek, each: Found, view: View) -> dict[str, object]:
    lever, plan, language = found.levers[each.lever], view.projection.plan, view.language
    unit = plan.goals[each.binding[0]].unit if each.binding[0] in plan.goals else "mnkr"
    return {
        "lever": lever_label(plan, each.lever, language),
        "value": pull_words(each.best, lever.unit, language),
        "low": pull_words(lever.low, lever.unit, language),
        "high": pull_words(lever.high, lever.unit, language),
        "goal": goal_label(plan, each.binding[0], language),
        "year": catalogue.year_span(each.binding[1], language),
        "short": catalogue.amount(-each.margin, catalogue.unit_of_change(unit), language),
        "start": found.start,
    }


def pull_words(value: float, unit: str, language: str) -> str:
    """A pull of a lever, rounded away from zero: what is said to be enough must be enough."""
    return catalogue.with_unit(catalogue.enough(value, unit, language), unit, language)


def _says_mix(found: Mix, view: View, aims: tuple[Aim, ...]) -> dict[str, str]:
    """The cheapest mix, or that there is none."""
    plan, language = view.projection.plan, view.language
    said = {"aims": aims_words(view, aims)}
    if found.positions is None:
        return said | {"mix": view.text("says.mix.none")}
    pulls = {n: pull_words(v, found.levers[n].unit, language) for n, v in found.positions.items()}
    parts = [f"{lever_label(plan, name, language)} {pull}" for name, pull in pulls.items()]
    listed = catalogue.enumerate_words(parts, language)
    goal = goal_label(plan, found.binding[0], language)
    year = catalogue.year_span(found.binding[1], language)
    return said | {"mix": view.text("says.mix", parts=listed, goal=goal, year=year)}


def draw_taken(taken: Taken, reader: Reader) -> "Figure":
    """How much of its range each lever takes alone to reach every goal."""
    return draw(taken.seek, reader)


def draw(found: Seek, reader: Reader) -> "Figure":
    """How much of its range each lever takes to reach the goal; those that cannot are named."""
    labels = (getattr(found.levers[each.lever].label, reader.language) for each in found.found)
    figure, axes = rows(list(map(str, labels)))
    for row, each in enumerate(found.found):
        lever = found.levers[each.lever]
        if each.value is None:
            words, place, colour = reader.text("word.unreachable"), 0.0, theme.ORANGE
        else:
            span = lever.high if each.value >= 0 else -lever.low
            place, colour = 100 * abs(each.value) / span, theme.INK
            words = pull_words(each.value, lever.unit, reader.language)
            axes.barh(row, place, color=theme.BLUE, height=BAR, zorder=2)
        axes.annotate(
            words, (place, row), xytext=(4, 0), textcoords="offset points",
            va="center", fontsize=theme.LETTERS, color=colour, bbox=theme.BACKING,
        )  # fmt: skip
    axes.set_xlim(0, 150)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_formatter(number_ticks("pct", reader, 0))
    key(axes, reader.text("chart.levers_key"))
    return figure


def _asked(name: str, goal: str) -> Asked:
    return Asked(
        f"seek_{name}", partial(on_page, goal=goal), (Picture(f"levers_{name}", draw, "seek"),)
    )


def _all_levers(of: Callable[..., Answer]) -> Chart[Answer]:
    """The first page's picture of what it takes, with the cheapest mix beneath."""
    told = Picture("levers_all", draw_taken, "seek", "all").chart(of)
    return replace(told, says=_any_alone, more=lambda answer: answer.says["mix"])


AIMED = ("plan", "law")
"""Kinds of goals that must be met together; derived ones follow from them."""
FEW = 4
"""Levers that a sentence names; the figure has them all."""
SLIGHT = 0.02
"""The share of a lever's range below which a mix does without saying so."""
ASKED = (
    _asked("balance", "balanced_budget"),
    _asked("cash", CASH),
    _asked("self_financing", "self_financing"),
    Asked("seek_all", every_goal),
)
"""The goals that the page asks about."""
METHODS = (
    Method("seek", "15_seek", tuple(MEASURED.values()), parts=levers),
    Method("seek_mix", "15_seek", tuple(MEASURED.values()), parts=levers),
)

QUESTION = Question(
    "seek", ask, ASKED, more=Shows(charts=(_all_levers(once(every_goal)),)), methods=METHODS
)
SHOWS = QUESTION.shows
