"""What comparisons and bridges say, in sentences generated from their numbers."""

import numpy as np

from analysis import catalogue
from analysis.model.projection import Projection
from analysis.report.blocks.sheets import goal_label, group_label
from analysis.study.bridge import Bridge, scenario_titles
from analysis.study.compare import Comparison, first_failure, years_over
from analysis.study.published_bridge import PrintedBridge
from analysis.study.sheet import unit_of_change


def amount(value: float, unit: str, language: str, signed: bool = False) -> str:
    """A value with its unit in running text."""
    write = catalogue.signed if signed else catalogue.number
    key = f"unit.{unit}.amount"
    if not catalogue.has_text(key):
        return f"{write(value, unit, language)} {catalogue.text(f'unit.{unit}', language)}"
    return catalogue.text(key, language, number=write(value, unit, language))


def says_compare(answer: Comparison, language: str) -> list[str]:
    """For each scenario: what it does to the last year's result, and goals it newly fails."""
    line = "balanced_budget_result"
    if line not in answer.lines:
        line = answer.lines[0]
    unit, said = catalogue.unit(line), _range(answer, line, language)
    for other, change in zip(answer.projections[1:], answer.difference(line), strict=True):
        said.append(
            catalogue.text(
                "says.compare",
                language,
                scenario=scenario_titles(other.scenario)[language],
                label=catalogue.label(line, language),
                year=answer.base.years[-1],
                base=amount(float(answer.base.lines[line][-1]), unit, language),
                now=amount(float(other.lines[line][-1]), unit, language),
                change=amount(float(change[-1]), unit_of_change(unit), language, signed=True),
            )
        )
        said += _new_failures(answer, other, language)
        said += _new_room(answer, other, language)
    return said


def _new_failures(answer: Comparison, other: Projection, language: str) -> list[str]:
    title = scenario_titles(other.scenario)[language]
    earlier = {}
    for goal in answer.base.plan.goals:
        before, now = first_failure(goal, answer.base), first_failure(goal, other)
        if now is not None and (before is None or now < before):
            earlier[goal] = now
    if not earlier:
        return [catalogue.text("says.compare.no_new", language, scenario=title)]
    goals = [
        catalogue.text(
            "says.compare.goal", language, goal=goal_label(other.plan, g, language), year=year
        )
        for g, year in earlier.items()
    ]
    listed = catalogue.enumerate_words(goals, language)
    return [catalogue.text("says.compare.new", language, scenario=title, goals=listed)]


def _new_room(answer: Comparison, other: Projection, language: str) -> list[str]:
    """The bands that the scenario exceeds in years in which the base does not."""
    found = []
    for goal in answer.base.plan.goals:
        if added := sorted({*years_over(goal, other)} - {*years_over(goal, answer.base)}):
            years = catalogue.year_span(added, language)
            label = goal_label(other.plan, goal, language)
            found.append(
                catalogue.text("says.compare.room_goal", language, goal=label, years=years)
            )
    if not found:
        return []
    title = scenario_titles(other.scenario)[language]
    listed = catalogue.enumerate_words(found, language)
    return [catalogue.text("says.compare.room", language, scenario=title, goals=listed)]


def _range(answer: Comparison, line: str, language: str) -> list[str]:
    """The lowest and the highest of several scenarios in the last year."""
    if len(answer.projections) < 3:
        return []
    ends = {
        float(p.lines[line][-1]): scenario_titles(p.scenario)[language]
        for p in answer.projections[1:]
    }
    unit = catalogue.unit(line)
    return [
        catalogue.text(
            "says.compare.range",
            language,
            label=catalogue.label(line, language),
            year=answer.base.years[-1],
            number=len(answer.projections) - 1,
            base=amount(float(answer.base.lines[line][-1]), unit, language),
            low=amount(min(ends), unit, language),
            lowest=ends[min(ends)],
            high=amount(max(ends), unit, language),
            highest=ends[max(ends)],
        )
    ]


def assumes_compare(answer: Comparison, language: str) -> list[str]:
    """On what the comparison rests."""
    return [
        catalogue.text("assumes.compare.plan", language, plan=answer.base.plan.name),
        catalogue.text("assumes.add_factors", language),
    ]


def says_bridge(bridge: Bridge, language: str, year: int | None = None) -> list[str]:
    """The whole difference in one year and its largest part."""
    column = -1 if year is None else bridge.years.index(year)
    unit = catalogue.unit(bridge.line)
    change = float(bridge.end[column] - bridge.start[column])
    common = {
        "label": catalogue.label(bridge.line, language),
        "year": bridge.years[column],
        "start_name": bridge.titles[0][language],
        "end_name": bridge.titles[1][language],
        "start": amount(float(bridge.start[column]), unit, language),
        "end": amount(float(bridge.end[column]), unit, language),
    }
    if not bridge.players:
        return [catalogue.text("says.bridge.same", language, **common)]
    said = [catalogue.text("says.bridge", language, **common)]
    largest = int(np.argmax(np.abs(bridge.parts.values[:, column])))
    said.append(
        catalogue.text(
            "says.bridge.largest",
            language,
            part=group_label(bridge.players[largest], language),
            value=amount(
                float(bridge.parts.values[largest, column]), unit_of_change(unit), language, True
            ),
            change=amount(change, unit_of_change(unit), language, signed=True),
        )
    )
    return said


def assumes_bridge(bridge: Bridge, language: str) -> list[str]:
    """How the parts are found, and what the players are."""
    keys = [f"assumes.bridge.{bridge.kind}"]
    keys.append("assumes.bridge.exact" if bridge.parts.exact else "assumes.bridge.sampled")
    return [catalogue.text(key, language) for key in keys]


def says_printed_bridge(bridge: PrintedBridge, language: str) -> list[str]:
    """What the printed changes sum to and what they leave, by year."""
    said = []
    for column, year in enumerate(bridge.years):
        said.append(
            catalogue.text(
                "says.bridge.printed",
                language,
                year=year,
                opening=amount(float(bridge.of_kind("opening")[0][column]), "mnkr", language),
                closing=amount(float(bridge.of_kind("closing")[0][column]), "mnkr", language),
                ours=amount(bridge.ours[column], "mnkr", language),
                left=catalogue.signed(float(bridge.unexplained[column]), "mnkr", language, 1),
            )
        )
    return said


def assumes_printed_bridge(language: str) -> list[str]:
    """Where the rows come from, and what the rest is."""
    return [catalogue.text("assumes.bridge.printed", language)]
