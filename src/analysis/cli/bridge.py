"""`regionkalkyl bridge`: why a line differs, split over the assumptions."""

from enum import StrEnum
from typing import Annotated

import typer

from analysis.cli import common


class Players(StrEnum):
    """What the difference is split over."""

    group = "group"
    assumption = "assumption"


def register(app: typer.Typer) -> None:
    app.command(name="bridge", help="Split a difference over the assumptions behind it.")(
        bridge_command
    )


def bridge_command(
    line: Annotated[str, typer.Argument(help="A line item.")] = "balanced_budget_result",
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
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
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """A bridge between two scenarios, two vintages of a plan, or the one that the plan prints."""
    from analysis.cli.answers import asked, calibrated, print_answer
    from analysis.inputs.scenario import load_scenario
    from analysis.model.projection import project
    from analysis.report.answers import words_change as words
    from analysis.study.bridge import scenario_bridge, vintage_bridge
    from analysis.study.published_bridge import beside_ours

    calibration, given = asked(plan, scenario, change, set_)
    end = project(calibration, given)
    if published:
        printed = beside_ours(end)
        told = words.says_printed_bridge(printed, language), words.assumes_printed_bridge(language)
        print_answer(printed.sheets(), end.plan, format_, language, *told)
        return
    before = calibration if earlier is None else calibrated(earlier)
    start = project(before, load_scenario(against, before.plan))
    if earlier is None:
        bridge = scenario_bridge(start, end, line, by.value, orders, seed)
    else:
        bridge = vintage_bridge(start, end, line)
    told = words.says_bridge(bridge, language), words.assumes_bridge(bridge, language)
    print_answer(bridge.sheets(), end.plan, format_, language, *told)
