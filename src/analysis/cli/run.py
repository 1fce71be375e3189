"""`regionkalkyl run`: notebooks to reports."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import (
    DEFAULT_PLAN,
    ChangeOption,
    Language,
    LanguageOption,
    PlanOption,
    SetOption,
)


def register(app: typer.Typer) -> None:
    app.command(name="run", help="Run the notebooks of a plan and write its reports.")(run_command)


def run_command(
    plan: PlanOption = DEFAULT_PLAN,
    scenario: Annotated[
        list[str] | None,
        typer.Option("--scenario", "-s", help="Name or path of a scenario. Repeatable."),
    ] = None,
    change: ChangeOption = None,
    set_: SetOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder of the reports; reports/ if not given."),
    ] = None,
    language: LanguageOption = Language.sv,
    engine: Annotated[
        str, typer.Option("--engine", help="fork (fast) or plain (unmodified Papermill).")
    ] = "fork",
) -> None:
    """One report for every scenario; nothing is written before all of them have been checked."""
    from tqdm.auto import tqdm

    from analysis.cli.common import loaded_scenario
    from analysis.errors import InputError
    from analysis.inputs.places import project_root
    from analysis.model.assumptions import apply
    from analysis.model.calibration import calibrate

    names = list(dict.fromkeys(scenario or ["base"]))
    problems = []
    for name in names:
        try:
            loaded, found = loaded_scenario(plan, name, change, set_)
            apply(found, loaded, calibrate(loaded).inputs)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems=list(dict.fromkeys(problems)))
    from analysis.report.build import build_report, chapter_count

    target = out or project_root() / "reports"
    with tqdm(total=len(names) * chapter_count(), unit="chapter", desc="Reports") as bar:
        pages = [
            build_report(
                plan,
                name,
                target,
                language=language.value,
                engine=engine,
                change=change or (),
                set_=set_ or (),
                progress=bar.update,
            )
            for name in names
        ]
    print("Reports: " + "  ".join(str(page) for page in pages))
