"""`regionkalkyl balance`: what the law on a balanced budget says of a plan, and the way out."""

from typing import Annotated

import typer

from analysis.cli import common


def register(app: typer.Typer) -> None:
    app.command(name="balance", help="The balanced-budget rules, and the cheapest lawful path.")(
        balance_command
    )


def balance_command(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    rur: Annotated[
        float, typer.Option("--rur", help="Opening resultatutjämningsreserv, mnkr.")
    ] = 0.0,
    reserve: Annotated[
        float, typer.Option("--reserve", help="Opening resultatreserv, mnkr.")
    ] = 0.0,
    deficit: Annotated[
        list[str] | None,
        typer.Option("--deficit", help="An old deficit still open: 2024=50. Repeatable."),
    ] = None,
    swing: Annotated[
        float, typer.Option("--swing", help="A fall of the portfolio, per cent.")
    ] = 0.0,
    swing_year: Annotated[int | None, typer.Option("--swing-year", help="When it falls.")] = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """The plan as it stands, the cheapest lawful path, and the one that leaves nothing behind."""
    from analysis.cli.answers import by_year, print_answer
    from analysis.report.answers.words_balance import assumes_balance, says_balance
    from analysis.study.balance_path import Opening
    from analysis.study.balance_plan import balance_plan

    projection = common.projected(plan, scenario, change, set_)
    opening = Opening(rur, reserve, by_year(deficit or [], "2024=50"))
    answer = balance_plan(projection, opening, swing, swing_year)
    told = says_balance(answer, language), assumes_balance(answer, language)
    print_answer(answer.sheets(), projection.plan, format_, language, *told)
