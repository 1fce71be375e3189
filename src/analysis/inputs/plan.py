"""Reading a plan: published figures and assumptions, each year of each with its source.

`load_plan` reads `plan.yml` and `tables.yml`, resolves every segment into values by year, and
refuses the plan with every fault that it found.
"""

from dataclasses import replace
from pathlib import Path

from analysis.errors import InputError
from analysis.inputs.documents import Document, read_yaml
from analysis.inputs.history import entered_outcomes
from analysis.inputs.look import look_problems
from analysis.inputs.places import find_plan
from analysis.inputs.plan_checks import lapsed, whole_plan
from analysis.inputs.plan_record import Plan
from analysis.inputs.plan_schema import PlanFile
from analysis.inputs.plan_values import Resolver
from analysis.inputs.table_spec import read_specs
from analysis.inputs.table_trust import trust
from analysis.inputs.validation import validate

__all__ = ["Plan", "load_plan"]


def load_plan(name_or_path: str | Path, age_groups: bool = True, trusted: bool = True) -> Plan:
    """Read and check a plan. Raises InputError with every fault, each with file and line.

    age_groups: False leaves the age structure unread, for those who are about to write it anew.
    trusted: False leaves open whether the tables hold together, for those who ask just that.
    """
    folder = find_plan(name_or_path)
    document = read_yaml(folder / "plan.yml")
    file = validate(document, PlanFile)
    index = _index(folder)
    specs = read_specs(index) if index else {}
    resolver = Resolver(folder, file, document, specs)
    stated, published = resolver.parameters(), resolver.published()
    plan = Plan(
        folder,
        file,
        document,
        specs,
        stated | resolver.printed_paths(stated, published),
        resolver.populations(),
        published,
        resolver.ages() if age_groups else {},
        index,
    )
    problems = [*resolver.problems, *whole_plan(folder, file, document, specs)]
    problems += look_problems(folder, file, document)
    try:
        entered_outcomes(folder)
    except InputError as error:
        problems += error.problems
    if problems:
        raise InputError(problems=problems)
    return _trusted(plan, age_groups) if trusted else plan


def _index(folder: Path) -> Document | None:
    path = folder / "tables.yml"
    return read_yaml(path) if path.exists() else None


def _trusted(plan: Plan, beside: bool) -> Plan:
    """The plan with what is doubtful in its tables. Raises InputError with what is wrong."""
    found = trust(plan, beside)
    if found.errors:
        raise InputError(problems=found.errors)
    late = lapsed(plan.file, plan.document)
    return replace(plan, warnings=(*found.warnings, *late))
