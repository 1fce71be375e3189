"""The command `regionkalkyl`. Each file of this folder registers its own commands.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

import importlib
import os
import pkgutil
import sys
from typing import Annotated, NoReturn

os.environ.setdefault("TYPER_USE_RICH", "0")

import typer
from typer.exceptions import Abort, TyperException

from analysis.cli.common import Language
from analysis.cli.door import doors
from analysis.cli.help import Group
from analysis.cli.speech import VARIABLE, language_of, set_default, usage_problem
from analysis.errors import InputError, Message, RunFailed, verbatim

EXIT_FAILED, EXIT_BAD_INPUT, EXIT_INTERRUPTED = 1, 2, 130


def application() -> typer.Typer:
    """The command line with every command registered."""
    app = typer.Typer(
        name="regionkalkyl",
        cls=Group,
        help="Long-range finance for Swedish regions: scenarios, balanced statements, reports.",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_speak)
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        commands = importlib.import_module(f"{__name__}.{module}")
        if hasattr(commands, "register"):
            commands.register(app)
    return app


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"regionkalkyl {version('regionkalkyl')}")
        raise typer.Exit


def _speak(
    context: typer.Context,
    language: Annotated[
        Language | None,
        typer.Option(
            "--language",
            "-l",
            envvar=VARIABLE,
            help="Language of answers and messages of every command: sv (default) or en.",
        ),
    ] = None,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    if language is not None:
        set_default(context, language.value)


def main() -> None:
    """Run the command line. Exit codes: 0, 1 for a failed run, 2 for bad input."""
    with doors():
        _main()


def _main() -> None:
    language = language_of(sys.argv[1:])
    try:
        status = application()(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except (InputError, TyperException) as error:
        _refused(error, language)
    except RunFailed as error:
        _failed(error.args[0], language)
    except (KeyboardInterrupt, Abort):
        print(f"regionkalkyl: {Message('stopped').said(language)}", file=sys.stderr)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has left (for instance `| head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _failed(verbatim(f"{place}{error.strerror or error}"), language)


def _failed(reason: str, language: str) -> NoReturn:
    said = Message("the run failed: {reason}", reason=reason).said(language)
    print(f"regionkalkyl: {said}", file=sys.stderr)
    sys.exit(EXIT_FAILED)


def _refused(error: InputError | TyperException, language: str) -> NoReturn:
    if type(error).__name__ == "NoArgsIsHelpError":  # nothing but the name of a group: its help
        print(error, file=sys.stderr)
        sys.exit(EXIT_BAD_INPUT)
    found = error.problems if isinstance(error, InputError) else (usage_problem(error),)
    for problem in found:
        print(f"regionkalkyl: {problem.said(language)}", file=sys.stderr)
    sys.exit(EXIT_BAD_INPUT)
