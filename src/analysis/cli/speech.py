"""The language of messages and what is said of a command that is written wrong.

A command speaks the language of its `--language`, or of the one before the command, or of the
environment variable `REGIONKALKYL_LANGUAGE`; Swedish unless one of them says English.
"""

import os
import re
from collections.abc import Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeAlias

import typer
from typer.core import TyperArgument, TyperOption
from typer.exceptions import TyperException

from analysis.catalogue import LANGUAGES
from analysis.errors import Message, Problem, nearest, shown, verbatim

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Parameter: TypeAlias = TyperArgument | TyperOption

VARIABLE = "REGIONKALKYL_LANGUAGE"
_SPOKEN: ContextVar[str] = ContextVar("spoken", default=LANGUAGES[0])


def language_of(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, also where the rest of it cannot be read."""
    found = os.environ.get(VARIABLE, "")
    for place, argument in enumerate(arguments):
        if argument in {"--language", "-l"}:
            found = "".join(arguments[place + 1 : place + 2])
        elif argument.startswith("--language="):
            found = argument.partition("=")[2]
    return found if found in LANGUAGES else LANGUAGES[0]


def listen(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, which is spoken from now on."""
    _SPOKEN.set(language_of(arguments))
    return _SPOKEN.get()


def spoken() -> str:
    """The language of the command that is running."""
    return _SPOKEN.get()


def set_default(context: typer.Context, language: str) -> None:
    """Let every command under `context` speak `language` unless it is told otherwise."""
    context.default_map = _defaults(context.command, language)


def _defaults(command: object, language: str) -> dict[str, object]:
    if hasattr(command, "commands"):
        return {name: _defaults(part, language) for name, part in command.commands.items()}
    return {"language": language}


def usage_problem(error: TyperException) -> Problem:
    """A command line that cannot be read, as a problem in both languages."""
    kind, param = type(error).__name__, getattr(error, "param", None)
    option = getattr(error, "option_name", None)
    if kind == "NoSuchOption":
        close = next(iter(getattr(error, "possibilities", None) or ()), None)
        return Problem(Message("there is no option {option}", option=shown(option)), nearest=close)
    if kind == "MissingParameter" and param is not None:
        # The help of the parameter is in the language of the command line already.
        words = verbatim(param.help.rstrip(".")) if getattr(param, "help", None) else None
        text = Message("{name} is missing", name=_name(param))
        return Problem(text, expected=_expected(param) or words)
    if kind == "BadParameter" and param is not None:
        return _bad_value(error, param)
    if option is not None:
        text = Message("the option {option} is used wrongly", option=shown(option))
        return Problem(text, expected=Message("a value after it, if it takes one"))
    return _bad_usage(error)


def _name(param: Parameter) -> str:
    """What a user calls an option or an argument."""
    return str(
        param.opts[0]
        if param.param_type_name == "option"
        else (param.metavar or param.name).upper()
    )


def _bad_value(error: TyperException, param: Parameter) -> Problem:
    details: list[ErrorDetails] = getattr(
        error.__cause__, "errors", list
    )()  # of pydantic, which read the value
    value = str(details[0]["input"]) if details else None
    return Problem(
        Message("the value cannot be used"),
        column=_name(param),
        value=value,
        expected=_expected(param) or verbatim(error.message),
        nearest=nearest(value, _choices(param)) if value else None,
    )


def _bad_usage(error: TyperException) -> Problem:
    if unknown := re.match(r"No such command '(.*?)'\.", error.message):
        command = getattr(getattr(error, "ctx", None), "command", None)
        names = list(getattr(command, "commands", ()))
        text = Message("there is no command {name!r}", name=shown(unknown[1]))
        close = nearest(unknown[1], names)
        listed = Message("one of: {names}", names=", ".join(names))
        return Problem(text, expected=None if close else listed, nearest=close)
    if extra := re.match(r"Got unexpected extra argument\S* \((.*)\)", error.message):
        return Problem(Message("there are too many arguments"), value=extra[1])
    if error.message == "Missing command.":
        return Problem(Message("a command is missing"), expected=verbatim("--help"))
    return Problem(Message("the command cannot be understood: {reason}", reason=error.message))


def _choices(param: Parameter) -> list[str]:
    return [str(getattr(c, "value", c)) for c in param.type_descriptor.choices or ()]


def _expected(param: Parameter) -> Message | None:
    """What the value of an option or argument looks like."""
    if choices := _choices(param):
        return Message("one of: {names}", names=", ".join(choices))
    info, kind = param.type_descriptor.parameter_info, param.type_descriptor.annotation
    numbers = {int: Message("a whole number"), float: Message("a number")}
    if kind in numbers:
        words = {"noun": numbers[kind], "low": info.min, "high": info.max}
        if info.min is not None and info.max is not None:
            return Message("{noun} from {low} to {high}", **words)
        if info.min is not None:
            return Message("{noun} of at least {low}", **words)
        return numbers[kind]
    return Message("a path that exists") if info.exists else None
