"""`regionkalkyl seek`: what it takes to meet a goal, lever by lever or all together."""

from typing import Annotated

import typer

from analysis.cli import common


def register(app: typer.Typer) -> None:
    app.command(name="seek", help="What it takes to meet a goal.")(seek_command)


def seek_command(
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
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """The needed change of each lever alone, or the cheapest mix of them."""
    from analysis.cli.answers import asked, print_answer
    from analysis.inputs.levers import chosen, load_levers
    from analysis.report.answers import words_decision as words
    from analysis.study.goalseek import problem_of, seek
    from analysis.study.goalseek_joint import seek_mix

    calibration, given = asked(plan, scenario, change, set_)
    found = calibration.plan
    levers, when = chosen(load_levers(found), lever or []), _years(years)
    if mix:
        problem = problem_of(calibration, given, goals, when, start)
        answer = seek_mix(problem, levers, _weights(weight or []))
        told = (
            words.says_mix(answer, found, problem.aims, language),
            words.assumes_mix(problem.start, language),
        )
        print_answer(answer.sheets(), found, format_, language, *told)
        return
    alone = seek(calibration, given, levers, goals, when, start)
    told = words.says_seek(alone, found, language), words.assumes_seek(alone, language)
    print_answer(alone.sheets(), found, format_, language, *told)


def _years(text: str) -> list[int]:
    from analysis.errors import InputError
    from analysis.inputs.parameters import year_range

    bounds = year_range(text)
    if bounds is None:
        raise InputError("this is not a year", value=text, expected="2027 or 2027-2030")
    return list(range(bounds[0], bounds[1] + 1))


def _weights(texts: list[str]) -> dict[str, float]:
    from analysis.errors import InputError

    found: dict[str, float] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            expected = "a lever and a number, as tax_rate=2"
            raise InputError("this is not a weight", value=text, expected=expected) from None
    return found
