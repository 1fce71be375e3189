"""How it stands (*läget*): the first page's sentence and figure of the goals, year by year."""

from dataclasses import dataclass

import numpy as np

from analysis import catalogue
from analysis.errors import verbatim
from analysis.model.goal_results import GoalResult
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.missing import Lacking
from analysis.report.blocks.parts import parts_of
from analysis.report.blocks.table import Table
from analysis.report.blocks.view import View, outlook_years, years_where
from analysis.report.chapters.goals import tables
from analysis.report.chapters.goals.figures import Cell, draw_standing

COUNTED = ("plan", "law")
"""Kinds of goals that the sentence counts, each on its own."""


@dataclass(frozen=True)
class Standing:
    """The tests of a view by goal: the same in the sentence, the figure and its table."""

    view: View
    results: dict[str, list[GoalResult]]


def standing(view: View) -> Standing:
    """The plan's own goals and the law's, that probabilities and levers are told of too; derived
    ones where it has no others. Raises Lacking, with what the plan does show, where none is tested.
    """
    results = tables.by_goal(view)
    if results:
        counted = {name: tests for name, tests in results.items() if tests[0].kind in COUNTED}
        return Standing(view, counted or results)
    parts = parts_of(view)
    held = [name for name in ("frames", "investments", "measures") if getattr(parts, name)]
    said = view.text("headline.goals.none")
    if held:
        names = [view.text(f"standing.holds.{name}") for name in held]
        listed = catalogue.enumerate_words(names, view.language)
        said += " " + view.text("standing.holds", parts=listed)
    raise Lacking(verbatim(said))


def says(found: Standing) -> str:
    """How many of the plan's own goals and of the law's are met, in plan years and the outlook."""
    view, parts = found.view, []
    for stage in tables.STAGES:
        counts = [count for kind in COUNTED if (count := _count(found, kind, stage))]
        if counts:
            listed = catalogue.enumerate_words(counts, view.language)
            years = catalogue.year_span(_years(found, stage), view.language)
            parts.append(view.text(f"standing.in.{stage}", counts=listed, years=years))
    return " ".join(parts) if parts else view.text("standing.derived")


def _years(found: Standing, stage: str) -> list[int]:
    """The years of the tests that fall in a stage."""
    tests = (tables.of_stage(found.view, own, stage) for own in found.results.values())
    return sorted({year for own in tests for test in own for year in test.years})


def _count(found: Standing, kind: str, stage: str) -> str:
    tests = [
        own
        for results in found.results.values()
        if results[0].kind == kind and (own := tables.of_stage(found.view, results, stage))
    ]
    if not tests:
        return ""
    met = sum(not tables.failing_years(own) for own in tests)
    key = f"standing.{kind}"
    if len(tests) == 1:
        key += "_met" if met else "_missed"
    return found.view.text(key, met=met, count=len(tests))


def describe(found: Standing) -> str:
    """The figure in words: for each goal the years in which it is missed."""
    view, said = found.view, []
    for goal, results in found.results.items():
        failed = tables.failing_years(results)
        key = "standing.alt_missed" if failed else "standing.alt_met"
        years = catalogue.year_span(failed, view.language) if failed else ""
        said.append(view.text(key, goal=tables.goal_label(view, goal), years=years))
    return " ".join([view.text("standing.alt"), *said])


def given(found: Standing) -> tuple[object, ...]:
    """Years, where the outlook begins, names and cells, in plain data."""
    view = found.view
    years, outlook = view.years, outlook_years(view)
    place = years.index(outlook[0]) if outlook else len(years)
    names, cells = [], []
    for goal, results in found.results.items():
        unit = catalogue.text(f"unit.{results[0].unit}", view.language)
        names.append(view.text("standing.row", goal=tables.goal_label(view, goal), unit=unit))
        cells.append([_cell(view, test) for test in results])
    return years, place, names, cells


def _cell(view: View, test: GoalResult) -> Cell:
    places = [view.years.index(year) for year in test.years if year in view.years]
    number = catalogue.number(float(test.value), test.unit, view.language)
    mark = "" if test.passed else "✗ "
    return Cell(min(places), max(places), f"{mark}{number}", bool(test.passed))


def cash(found: Standing) -> str:
    """The year in which the money in the account runs out, where it does."""
    view = found.view
    if "cash" not in view.projection.lines:
        return ""
    below = years_where(view, np.round(view.values("cash")) < 0)
    return view.text("standing.cash", year=below[0]) if below else ""


def _note(found: Standing) -> str:
    """How the figure is read: of an outlook only where there is one."""
    said = found.view.text("standing.note")
    more = outlook_years(found.view) and found.view.text("standing.note_outlook")
    return f"{said} {more}" if more else said


def _table(found: Standing) -> Table:
    return tables.goals_by_year(found.view, found.results)


CHARTS = (
    Chart(
        "standing",
        standing,
        draw_standing,
        says,
        describe,
        _table,
        given,
        cash,
        note=_note,
    ),
)
