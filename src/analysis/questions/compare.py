"""Scenarios side by side (*scenariojämförelse*): lines, goals, and who fails earlier."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from analysis import catalogue
from analysis.catalogue.number_format import NO_VALUE
from analysis.inputs.places import scenario_files
from analysis.model.projection import Projection
from analysis.report.blocks import theme
from analysis.report.blocks.method import Method
from analysis.report.blocks.missing import unanswered
from analysis.report.blocks.parted import parted, titled
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.rows import number_ticks
from analysis.report.blocks.table import Row, Table, table_html
from analysis.report.blocks.view import Lines, View
from analysis.study.bridge import scenario_titles
from analysis.study.compare import Comparison, compare, first_failure, years_over
from analysis.study.labels import goal_label
from analysis.study.opened import open_scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINE = "balanced_budget_result"
COLUMNS = 2


def ask(
    view: View,
    scenarios: Annotated[list[str], typer.Argument(help="Scenarios to hold against the base.")],
    base: Annotated[str, typer.Option("--base", help="What they are held against.")] = "base",
    line: Annotated[
        list[str] | None, typer.Option("--line", help="A line to show. Repeatable.")
    ] = None,
) -> Answer:
    """Lines, goals and the first year in which each goal fails."""
    calibration = view.projection.calibration
    found = [open_scenario(calibration, name) for name in (base, *scenarios)]
    return answered(view, compare(found, line or ()))


def on_page(view: View) -> Answer:
    """The scenario against its base; for the plan itself, every shipped scenario."""
    if view.base is not None:
        return answered(view, compare([view.base, view.projection]))
    others = shipped(view)
    if not others:
        raise unanswered(view, view.text("frames.missing.scenarios"))
    return answered(view, compare([view.projection, *others]))


def shipped(view: View) -> list[Projection]:
    """The scenarios that come with the plan, projected."""
    calibration = view.projection.calibration
    files = scenario_files(calibration.plan.folder).values()
    found = [open_scenario(calibration, path) for path in files]
    return [projection for projection in found if not projection.scenario.is_base]


def answered(view: View, found: Comparison) -> Answer:
    assumes = (
        view.text("assumes.compare.plan", plan=found.base.plan.name),
        view.text("assumes.add_factors"),
    )
    return Answer(view, found, says(found, view.language), assumes, found.sheets())


def shown_line(found: Comparison) -> str:
    """The line that is spoken of and drawn."""
    return LINE if LINE in found.lines else found.lines[0]


def says(found: Comparison, language: str) -> dict[str, str]:
    """For each scenario: what it does to the last year's result, and goals it newly fails."""
    line = shown_line(found)
    unit, said = catalogue.unit(line), _range(found, line, language)
    for other, change in zip(found.projections[1:], found.difference(line), strict=True):
        name, before, now = other.scenario.name, found.base.lines[line][-1], other.lines[line][-1]
        places = catalogue.places_apart(float(before), float(now), unit)
        said[f"result {len(said)} {name}"] = catalogue.text(
            "says.compare",
            language,
            scenario=scenario_titles(other.scenario)[language],
            label=catalogue.label(line, language),
            year=found.base.years[-1],
            base=catalogue.amount(float(before), unit, language, decimals=places),
            now=catalogue.amount(float(now), unit, language, decimals=places),
            change=catalogue.amount(
                float(change[-1]),
                catalogue.unit_of_change(unit),
                language,
                sign=True,
                decimals=places,
            ),
        )
        said[f"goals {len(said)} {name}"] = _new_failures(found, other, language)
        if room := _new_room(found, other, language):
            said[f"room {len(said)} {name}"] = room
    return said


def _new_failures(found: Comparison, other: Projection, language: str) -> str:
    title, goals = scenario_titles(other.scenario)[language], _earlier(found, other, language)
    if not goals:
        return catalogue.text("says.compare.no_new", language, scenario=title)
    listed = catalogue.enumerate_words(goals, language)
    return catalogue.text("says.compare.new", language, scenario=title, goals=listed)


def _earlier(found: Comparison, other: Projection, language: str) -> list[str]:
    """The goals that the scenario misses and the base does not, or later, and from when."""
    earlier = {}
    for goal in found.base.plan.goals:
        before, now = first_failure(goal, found.base), first_failure(goal, other)
        if now is not None and (before is None or now < before):
            earlier[goal] = now
    return [
        catalogue.text(
            "says.compare.goal", language, goal=goal_label(other.plan, g, language), year=year
        )
        for g, year in earlier.items()
    ]


def _new_room(found: Comparison, other: Projection, language: str) -> str:
    bands = _added_room(found, other, language)
    if not bands:
        return ""
    title = scenario_titles(other.scenario)[language]
    listed = catalogue.enumerate_words(bands, language)
    return catalogue.text("says.compare.room", language, scenario=title, goals=listed)


def _added_room(found: Comparison, other: Projection, language: str) -> list[str]:
    """The bands that the scenario exceeds in years in which the base does not."""
    bands = []
    for goal in found.base.plan.goals:
        if added := sorted({*years_over(goal, other)} - {*years_over(goal, found.base)}):
            years = catalogue.year_span(added, language)
            label = goal_label(other.plan, goal, language)
            bands.append(
                catalogue.text("says.compare.room_goal", language, goal=label, years=years)
            )
    return bands


def _range(found: Comparison, line: str, language: str) -> dict[str, str]:
    """The lowest and the highest of several scenarios in the last year."""
    if len(found.projections) < 3:
        return {}
    ends = {
        float(p.lines[line][-1]): scenario_titles(p.scenario)[language]
        for p in found.projections[1:]
    }
    unit = catalogue.unit(line)
    said = catalogue.text(
        "says.compare.range",
        language,
        label=catalogue.label(line, language),
        year=found.base.years[-1],
        number=len(found.projections) - 1,
        base=catalogue.amount(float(found.base.lines[line][-1]), unit, language),
        low=catalogue.amount(min(ends), unit, language),
        lowest=ends[min(ends)],
        high=catalogue.amount(max(ends), unit, language),
        highest=ends[max(ends)],
    )
    return {"range": said}


def draw(found: Comparison, view: Lines) -> "Figure":
    """One panel a scenario: its balanced-budget result, and the base as a dashed line."""
    line, others = shown_line(found), found.projections[1:] or found.projections
    titles = [scenario_titles(other.scenario)[view.language] for other in others]
    unit, base = view.text(f"unit.{catalogue.unit(line)}"), found.base
    heading = view.text("chart.compare", line=view.label(line), unit=unit)
    figure, panels = theme.panels(titles, min(COLUMNS, len(others)), heading, shared=True)
    for axes, other in zip(panels, others, strict=True):
        axes.plot(base.years, base.lines[line], color=theme.GREY, lw=1.2, ls=(0, (3, 2)))
        axes.plot(base.years, other.lines[line], color=theme.BLUE, lw=2)
        axes.axhline(0, color=theme.INK, lw=0.8, zorder=1)
        axes.set_xticks(base.years[:: max(1, len(base.years) - 1)])
        axes.yaxis.set_major_formatter(number_ticks("mnkr", view))
        theme.steps(axes.yaxis, 4)
    return figure


FEW = 2
"""Scenarios that a page compares line by line and tells of in sentences; more stand in a table."""


def page_tables(answer: Answer) -> tuple[Table, ...]:
    """Of many scenarios a table for each line and goal, the line that is drawn open."""
    found: Comparison = answer.found
    lines, goals = answer.sheets
    titles = {
        p.scenario.name: scenario_titles(p.scenario)[answer.view.language]
        for p in found.projections
    }
    if len(found.projections) <= FEW:
        whole, more = (
            titled(table, s, titles)
            for table, s in zip(answer.tables(), answer.sheets, strict=True)
        )
        return whole, more
    return (
        *parted(answer, lines, "line", shown_line(found), titles),
        *parted(answer, goals, "goal", titles=titles),
    )


def page_says(answer: Answer) -> str | Sequence[str]:
    """Of many scenarios a table: the result of each, and the goals that it misses earlier."""
    found: Comparison = answer.found
    if len(found.projections) <= FEW:
        return answer.said()
    return table_html(_overview(found, answer.view))


def _overview(found: Comparison, view: View) -> Table:
    """A row for each scenario: the last year's result, how it differs, goals and bands."""
    line, language = shown_line(found), view.language
    unit = catalogue.unit(line)
    head = ("scenario", "result", "change", "missed", "room")
    heads = (
        view.text(f"compare.{each}", label=view.label(line), year=found.base.years[-1])
        for each in head
    )
    rows = [
        Row(
            scenario_titles(other.scenario)[language],
            (
                catalogue.number(float(other.lines[line][-1]), unit, language),
                catalogue.signed(float(change[-1]), catalogue.unit_of_change(unit), language),
                "; ".join(_earlier(found, other, language)) or NO_VALUE,
                "; ".join(_added_room(found, other, language)) or NO_VALUE,
            ),
        )
        for other, change in zip(found.projections[1:], found.difference(line), strict=True)
    ]
    caption = view.text("compare.caption", unit=view.text(f"unit.{unit}"))
    numeric = (True, True, False, False)
    return Table(caption, tuple(heads), tuple(rows), numeric, made="compare_lines")


PICTURES = (Picture("compare", draw, "compare_lines"),)
METHODS = (
    Method("compare_lines", "11_compare", (LINE, "cash"), whole=True),
    Method("compare_goals", "11_compare", (LINE,)),
)
QUESTION = Question(
    "compare",
    ask,
    (Asked("compare", on_page, PICTURES, page_tables, page_says),),
    ("plan", "horizon"),
    methods=METHODS,
)
SHOWS = QUESTION.shows
