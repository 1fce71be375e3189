"""Writes the population scenarios of a plan beside its tables: paths and their ages."""

from collections.abc import Collection
from pathlib import Path

from analysis.errors import InputError
from analysis.inputs.accepted import BESIDE, accept_files
from analysis.inputs.documents import read_text
from analysis.inputs.plan import Plan, load_plan
from analysis.inputs.population_paths import read_population_paths
from analysis.storage import write_text
from analysis.study.plan_files_check import refuse_faults
from analysis.study.population import Outlook
from analysis.study.population_plan import horizon_year, plan_files, plan_outlook

CALCULATED = "Beräknad av `regionkalkyl data`"
"""Why a file that no one has read against a print is accepted."""


def write_population_files(plan: Plan, found: Outlook) -> tuple[str, ...]:
    """Write the paths and ages of an outlook into the folder of a plan; the names of the files."""
    files = plan_files(plan, found)
    for name, text in files.items():
        write_text(plan.folder / name, text)
    accept_files(plan.folder, CALCULATED)
    return tuple(files)


def refuse_faults_with_ages(made: Path, stale: Collection[str] = ()) -> None:
    """Add residents by age, from the shipped figures, to a plan without them; then judge it.

    made: a folder that is on its way to become a plan. stale: files of population in it that are
    worked out anew, since they are of the plan as it was. Raises InputError when it has any fault.
    """
    for name in stale:
        (made / name).unlink()
    plan = load_plan(made, age_groups=False)
    if plan.file.population is not None and not any((made / name).exists() for name in BESIDE):
        write_population_files(plan, plan_outlook(plan, until=horizon_year(plan)))
    refuse_faults(made)


def as_shipped(folder: Path) -> tuple[str, ...]:
    """The files of population that a plan holds, where they are what the shipped figures give.

    No file where someone has changed them, added a path or used newer figures: those are kept. Nor
    where the plan cannot be read: what is wrong with it is said when it is judged.
    """
    held = {name: read_text(folder / name) for name in BESIDE if (folder / name).is_file()}
    if not held:
        return ()
    try:
        plan = load_plan(folder, age_groups=False)
        found = plan_outlook(plan, until=horizon_year(plan))
        paths = read_population_paths(folder, ())
        same = plan_files(plan, found) == held and set(paths) <= set(found.scenarios)
    except InputError:
        return ()
    return tuple(held) if same else ()
