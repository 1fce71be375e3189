"""The commands of the questions, one for each file of `analysis.questions`.

A command's options are those of the question's `ask`, and before them those that say which plan
and scenario is asked about. The file is imported when its command is called, and no earlier.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_type_hints

import typer
from typer.core import TyperCommand

from analysis import questions
from analysis.cli import common
from analysis.cli.help import Context, speak
from analysis.errors import Message
from analysis.untyped import Annotation, Keywords

if TYPE_CHECKING:
    from typer._click import core

    from analysis.report.blocks.question import Answer, Question


class Written(StrEnum):
    """How an answer of text is printed."""

    text = "text"
    json = "json"


COMMON: dict[str, tuple[Annotation, object]] = {
    "plan": (common.PlanOption, common.DEFAULT_PLAN),
    "scenario": (common.ScenarioOption, "base"),
    "change": (common.ChangeOption, None),
    "set_": (common.SetOption, None),
    "horizon": (common.HorizonOption, None),
}
PictureOption = Annotated[
    Path | None, typer.Option("--picture", help="Also draw the calculation into this SVG file.")
]
WrittenOption = Annotated[Written, typer.Option("--format", "-f", help="text or json.")]


def register(app: typer.Typer) -> None:
    """A command for each question, with its help from the catalogue."""
    from analysis.catalogue import has_text, text

    for module in pkgutil.iter_modules(questions.__path__):
        if has_text(f"command.{module.name}"):
            words = text(f"command.{module.name}", "en")
            app.command(name=module.name, help=words, cls=QuestionCommand)(lambda: None)


class QuestionCommand(TyperCommand):
    """A command that imports its question when it is called or its help is asked for."""

    @cached_property
    def command(self) -> "core.Command":
        """The command as the question's file declares it."""
        question = import_module(f"{questions.__name__}.{self.name}").QUESTION
        app = typer.Typer(add_completion=False)
        app.command(name=self.name, help=self.help)(asking(question))
        made = typer.main.get_command(app)
        if self.context_class is Context:
            speak(made)
        return made

    def speak(self) -> None:
        """Be in Swedish; the options once they are made."""
        from analysis.catalogue import text

        self.context_class = Context
        self.help = text(f"command.{self.name}", "sv")

    def get_params(self, ctx: "core.Context") -> "list[core.Parameter]":
        return self.command.get_params(ctx)

    def invoke(self, ctx: "core.Context") -> object:
        return self.command.invoke(ctx)


def asking(question: "Question") -> Callable[..., None]:
    """A function that asks and prints; its signature is that of the question with its plan."""

    def run(**given: object) -> None:
        answered(question, given)

    parameters = list(parameters_of(question))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run


def parameters_of(question: "Question") -> Iterator[inspect.Parameter]:
    """The options of a question, then those of plan and scenario, of format and language."""
    own = own_parameters(question)
    hints = get_type_hints(question.ask, include_extras=True)
    for name, parameter in own.items():
        yield _keyword(name, hints[name], parameter.default)
    for name in question.common:
        yield _keyword(name, *COMMON[name])
    if question.drawn is not None:
        yield _keyword("picture", PictureOption, None)
    if question.data is not None:
        yield _keyword("format_", WrittenOption, Written.text)
    else:
        yield _keyword("format_", common.FormatOption, common.Format.table)
    yield _keyword("language", common.LanguageOption, common.Language.sv)


def _keyword(name: str, annotation: Annotation, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def own_parameters(question: "Question") -> dict[str, inspect.Parameter]:
    """The options that `ask` takes beside the view."""
    parameters = dict(inspect.signature(question.ask).parameters)
    parameters.pop("view")
    return parameters


def answered(question: "Question", given: Keywords) -> None:
    """Open the scenario, ask, and print the answer."""
    from analysis.inputs.places import output_file
    from analysis.inputs.routes import COMMAND_LINE
    from analysis.report.blocks.opened import open_view

    if given.get("picture") is not None:
        output_file(given["picture"], "--picture")
    plan = given.get("plan") or common.DEFAULT_PLAN
    view = open_view(
        plan[0] if isinstance(plan, list) else plan,
        given.get("scenario", "base"),
        given.get("change") or (),
        given.get("set_") or (),
        given["language"],
        COMMAND_LINE,
        given.get("horizon"),
    )
    common.print_warnings(view.projection.plan)
    own = {name: given[name] for name in own_parameters(question)}
    answer = question.ask(view, **own)
    if given.get("picture") is not None:
        draw(question, answer, given["picture"], own)
    if question.data is None:
        print_answer(answer, given["format_"])
    elif given["format_"] is Written.json:
        common.print_json(question.data(answer))
    else:
        for text in answer.said():
            print(text)


def draw(question: "Question", answer: "Answer", path: Path, given: Keywords) -> None:
    """The picture of the question as an SVG file."""
    from analysis.report.blocks.look import recoloured
    from analysis.report.blocks.pictures import svg
    from analysis.storage import write_whole

    assert question.drawn is not None
    write_whole(path, recoloured(svg(question.drawn(answer, given["line"])), answer.view.look))
    common.note(Message("the picture is in {place}", place=path))


def print_answer(answer: "Answer", format_: common.Format) -> None:
    """Print an answer. The table form begins with what is seen and ends with what is assumed.

    CSV is one sheet after the other, each under its own header, with the sheet's name in the
    first column; what is said and assumed goes to standard error, so that it never mixes with
    the numbers.
    """
    says, assumes = answer.said(), answer.assumes
    if format_ is common.Format.json:
        tables = {sheet.id: sheet.records() for sheet in answer.sheets}
        common.print_json({"says": list(says), "assumes": list(assumes), **tables})
    elif format_.is_csv:
        for number, sheet in enumerate(answer.sheets):
            header = ["sheet", *(column.id for column in sheet.columns)]
            units = ["", *(column.unit for column in sheet.columns)]
            body = [[sheet.id, *row] for row in sheet.rows]
            common.print_csv(header, body, format_, answer.view.language, number == 0, units)
        for words in (*says, *assumes):
            common.note(words)
    else:
        _print_tables(answer)


def _print_tables(answer: "Answer") -> None:
    for said in answer.said():
        print(said)
    for table in answer.tables():
        print(f"\n{table.caption}")
        words = next((i for i, number in enumerate(table.numeric, 1) if number), len(table.head))
        common.print_table(table.head, [[row.name, *row.cells] for row in table.rows], words)
        if table.note:
            print(table.note)
    if answer.assumes:
        print(f"\n{answer.view.text('study.assumes')}")
        for said in answer.assumes:
            print(f"  - {said}")
