"""`regionkalkyl uncertainty`: ranges, and the risk that goals and legal tests fail."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import common


class Method(StrEnum):
    """How errors are drawn."""

    random = "random"
    quasi = "quasi"


def register(app: typer.Typer) -> None:
    app.command(name="uncertainty", help="Ranges, and the risk that each goal fails.")(
        uncertainty_command
    )


def uncertainty_command(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    draws: Annotated[int, typer.Option("--draws", "-n", min=2, help="Number of draws.")] = 20_000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws.")] = 1,
    method: Annotated[Method, typer.Option("--method", help="random or quasi.")] = Method.random,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes.")] = 1,
    line: Annotated[
        list[str] | None, typer.Option("--line", help="A line whose range to show. Repeatable.")
    ] = None,
    sizes: Annotated[Path | None, typer.Option("--sizes", help="Your own uncertainty.yml.")] = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Monte Carlo over the errors of all assumptions. The seed decides, not the workers."""
    from analysis.cli.answers import asked, print_answer
    from analysis.inputs.uncertainty import load_uncertainty
    from analysis.report.answers.words_risk import assumes_uncertainty, says_uncertainty
    from analysis.study.risk import sheets
    from analysis.study.uncertainty import FAN_LINES, simulate

    calibration, given = asked(plan, scenario, change, set_)
    errors = load_uncertainty(calibration.plan, sizes)
    answer = simulate(
        calibration, given, errors, draws, seed, line or FAN_LINES, method.value, workers
    )
    told = says_uncertainty(answer, language), assumes_uncertainty(answer, language)
    print_answer(sheets(answer), calibration.plan, format_, language, *told)
