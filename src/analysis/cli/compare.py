"""`regionkalkyl compare`: scenarios side by side."""

from typing import Annotated

import typer

from analysis.cli import common


def register(app: typer.Typer) -> None:
    app.command(name="compare", help="Compare scenarios line by line and goal by goal.")(
        compare_command
    )


def compare_command(
    scenarios: Annotated[list[str], typer.Argument(help="Scenarios to hold against the base.")],
    plan: common.PlanOption = common.DEFAULT_PLAN,
    base: Annotated[str, typer.Option("--base", help="What they are held against.")] = "base",
    line: Annotated[
        list[str] | None, typer.Option("--line", help="A line to show. Repeatable.")
    ] = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Lines, goals and the first year in which each goal fails."""
    from analysis.cli.answers import calibrated, print_answer
    from analysis.inputs.scenario import load_scenario
    from analysis.model.projection import project
    from analysis.report.answers.words_change import assumes_compare, says_compare
    from analysis.study.compare import compare

    calibration = calibrated(plan)
    found = calibration.plan
    names = [base, *scenarios]
    answer = compare([project(calibration, load_scenario(n, found)) for n in names], line or ())
    says = says_compare(answer, language)
    print_answer(answer.sheets(), found, format_, language, says, assumes_compare(answer, language))
