"""What `--help` says, in the language of the command line.

The texts are written in English where the commands and their options are; their Swedish form stands
in `catalogue/help.csv`, as that of a message stands in `messages.csv`.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer
from typer.core import TyperGroup

from analysis.catalogue.messages import template
from analysis.cli.speech import listen
from analysis.untyped import Nameless, Passed

if TYPE_CHECKING:
    from typer._click import core
    from typer._click.formatting import HelpFormatter

SWEDISH = "sv"
FORMATTER: Nameless = typer.Context.formatter_class
EXTRAS = re.compile(r"(?:^|  )\[([^\[\]]*)\]$")
"""What stands last in the text of an option: `[env var: X; default: Y; required]`."""


GROUPS = {
    "Plans and their sources": (
        "new-plan",
        "import-plan",
        "export-plan",
        "update-plan",
        "data",
        "check",
        "audit",
        "schema",
    ),
    "Figures of a plan": (
        "project",
        "scenarios",
        "frames",
        "investments",
        "measures",
        "assignments",
        "compare-plans",
    ),
    "Questions": (
        "compare",
        "bridge",
        "explain",
        "sensitivity",
        "uncertainty",
        "forecast",
        "seek",
        "balance",
        "portfolio",
        "score",
    ),
    "Reports and batches": ("run", "site", "what-if", "batch", "seal", "verify"),
}
"""The commands by what they are for, in the order of the work."""


class Formatter(FORMATTER):
    """The pages of help in Swedish: what Typer itself writes around the texts."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for part in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(part, _swedish(part))
        super().write_usage(prog, args, prefix or f"{_swedish('Usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_swedish(heading))

    def write_dl(self, rows: Iterable[Sequence[str]], *args: Passed, **options: Passed) -> None:
        super().write_dl([(name, _with_extras(text)) for name, text in rows], *args, **options)


class Context(typer.Context):
    """A command that is called in Swedish."""

    formatter_class = Formatter


class Group(TyperGroup):
    """All commands: their help in the language that the command line asks for."""

    def parse_args(self, ctx: "core.Context", args: list[str]) -> list[str]:
        if listen(args) == SWEDISH:
            ctx.formatter_class = Formatter
            speak(self)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: "core.Context", formatter: "HelpFormatter") -> None:
        """A heading for each of `GROUPS`, and every command once under its own."""
        width = formatter.width - 6 - max(map(len, self.commands))
        for heading, names in GROUPS.items():
            rows = [(name, self.commands[name].get_short_help_str(width)) for name in names]
            with formatter.section(heading):
                formatter.write_dl(rows)


def speak(command: Nameless) -> None:
    """Put a command, its options and the commands below it into Swedish."""
    command.context_class = Context
    command.help = command.help and _swedish(command.help)
    for param in command.params:
        if getattr(param, "help", None):
            param.help = _swedish(param.help)
    for part in getattr(command, "commands", {}).values():
        part.speak() if hasattr(part, "speak") else speak(part)


def _swedish(text: str) -> str:
    return template(text, SWEDISH)


def _with_extras(text: str) -> str:
    """The text of an option with its default and the like in Swedish, and that of `--help`."""
    said = EXTRAS.search(text)
    if said is None:
        return _swedish(text)
    extras = "; ".join(_extra(extra) for extra in said[1].split("; "))
    return f"{text[: said.start()]}  [{extras}]".lstrip()


def _extra(extra: str) -> str:
    kind, colon, value = extra.partition(": ")
    form = f"{kind}: {{value}}" if colon else kind
    return _swedish(form).format(value=value)
