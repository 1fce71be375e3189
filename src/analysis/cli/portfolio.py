"""`regionkalkyl portfolio`: does the pension portfolio meet the obligation in time?"""

from enum import StrEnum
from typing import Annotated

import typer

from analysis.cli import common


class After(StrEnum):
    """What happens to the return after the plan's last year."""

    reinvest = "reinvest"
    as_plan = "as_plan"


def register(app: typer.Typer) -> None:
    app.command(name="portfolio", help="Coverage of the pension obligation to the target year.")(
        portfolio_command
    )


def portfolio_command(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    after: Annotated[
        After, typer.Option("--after", help="After the plan: reinvest, or take out as_plan.")
    ] = After.reinvest,
    move: Annotated[
        list[str] | None,
        typer.Option("--move", help="Out of the portfolio into cash: 2026=500 mnkr. Repeatable."),
    ] = None,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Coverage under return and inflation, and the contribution or return that reaches the goal."""
    from analysis.cli.answers import by_year, print_answer
    from analysis.inputs.horizon import load_horizon
    from analysis.report.answers.words_later import assumes_portfolio, says_portfolio
    from analysis.study.portfolio import portfolio

    projection = common.projected(plan, scenario, change, set_)
    horizon = load_horizon(projection.plan)
    answer = portfolio(projection, horizon, after.value, by_year(move or [], "2026=500"))
    rest = After.as_plan if after is After.reinvest else After.reinvest
    other = portfolio(projection, horizon, rest.value)
    told = says_portfolio(answer, other, language), assumes_portfolio(answer, language)
    print_answer(answer.sheets(), projection.plan, format_, language, *told)
