"""`regionkalkyl assignments`: who is to do what, by when, and how it stands."""

from typing import Annotated

import typer

from analysis.cli.common import Format, FormatOption, note, print_columns, print_csv, print_json
from analysis.errors import Message

COLUMNS = ("what", "by", "to", "deadline", "standing", "follow_up", "document", "heading")


def register(app: typer.Typer) -> None:
    app.command(name="assignments", help="List the assignments that a plan holds.")(
        assignments_command
    )


def assignments_command(
    plan: Annotated[str, typer.Argument(help="Name of a plan, or the path of its folder.")],
    format_: FormatOption = Format.table,
) -> None:
    """Every assignment as the documents give it; blank is what they do not say."""
    from analysis.inputs.assignments import read_assignments
    from analysis.inputs.plan import load_plan

    found = read_assignments(load_plan(plan))
    rows = [[getattr(each, column) for column in COLUMNS] for each in found]
    if not rows:
        note(Message("{plan} holds no assignments (assignments.yml)", plan=plan))
    if format_ is Format.json:
        print_json({"assignments": [dict(zip(COLUMNS, row, strict=True)) for row in rows]})
    elif format_.is_csv:
        print_csv(COLUMNS, rows, format_)
    elif rows:
        print_columns(COLUMNS[:-2], [row[:-2] for row in rows], texts=len(COLUMNS) - 2)
