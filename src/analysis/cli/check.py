"""`regionkalkyl check`: everything that is wrong with a plan or a scenario, without a run."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli.common import (
    DEFAULT_PLAN,
    HorizonOption,
    print_remarks,
    print_warnings,
    tell,
)
from analysis.cli.speech import spoken
from analysis.errors import InputError, Message, Problem, nearest, shown

if TYPE_CHECKING:
    from analysis.inputs.plan_record import Plan
    from analysis.model.calibration import Calibration


def register(app: typer.Typer) -> None:
    app.command(name="check", help="Check a plan or a scenario without running it.")(check_command)


def check_command(
    what: Annotated[
        str | None, typer.Argument(help="Name or path of a plan, or of a scenario.")
    ] = None,
    plan: Annotated[
        str | None, typer.Option("--plan", "-p", help="The plan of a scenario given by name.")
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option(help="Accept the tables of a plan as read: by whom, and against what print."),
    ] = None,
    horizon: HorizonOption = None,
) -> None:
    """Validate; print every fault that is found, each with its file and line."""
    from analysis.inputs.places import is_path, plan_folders

    alone = what is None  # --plan alone: the plan is what to check
    if what is None:
        what, plan = plan, None
    if what is None:
        wanted = Message("a plan, or a scenario of a plan")
        raise InputError(Message("it is not said what to check"), expected=wanted)
    path = Path(what)
    named = not is_path(what) and what in plan_folders()
    placed = is_path(what) and (path.is_dir() or path.name == "plan.yml")
    if plan is None and (alone or named or placed):
        _accept(what, accept) if accept is not None else None
        _check_plan(what, horizon)
    elif accept is not None:
        raise InputError(
            Message("only the tables of a plan are accepted"),
            value=what,
            expected=Message("a plan"),
        )
    else:
        if plan is None and not is_path(what):
            _refuse_unknown(what)
        _check_scenario(what, plan or _plan_of(path), horizon)


def _refuse_unknown(name: str) -> None:
    """Raise InputError for a name that is neither a plan nor a scenario of the default plan."""
    from analysis.inputs.places import find_plan, plan_folders, scenario_files, scenario_name

    plans, scenarios = plan_folders(), scenario_files(find_plan(DEFAULT_PLAN))
    if name in scenarios or scenario_name(name) in scenarios:
        return
    names = [", ".join(plans), ", ".join(scenarios)]
    close = nearest(name, (*plans, *scenarios))
    raise InputError(
        Message("there is neither a plan nor a scenario named {text!r}", text=shown(name)),
        expected=None if close else Message(
            "a plan: {plans}; or a scenario of {plan}: {scenarios}",
            plans=names[0], plan=DEFAULT_PLAN, scenarios=names[1],
        ),
        nearest=close,
    )  # fmt: skip


def _accept(name: str, reason: str) -> None:
    """Write the check digits of the tables of a plan that has no other fault."""
    from analysis.inputs.accepted import accept
    from analysis.inputs.plan import load_plan
    from analysis.study.plan_files_check import file_problems, unread_tables

    plan = load_plan(name, age_groups=False, trusted=False)
    if problems := [*file_problems(plan), *unread_tables(plan)]:
        raise InputError(problems=problems)
    tables = {table_id: plan.table(table_id) for table_id in plan.specs}
    fresh = accept(plan.folder, tables, reason)
    if fresh:
        tell(Message("{plan}: accepted {tables}", plan=plan.name, tables=", ".join(fresh)))
    else:
        tell(Message("{plan}: nothing is accepted, as nothing is new", plan=plan.name))


def _plan_of(scenario: Path) -> str:
    """The plan in whose folder a scenario file lies, else the default plan."""
    for folder in scenario.resolve().parents:
        if (folder / "plan.yml").is_file():
            return str(folder)
    return DEFAULT_PLAN


def _refuse_faults(found: "Plan", calibration: "Calibration", scenarios: Iterable[Path]) -> None:
    """Raise InputError with the faults of a plan's files, of its scenarios and of its risks."""
    from analysis.study.plan_files_check import file_problems

    problems = file_problems(found)
    for path in scenarios:
        problems += _problems_of(path, calibration)
    problems += _risk_problems(calibration)
    if problems:
        raise InputError(problems=list(dict.fromkeys(problems)))


def _check_plan(plan: str, horizon: int | None) -> None:
    from analysis.inputs.places import named_scenarios, scenario_litter
    from analysis.inputs.plan import load_plan
    from analysis.study.held_paths import held_warnings
    from analysis.study.lacking import lacked_words
    from analysis.study.opened import open_base, opened
    from analysis.study.rules import rule_warnings

    found = load_plan(plan)
    print_warnings(found)
    calibration = opened(found, horizon)
    files = named_scenarios(found.folder)
    _refuse_faults(found, calibration, files.values())
    print_remarks([*held_warnings(calibration), *rule_warnings(found)])
    lacking = lacked_words(open_base(calibration), spoken())
    tell(
        Message(
            "{plan}: {tables} tables, {scenarios} scenarios, no faults",
            plan=found.name,
            tables=len(found.specs),
            scenarios=len(files),
        )
    )
    if litter := scenario_litter(found.folder):
        tell(Message("Passed over, no scenarios: {names}", names=", ".join(litter)))
    for words in lacking:
        tell(words)


def _risk_problems(calibration: "Calibration") -> list[Problem]:
    """Faults of what the risks of a plan say of themselves beside what every scenario says."""
    from analysis.study.plan_risks import plan_risks

    try:
        plan_risks(calibration)
    except InputError as error:
        return list(error.problems)
    return []


def _problems_of(path: Path, calibration: "Calibration") -> list[Problem]:
    from analysis.study.opened import open_scenario

    try:
        open_scenario(calibration, path)
    except InputError as error:
        return list(error.problems)
    return []


def _check_scenario(scenario: str, plan: str, horizon: int | None) -> None:
    from analysis.inputs.places import find_scenario, scenario_name
    from analysis.study.opened import open_plan

    calibration = open_plan(plan, horizon)
    path = find_scenario(scenario, calibration.plan.folder)
    problems = _problems_of(path, calibration)
    if problems:
        raise InputError(problems=problems)
    tell(Message("{scenario}: no faults", scenario=scenario_name(path.stem)))
