"""`regionkalkyl explain`: where a figure comes from, down to the printed row."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.cli import common

if TYPE_CHECKING:
    from analysis.model.projection import Projection


class Written(StrEnum):
    """How an explanation is printed."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    app.command(name="explain", help="Explain a figure: formula, inputs, sources.")(explain_command)


def explain_command(
    line: Annotated[str, typer.Argument(help="A line item, such as net_result.")],
    year: Annotated[int, typer.Option("--year", "-y", help="The year of the figure.")],
    plan: common.PlanOption = common.DEFAULT_PLAN,
    scenario: common.ScenarioOption = "base",
    change: common.ChangeOption = None,
    set_: common.SetOption = None,
    against: Annotated[
        str | None, typer.Option("--against", help="Another scenario: show only what differs.")
    ] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=0, help="Levels to print (text). All by default.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", help="Also draw the calculation into this SVG file.")
    ] = None,
    format_: Annotated[
        Written, typer.Option("--format", "-f", help="text or json.")
    ] = Written.text,
    language: common.LanguageOption = common.Language.sv,
) -> None:
    """The recursive trace of one figure, or of its difference from another scenario."""
    from analysis.inputs.places import output_file
    from analysis.report.blocks.explanation import text_lines
    from analysis.study.explain import explain

    if picture is not None:
        output_file(picture, "--picture")
    projection = common.projected(plan, scenario, change, set_)
    other = common.projected(plan, against) if against is not None else None
    trace = explain(projection, line, year, other)
    if picture is not None:
        _draw(picture, projection, line, language.value)
    if format_ is Written.json:
        common.print_json(trace.as_dict())
        return
    for text in text_lines(trace, language.value, depth):
        print(text)


def _draw(path: Path, projection: "Projection", line: str, language: str) -> None:
    """The steps behind the line as SVG; what the scenario's differences touch is ringed."""
    from analysis.inputs.atomic import write_bytes
    from analysis.report.answers.figures_graph import draw_graph
    from analysis.report.blocks.pictures import svg
    from analysis.report.blocks.view import View

    view = View(projection, None, language)
    write_bytes(path, svg(draw_graph(projection.moved, view, line)))
    common.note(f"The picture is in {path}")
