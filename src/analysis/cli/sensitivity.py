"""`regionkalkyl sensitivity`: which assumption a figure depends on most."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli import common


class Kind(StrEnum):
    """One at a time, one step each, or all at once."""

    tornado = "tornado"
    steps = "steps"
    sobol = "sobol"


def register(app: typer.Typer) -> None:
    app.command(name="sensitivity", help="Which assumption a figure depends on most.")(
        sensitivity_command
    )


def sensitivity_command(
    line: Annotated[str, typer.Argument(help="A line item.")] = "balanced_budget_result",
    year: Annotated[
        int | None, typer.Option("--year", "-y", help="Last plan year if not given.")
    ] = None,
    kind: Annotated[
        Kind, typer.Option("--kind", "-k", help="tornado, steps or sobol.")
    ] = Kind.tornado,
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    sizes: Annotated[Path | None, typer.Option("--sizes", help="Your own uncertainty.yml.")] = None,
    samples: Annotated[int, typer.Option("--samples", help="Points per factor (sobol).")] = 1024,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed (sobol).")] = 1,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """A tornado, a table of steps, or Sobol indices for one line and year."""
    from analysis.cli.answers import asked, print_answer
    from analysis.inputs.uncertainty import load_uncertainty
    from analysis.report.answers import words_risk as words
    from analysis.study import sensitivity as study
    from analysis.study.sobol import sobol

    calibration, given = asked(plan, scenario, change, set_)
    found = calibration.plan
    errors, when = load_uncertainty(found, sizes), year or found.budget_years[-1]
    if kind is Kind.steps:
        lines = tuple(dict.fromkeys((line, *study.ELASTICITY_LINES)))
        steps = study.elasticities(calibration, given, errors, when, lines)
        told = words.says_elasticities(steps, language), words.assumes_elasticities(steps, language)
        sheets = steps.sheets()
    elif kind is Kind.sobol:
        shares = sobol(calibration, given, errors, line, when, samples, seed)
        told = words.says_sobol(shares, language), words.assumes_sobol(shares, language)
        sheets = shares.sheets()
    else:
        swings = study.tornado(calibration, given, errors, line, when)
        told = words.says_tornado(swings, language), words.assumes_tornado(swings, language)
        sheets = swings.sheets()
    print_answer(sheets, found, format_, language, *told)
