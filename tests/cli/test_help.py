"""`--help` of every command: in Swedish unless English is asked for, and nothing left over."""

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from analysis.catalogue.messages import messages
from analysis.cli import application
from analysis.cli.help import GROUPS

ENGLISH = re.compile(r"\b(the|and|of|or|not|given|this|Usage|Options|default|required)\b")
MARKS = {"required": "krävs", "default: ": "förval: ", "Usage: ": "Användning: "}


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, getattr(command, "command", command)
    for name, part in getattr(command, "commands", {}).items():
        yield from commands(part, (*path, name))


COMMANDS = dict(commands(typer.main.get_command(application())))


def said(*arguments: str) -> str:
    result = CliRunner().invoke(application(), [*arguments, "--help"])
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_text_of_a_command_has_a_swedish_form(path: tuple[str, ...]) -> None:
    texts = [param.help for param in COMMANDS[path].params if getattr(param, "help", None)]
    assert [text for text in texts if text not in messages()] == []
    page = said(*path)
    assert ENGLISH.findall(page) == []
    assert page.startswith("Användning: ")
    assert "Visa den här hjälpen." in page


@pytest.mark.parametrize("path", [(), ("seek",), ("batch", "run")], ids=" ".join)
def test_help_is_in_english_where_that_is_asked_for(path: tuple[str, ...]) -> None:
    page = said("--language", "en", *path)
    assert page.startswith("Usage: ")
    assert "Show this message and exit." in page
    assert re.search("[åäö]", page) is None


def test_the_language_may_stand_after_the_command_and_the_marks_are_translated() -> None:
    swedish, english = said("seek"), said("seek", "--language", "en")
    for word, its_form in MARKS.items():
        assert word in english
        assert its_form in swedish
        assert word not in swedish


def test_every_command_stands_once_under_a_heading_that_says_what_it_is_for() -> None:
    app: Any = typer.main.get_command(application())
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(app.commands)
    page = said()
    assert page.index("Planer och deras underlag:") < page.index("Frågor:")


def test_the_version_is_that_of_the_package() -> None:
    shown = CliRunner().invoke(application(), ["--version"])
    assert (shown.exit_code, shown.output) == (0, f"regionkalkyl {version('regionkalkyl')}\n")
