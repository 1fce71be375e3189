"""`regionkalkyl scenarios`: what can be asked of a plan."""

import typer

from analysis.cli import common


def register(app: typer.Typer) -> None:
    app.command(name="scenarios", help="List the scenarios of a plan.")(scenarios_command)


def scenarios_command(
    plan: common.PlanOption = common.DEFAULT_PLAN,
    format_: common.FormatOption = common.Format.table,
) -> None:
    """Every scenario of a plan, its risks last, with its question and what it builds on."""
    from analysis.inputs.places import named_scenarios
    from analysis.inputs.plan import load_plan
    from analysis.inputs.scenario import load_scenario

    found = load_plan(plan)
    scenarios = [load_scenario(path, found) for path in named_scenarios(found.folder).values()]
    rows = [[s.name, s.question, ", ".join(s.extends)] for s in scenarios]
    header = ["scenario", "question", "extends"]
    if format_ is common.Format.json:
        common.print_json([dict(zip(header, row, strict=True)) for row in rows])
    elif format_.is_csv:
        common.print_csv(header, rows, format_)
    else:
        common.print_columns(["scenario", "question"], [row[:2] for row in rows], texts=2)
