"""Why a line differs (*brygga*): split over the assumptions, or as the plan itself prints it."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from analysis import catalogue
from analysis.questions.compare import shipped
from analysis.report.blocks.method import Method, unexplained
from analysis.report.blocks.missing import refuse_without
from analysis.report.blocks.question import Answer, Asked, Picture, Question
from analysis.report.blocks.rows import waterfall
from analysis.report.blocks.view import Reader, View
from analysis.study.bridge import Bridge, scenario_bridge, vintage_bridge
from analysis.study.labels import group_label
from analysis.study.opened import open_plan, open_scenario
from analysis.study.published_bridge import PrintedBridge, beside_ours
from analysis.study.uncertainty import RESULT, RESULTS, result_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Players(StrEnum):
    """What the difference is split over."""

    group = "group"
    assumption = "assumption"


def ask(
    view: View,
    line: Annotated[
        str | None, typer.Argument(help="A line item; the plan's result if not given.")
    ] = None,
    against: Annotated[str, typer.Option("--against", help="Where the bridge begins.")] = "base",
    earlier: Annotated[
        str | None, typer.Option("--earlier-plan", help="An earlier vintage to begin from instead.")
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="The bridge that the plan itself prints.")
    ] = False,
    by: Annotated[Players, typer.Option("--by", help="group or assumption.")] = Players.group,
    orders: Annotated[int, typer.Option("--orders", min=2, help="Orders drawn, if many.")] = 2000,
    seed: Annotated[int, typer.Option("--seed", help="Seed of the drawn orders.")] = 1,
) -> Answer:
    """A bridge between two scenarios, two vintages of a plan, or the one that the plan prints."""
    if published:
        return printed(view)
    before = view.projection.calibration if earlier is None else open_plan(earlier)
    start, end = open_scenario(before, against), view.projection
    line = line or result_line(end.calibration)
    if earlier is None:
        return answered(view, scenario_bridge(start, end, line, Players(by).value, orders, seed))
    return answered(view, vintage_bridge(start, end, line))


def on_page(view: View) -> Answer:
    """From the base to the scenario; for the plan itself, to the shipped scenario that moves most
    groups of assumptions. Raises Lacking without the line that is explained."""
    line = next((line for line in RESULTS if line in view.lines), RESULT)
    refuse_without(view, "missing.chart", (line,))
    if view.base is not None:
        return answered(view, scenario_bridge(view.base, view.projection, line))
    bridges = [scenario_bridge(view.projection, other, line) for other in shipped(view)]
    own = scenario_bridge(view.projection, view.projection, line)
    return answered(view, max([own, *bridges], key=lambda bridge: len(bridge.players)))


def answered(view: View, found: Bridge) -> Answer:
    """How the parts are found, and what the players are."""
    keys = (found.kind, "exact" if found.parts.exact else "sampled")
    assumes = tuple(view.text(f"assumes.bridge.{key}") for key in keys)
    return Answer(view, found, says(found, view), assumes, found.sheets())


def says(found: Bridge, reader: Reader) -> dict[str, str]:
    """The whole difference in the last year and its largest part."""
    unit, language = catalogue.unit(found.line), reader.language
    places = catalogue.places_apart(float(found.start[-1]), float(found.end[-1]), unit)
    common = {
        "label": reader.label(found.line),
        "year": found.years[-1],
        "start_name": found.titles[0][language],
        "end_name": found.titles[1][language],
        "start": catalogue.amount(float(found.start[-1]), unit, language, decimals=places),
        "end": catalogue.amount(float(found.end[-1]), unit, language, decimals=places),
    }
    if not found.players:
        key = "alone" if common["start_name"] == common["end_name"] else "same"
        return {"change": reader.text(f"says.bridge.{key}", **common)}
    largest, apart = (
        int(np.argmax(np.abs(found.parts.values[:, -1]))),
        catalogue.unit_of_change(unit),
    )
    change = float(found.end[-1] - found.start[-1])
    return {
        "change": reader.text("says.bridge", **common),
        "largest": reader.text(
            "says.bridge.largest",
            part=group_label(found.players[largest], language),
            value=catalogue.amount(
                float(found.parts.values[largest, -1]), apart, language, sign=True, decimals=places
            ),
            change=catalogue.amount(change, apart, language, sign=True, decimals=places),
        ),
    }


def printed(view: View) -> Answer:
    """What the printed changes sum to and what they leave, by year."""
    found, language = beside_ours(view.projection), view.language
    said = {
        str(year): view.text(
            "says.bridge.printed",
            year=year,
            opening=catalogue.amount(float(found.of_kind("opening")[0][column]), "mnkr", language),
            closing=catalogue.amount(float(found.of_kind("closing")[0][column]), "mnkr", language),
            ours=catalogue.amount(found.ours[column], "mnkr", language),
            left=catalogue.signed(float(found.unexplained[column]), "mnkr", language, 1),
        )
        for column, year in enumerate(found.years)
    }
    return Answer(view, found, said, (view.text("assumes.bridge.printed"),), found.sheets())


def draw(found: Bridge, reader: Reader) -> "Figure":
    """A waterfall in the last year: from the start over each part to the end."""
    names = [group_label(player, reader.language) for player in found.players]
    parts = [float(v) for v in found.parts.values[:, -1]]
    ranked = sorted(zip(parts, names, strict=True), key=lambda pair: -abs(pair[0]))
    steps = [(name, value) for value, name in ranked]
    first, last = (title[reader.language] for title in found.titles)
    start, end = (first, float(found.start[-1])), (last, float(found.end[-1]))
    return waterfall(reader, catalogue.unit(found.line), start, steps, end)


MOST = 8
"""Printed changes that a figure shows each for itself; the table has all."""


def draw_printed(found: PrintedBridge, reader: Reader) -> "Figure":
    """The printed bridge of the first year: the largest changes, and the others as one."""
    opening, closing = (float(found.of_kind(k)[0][0]) for k in ("opening", "closing"))
    steps = [
        (name, float(values[0]))
        for name, kind, values in found.rows
        if kind == "change" and values[0]
    ]
    steps = largest(steps, reader)
    left = float(found.unexplained[0])
    steps += [(reader.text("word.unexplained"), left)] if abs(left) >= 0.05 else []
    first = reader.text("chart.earlier_plan"), opening
    last = reader.text("chart.this_plan", year=found.years[0]), closing
    return waterfall(reader, "mnkr", first, steps, last)


def largest(steps: list[tuple[str, float]], reader: Reader) -> list[tuple[str, float]]:
    """The largest changes in the order of the print, and the sum of the others last."""
    if len(steps) <= MOST + 1:
        return steps
    kept = sorted(steps, key=lambda step: -abs(step[1]))[:MOST]
    others = [value for name, value in steps if (name, value) not in kept]
    named = reader.text("chart.other_changes", count=len(others))
    return [*(step for step in steps if step in kept), (named, sum(others))]


METHODS = (
    Method("bridge", "12_bridge", RESULTS),
    Method("bridge_error", "12_bridge", RESULTS),
    Method("bridge_published", "12_bridge", RESULTS, formula=unexplained),
)
QUESTION = Question(
    "bridge",
    ask,
    (
        Asked("bridge", on_page, (Picture("bridge", draw, "bridge"),)),
        Asked(
            "bridge_printed",
            printed,
            (Picture("bridge_printed", draw_printed, "bridge_published"),),
        ),
    ),
    methods=METHODS,
)
SHOWS = QUESTION.shows
