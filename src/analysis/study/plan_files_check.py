"""Everything that can be wrong with the files of a plan beside plan.yml, said at once."""

from collections.abc import Callable
from pathlib import Path

from analysis.errors import InputError, Problem
from analysis.inputs import horizon, levers, uncertainty
from analysis.inputs.assignments import read_assignments
from analysis.inputs.audit import audit
from analysis.inputs.checks import read_checks
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.investments import read_investments
from analysis.inputs.measures import read_measures
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.rules import read_rules
from analysis.inputs.sections import read_left_out
from analysis.inputs.staff import read_staff
from analysis.inputs.table_schema import checked_frame
from analysis.inputs.table_trust import said
from analysis.inputs.year_forecast import read_year_forecast
from analysis.study.compare_plans import published_bridge


def _when_there(file: str, reader: Callable[[Plan], object]) -> Callable[[Plan], object]:
    """A reader of a file that a plan may do without."""
    return lambda plan: reader(plan) if (plan.folder / file).is_file() else None


READERS: tuple[Callable[[Plan], object], ...] = (
    read_checks,
    read_frames,
    read_investments,
    read_measures,
    read_assignments,
    read_rules,
    read_staff,
    read_year_forecast,
    read_left_out,
    published_bridge,
    _when_there(horizon.FILE, horizon.load_horizon),
    _when_there(levers.FILE, levers.load_levers),
    _when_there(uncertainty.FILE, uncertainty.load_uncertainty),
)


def file_problems(plan: Plan) -> list[Problem]:
    """Faults of tables.yml (checks) and of the other files that describe the plan."""
    problems: list[Problem] = []
    for table_id in plan.specs:
        problems += _problems(lambda p, name=table_id: checked_frame(p.table(name)), plan)  # type: ignore[misc]
    for reader in READERS:
        problems += _problems(reader, plan)
    return list(dict.fromkeys(problems))


def unread_tables(plan: Plan) -> list[Problem]:
    """What must be mended or acknowledged before the tables of a plan can be accepted."""
    found = audit(plan)
    return [said(f) for f in (*found.breaks, *found.doubts)] + list(found.unused)


def _problems(reader: Callable[[Plan], object], plan: Plan) -> list[Problem]:
    try:
        reader(plan)
    except InputError as error:
        return list(error.problems)
    return []


def refuse_faults(folder: Path) -> None:
    """Raise InputError when a plan folder has any fault."""
    problems = file_problems(load_plan(folder))
    if problems:
        raise InputError(problems=problems)
