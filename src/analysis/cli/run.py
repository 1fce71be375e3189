"""`regionkalkyl run`: notebooks to reports."""

import sys
from enum import StrEnum
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
    tell,
)
from analysis.errors import Message


class Engine(StrEnum):
    """How notebooks are executed: from a warm process, or by unmodified Papermill."""

    fork = "fork"
    plain = "plain"


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
    name: Annotated[
        str | None,
        typer.Option("--name", help="Name of the report; with --change or --set it is a new one."),
    ] = None,
    engine: Annotated[
        Engine, typer.Option("--engine", help="fork (fast) or plain (unmodified Papermill).")
    ] = Engine.fork,
    bundle: Annotated[
        bool, typer.Option("--bundle", help="Write the whole report as one page too, to send.")
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Write the whole report as a PDF too, to print.")
    ] = False,
) -> None:
    """One report for every scenario; nothing is written before all of them have been checked."""
    from analysis.cli.common import loaded_scenario
    from analysis.errors import InputError, Problem
    from analysis.inputs.places import SLUG, SLUG_WORDS, output_folder, project_root, scenario_files
    from analysis.model.assumptions import apply
    from analysis.model.calibration import calibrate
    from analysis.runner.warm_process import WARM

    names = list(dict.fromkeys(scenario or ["base"]))
    problems: list[Problem] = []
    if name is not None and (len(names) > 1 or not SLUG.fullmatch(name)):
        expected = Message("one scenario") if len(names) > 1 else SLUG_WORDS
        problems.append(
            Problem(Message("the name cannot be used"), "--name", value=name, expected=expected)
        )
    target = out or project_root() / "reports"
    try:
        output_folder(target)
    except InputError as error:
        problems += error.problems
    for each in names:
        try:
            loaded, found = loaded_scenario(plan, each, change, set_)
            apply(found, loaded, calibrate(loaded).inputs)
            if found.added and name in scenario_files(loaded.folder):
                expected = Message("another name: this one is a scenario of the plan as it is")
                problems.append(
                    Problem(Message("the name is taken"), "--name", value=name, expected=expected)
                )
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems=list(dict.fromkeys(problems)))
    if engine is Engine.fork and sys.platform == "linux":
        WARM.begin()  # it warms up while this process imports what writes reports
    from tqdm.auto import tqdm

    from analysis.report.blocks.pictures import shared_pictures
    from analysis.report.chapters import chapters
    from analysis.report.output.build import HANDED, build_report
    from analysis.report.output.site.page import write_site

    handed = [kind for kind, asked in zip(HANDED, (bundle, pdf), strict=True) if asked]
    pages = []
    bar = tqdm(total=len(names) * len(chapters()), unit="chapter", desc="Reports")
    with bar, shared_pictures():
        for each in names:
            folder = build_report(
                plan,
                each,
                target,
                language.value,
                change=change or (),
                set_=set_ or (),
                name=name,
                engine=engine.value,
                progress=lambda _: bar.update(),
                handed=handed,
            )
            pages.append(folder / "index.html")
    write_site(target, language.value, HANDED)
    tell(Message("Reports: {pages}", pages="  ".join(map(str, pages))))
