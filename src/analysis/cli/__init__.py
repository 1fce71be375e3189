"""The command `regionkalkyl`. Each file of this folder registers its own commands.

Nothing heavy is imported before a command needs it, so that `--help` answers at once.
"""

import importlib
import os
import pkgutil
import sys

os.environ.setdefault("TYPER_USE_RICH", "0")

import typer

from analysis.errors import InputError, RunFailed

EXIT_FAILED, EXIT_BAD_INPUT, EXIT_INTERRUPTED = 1, 2, 130


def application() -> typer.Typer:
    """The command line with every command registered."""
    app = typer.Typer(
        name="regionkalkyl",
        help="Long-range finance for Swedish regions: scenarios, balanced statements, reports.",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        commands = importlib.import_module(f"{__name__}.{module}")
        if hasattr(commands, "register"):
            commands.register(app)
    return app


def main() -> None:
    """Run the command line. Exit codes: 0, 1 for a failed run, 2 for bad input."""
    try:
        application()()
    except InputError as error:
        for problem in error.problems:
            print(f"regionkalkyl: {problem}", file=sys.stderr)
        sys.exit(EXIT_BAD_INPUT)
    except RunFailed as error:
        print(f"regionkalkyl: the run failed: {error}", file=sys.stderr)
        sys.exit(EXIT_FAILED)
    except KeyboardInterrupt:
        print("regionkalkyl: stopped", file=sys.stderr)
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has left (for instance `| head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"regionkalkyl: the run failed: {place}{error.strerror or error}", file=sys.stderr)
        sys.exit(EXIT_FAILED)
