"""`regionkalkyl schema`: the forms of the files as JSON Schema, for editors."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.common import tell
from analysis.errors import Message


class Kind(StrEnum):
    plan = "plan"
    tables = "tables"
    scenario = "scenario"
    frames = "frames"
    investments = "investments"
    measures = "measures"
    rules = "rules"
    mapping = "mapping"


def register(app: typer.Typer) -> None:
    app.command(name="schema", help="Print or write the JSON Schema of the files.")(schema_command)


def schema_command(
    kind: Annotated[Kind, typer.Argument(help="Which document.")] = Kind.scenario,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write all schemas into this folder instead.")
    ] = None,
) -> None:
    """JSON Schema on standard output, or all of them as files in a folder."""
    import json

    from analysis.inputs.places import output_folder
    from analysis.inputs.schema import schemas
    from analysis.storage import write_text

    if out is None:
        print(json.dumps(schemas()[kind], ensure_ascii=False, indent=2))
        return
    output_folder(out)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        write_text(out / f"{name}.schema.json", text)
    tell(Message("the schemas are in {place}", place=out))
