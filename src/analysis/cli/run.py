"""`regionkalkyl run`: notebooks to reports."""

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import (
    DEFAULT_PLAN,
    ChangeOption,
    HorizonOption,
    Language,
    LanguageOption,
    PlanOption,
    SetOption,
    print_warnings,
    progress,
    tell,
)
from analysis.errors import InputError, Message, Problem

if TYPE_CHECKING:
    from analysis.model.projection import Projection


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
    horizon: HorizonOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder of the reports; reports/ if not given."),
    ] = None,
    outcomes: Annotated[
        Path | None,
        typer.Option("--outcomes", help="CSV with outcomes of measures: nr;ar;period;grupp;varde."),
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
    from analysis.inputs.places import project_root

    names = list(dict.fromkeys(scenario or ["base"]))
    target = out or project_root() / "reports"
    given = (plan, names, change or (), set_ or (), name, horizon)
    projected = _all_holds(target, outcomes, *given)
    if engine is Engine.fork and sys.platform == "linux":
        from analysis.runner.warm_process import WARM

        WARM.begin()  # it warms up while this process imports what writes reports
    from analysis.report.blocks.pictures import shared_pictures
    from analysis.report.chapters import chapters
    from analysis.report.output.build import HANDED, build_report, in_run
    from analysis.report.output.site.page import write_site

    handed = [kind for kind, asked in zip(HANDED, (bundle, pdf), strict=True) if asked]
    pages = []
    several = len(projected) > 1
    run = [in_run(each, horizon, language.value) for each in projected] if several else []
    bar = progress("progress.reports", "progress.chapter", len(names) * len(chapters()))
    with bar, shared_pictures():
        for each in names:
            folder = build_report(
                plan,
                each,
                target,
                language.value,
                change=change or (),
                set_=set_ or (),
                horizon=horizon,
                name=name,
                engine=engine.value,
                progress=lambda _: bar.update(),
                handed=handed,
                outcomes=outcomes,
                run=run,
            )
            pages.append(folder / "index.html")
    write_site(target, language.value, HANDED)
    tell(Message("Reports: {pages}", pages="  ".join(map(str, pages))))


def _all_holds(
    target: Path,
    outcomes: Path | None,
    plan: str,
    scenarios: Sequence[str],
    change: Sequence[str],
    set_: Sequence[str],
    name: str | None,
    horizon: int | None,
) -> "list[Projection]":
    """Every scenario projected. Raises InputError with every fault of all that is given."""
    from analysis.inputs.places import output_folder

    projected: list[Projection] = []
    given = (plan, scenarios, change, set_, name, horizon)
    problems = [
        *_refused(_name_fits, name, scenarios),
        *_refused(output_folder, target),
        *_refused(lambda: projected.extend(_scenarios_hold(*given))),
        *_refused(_outcomes_hold, plan, outcomes),
    ]
    if problems:
        raise InputError(problems=list(dict.fromkeys(problems)))
    return projected


def _refused(ask: Callable[..., object], *given: object) -> list[Problem]:
    """The faults that a question about what is given raises."""
    try:
        ask(*given)
    except InputError as error:
        return list(error.problems)
    return []


def _name_fits(name: str | None, scenarios: Sequence[str]) -> None:
    """Raise InputError for a name that cannot be that of a report, or that several would bear."""
    from analysis.inputs.places import SLUG, SLUG_WORDS

    if name is not None and (len(scenarios) > 1 or not SLUG.fullmatch(name)):
        expected = Message("one scenario") if len(scenarios) > 1 else SLUG_WORDS
        text = Message("the name cannot be used")
        raise InputError(text, file="--name", value=name, expected=expected)


def _outcomes_hold(plan: str, outcomes: Path | None) -> None:
    """Raise InputError for a file of outcomes that the plan's measures cannot be judged by."""
    from analysis.inputs.plan import load_plan
    from analysis.study.measures import outcomes_of

    if outcomes is not None:
        outcomes_of(load_plan(plan), outcomes)


def _scenarios_hold(
    plan: str,
    scenarios: Sequence[str],
    change: Sequence[str],
    set_: Sequence[str],
    name: str | None,
    horizon: int | None,
) -> "list[Projection]":
    """Every scenario projected. Raises InputError with the faults of all, also for a `name` that is
    that of a scenario of the plan as it is."""
    from analysis.inputs.places import named_scenarios
    from analysis.study.opened import open_plan, open_scenario

    calibration = open_plan(plan, horizon)
    print_warnings(calibration.plan)
    taken = named_scenarios(calibration.plan.folder)
    problems: list[Problem] = []
    projected = []
    for each in scenarios:
        try:
            projected.append(open_scenario(calibration, each, change, set_))
        except InputError as error:
            problems += error.problems
            continue
        found = projected[-1].scenario
        if found.added and name in taken:
            expected = Message("another name: this one is a scenario of the plan as it is")
            text = Message("the name is taken")
            problems.append(Problem(text, "--name", value=name, expected=expected))
    if problems:
        raise InputError(problems=problems)
    return projected
