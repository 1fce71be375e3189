"""`regionkalkyl update-plan`: a new forecast as a scenario, and what it changes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import common
from analysis.errors import Message, verbatim

if TYPE_CHECKING:
    from analysis.inputs.forecast_table import ForecastTable
    from analysis.model.calibration import Calibration


def register(app: typer.Typer) -> None:
    app.command(name="update-plan", help="Make a scenario of a new forecast, and a bridge to it.")(
        update_plan_command
    )


def update_plan_command(
    table: Annotated[
        Path, typer.Argument(help="xlsx or CSV: growth, LPIK components, factors by year.")
    ],
    plan: common.PlanOption = common.DEFAULT_PLAN,
    name: Annotated[
        str | None, typer.Option("--name", help="Name of the scenario; the file's by default.")
    ] = None,
    line: Annotated[str, typer.Option("--line", help="Line of the bridge.")] = "operating_result",
    replace: Annotated[bool, typer.Option("--replace", help="Replace the scenario.")] = False,
    format_: common.FormatOption = common.Format.table,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """Read a circular's table, write it as a scenario, and say what the new forecast changes."""
    from dataclasses import replace as with_

    from analysis.cli.questions import print_answer
    from analysis.inputs.forecast_table import read_forecast
    from analysis.inputs.parameters import scenario_keys
    from analysis.questions.bridge import answered
    from analysis.report.blocks.view import View
    from analysis.study.bridge import scenario_bridge
    from analysis.study.opened import open_base, open_plan, open_scenario
    from analysis.study.update_plan import compared

    calibration = open_plan(plan)
    own = calibration.plan
    common.print_warnings(own)

    def years(key: str) -> tuple[int, ...]:
        spec = scenario_keys().get(key)
        return own.years if spec is None else own.spec_years(spec)

    found = read_forecast(table, years)
    end = open_scenario(calibration, _written(found, table, calibration, name, replace, language))
    start = open_base(calibration)
    view = View(end, start, language.value)
    answer = answered(view, scenario_bridge(start, end, line, "assumption", 2000, 1))
    beside = (compared(found, end),) if found.compare else ()
    print_answer(with_(answer, sheets=(*answer.sheets, *beside)), format_)


def _written(
    found: "ForecastTable",
    table: Path,
    calibration: "Calibration",
    name: str | None,
    over: bool,
    language: str,
) -> Path:
    """The file that the scenario of a forecast is written to. Raises InputError."""
    import tempfile

    from analysis.catalogue import text
    from analysis.errors import InputError
    from analysis.inputs.frames import slug
    from analysis.report.output.receipt import says_forecast
    from analysis.storage import write_text
    from analysis.study.opened import open_scenario
    from analysis.study.update_plan import own_places, scenario_text

    plan, own = calibration.plan, slug(name or table.stem)
    target = plan.folder / "scenarios" / f"{own}.yml"
    if target.exists() and not over:
        raise InputError(
            Message("the scenario is there already"), file=target, expected=verbatim("--replace")
        )
    words, lines = scenario_text(found, table, own)
    with tempfile.TemporaryDirectory() as folder:
        tried = Path(folder) / target.name
        write_text(tried, words)
        try:
            open_scenario(calibration, tried)
        except InputError as error:
            raise own_places(error, found, lines) from None
    write_text(target, words)
    for told in says_forecast(found, table, language):
        common.note(told)
    common.note(text("update.written", language, name=own, path=target))
    return target
