"""`regionkalkyl data population` and `package`: what is calculated from population figures."""

from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import DEFAULT_PLAN, PlanOption, tell
from analysis.errors import Message, verbatim


def population(
    plan: PlanOption = DEFAULT_PLAN,
    figures: Annotated[
        Path | None,
        typer.Option(help="Folder of copies to use; the project's own figures by default."),
    ] = None,
    jump_off: Annotated[int | None, typer.Option(help="Last year of figures to use.")] = None,
    base_period: Annotated[
        int | None, typer.Option(min=1, max=30, help="Years for migration and fertility's pattern.")
    ] = None,
) -> None:
    """Calculate every population scenario and write its totals and age groups into the plan."""
    from analysis.inputs.plan import load_plan
    from analysis.inputs.snapshots import read_snapshots
    from analysis.report.output.population_files import write_population_files
    from analysis.study.population_plan import OF_THE_PLAN, horizon_year, plan_outlook

    found = load_plan(plan, age_groups=False)
    copies = read_snapshots(figures) if figures else None
    until = horizon_year(found)
    outlook = plan_outlook(
        found, figures=copies, jump_off=jump_off, base_period=base_period, until=until
    )
    files = write_population_files(found, outlook)
    written = set(outlook.scenarios) - set(OF_THE_PLAN)
    tell(
        Message(
            "{plan}: {number} population scenarios in {files}; next: regionkalkyl project "
            "--plan {given} --set population={first}",
            plan=found.name,
            given=plan,
            first=next((name for name in outlook.scenarios if name in written), ""),
            number=len(written),
            files=", ".join(files),
        )
    )


def package(
    name: Annotated[str, typer.Argument(help="Name of a package, or path of a package file.")],
    plan: PlanOption = DEFAULT_PLAN,
    replace: Annotated[bool, typer.Option("--replace", help="Replace the scenario file.")] = False,
) -> None:
    """Write the scenario of a package, and its totals and age groups among those of the plan."""
    from analysis.errors import InputError
    from analysis.inputs.packages import read_package
    from analysis.inputs.plan import load_plan
    from analysis.inputs.profiles import read_profiles
    from analysis.report.output.population_files import write_population_files
    from analysis.storage import write_text
    from analysis.study.opened import open_plan
    from analysis.study.population_plan import horizon_year, plan_outlook
    from analysis.study.residents import package_moves, scenario_text

    found, own = load_plan(plan, age_groups=False), read_package(name)
    target = found.folder / "scenarios" / f"{own.name}.yml"
    if target.exists() and not replace:
        raise InputError(
            Message("the scenario is there already"), file=target, expected=verbatim("--replace")
        )
    outlook = plan_outlook(found, own, until=horizon_year(found))
    write_population_files(found, outlook)
    # The ages that were just written are those against which the package's need is measured.
    moved = package_moves(open_plan(plan), outlook, own, read_profiles())
    write_text(target, scenario_text(found, own, moved))
    tell(
        Message(
            "{plan}: scenario {name} in {file}; project it with -s {name}",
            plan=found.name,
            name=own.name,
            file=target.name,
        )
    )
