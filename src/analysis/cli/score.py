"""`regionkalkyl score`: plans against the outcomes that a user enters."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import common


def register(app: typer.Typer) -> None:
    app.command(name="score", help="Score plans against outcomes.")(score_command)


def score_command(
    outcomes: Annotated[Path, typer.Argument(help="CSV of outcomes: line;year;value.")],
    plan: Annotated[
        list[str] | None, typer.Option("--plan", "-p", help="A plan (vintage). Repeatable.")
    ] = None,
    scenario: Annotated[str, typer.Option("--scenario", "-s", help="Which scenario.")] = "base",
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Errors by line, year and horizon, and summarised over vintages."""
    from analysis.cli.answers import print_answer
    from analysis.inputs.outcomes import read_outcomes
    from analysis.report.answers.words_later import assumes_score, says_score
    from analysis.study.score import score

    found = read_outcomes(outcomes)
    projections = [common.projected(name, scenario) for name in plan or [common.DEFAULT_PLAN]]
    answer = score(projections, found)
    told = says_score(answer, language), assumes_score(language)
    print_answer(answer.sheets(), projections[0].plan, format_, language, *told)
