"""What can go wrong, said so that an economist can mend it.

Bad input is collected, not thrown at the first fault: one `InputError` carries every `Problem`
that was found, each with its place. The command line prints them and exits with 2. A run that
fails although its input was good raises `RunFailed` and exits with 1.
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

MAX_SHOWN = 60
"""Longest piece of a user's own text that a message repeats."""


def shown(text: object) -> str:
    """A user's text as one printable line, shortened: its cause must not break a message."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in str(text))
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """One fault in the input: what is wrong, where, what was expected, the nearest valid name."""

    message: str
    file: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    expected: str | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"line {self.line}" if self.line is not None else None,
                self.column,
            )
            if part
        )
        text = f"{place}: {self.message}" if place else self.message
        if self.value is not None:
            text += f" (found: {shown(self.value)!r})"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.nearest:
            text += f"; did you mean {self.nearest!r}?"
        return text


class InputError(Exception):
    """Input that cannot be used. `problems` holds every fault found, in the order of the file."""

    def __init__(
        self,
        message: str | None = None,
        *,
        problems: Sequence[Problem] = (),
        file: object = None,
        line: int | None = None,
        column: str | None = None,
        value: object = None,
        expected: str | None = None,
        nearest: str | None = None,
    ) -> None:
        found = tuple(problems)
        if message is not None:
            own = Problem(
                message,
                None if file is None else str(file),
                line,
                column,
                None if value is None else str(value),
                expected,
                nearest,
            )
            found = (own, *found)
        self.problems = found
        super().__init__("\n".join(map(str, found)))

    def __reduce__(self) -> tuple[object, ...]:
        # Raised in worker processes too: the default would lose the keyword arguments.
        return (_rebuild, (self.problems,))


def _rebuild(problems: tuple[Problem, ...]) -> InputError:
    return InputError(problems=problems)


class RunFailed(Exception):
    """A run that did not finish although its input was good (exit code 1)."""


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name that looks most like `name`, or None when nothing does."""
    names = list(valid)
    folded = {v.casefold().replace("-", "_"): v for v in names}
    close = difflib.get_close_matches(name.casefold().replace("-", "_"), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def located(problem: Problem, file: object) -> Problem:
    """The same problem with its file filled in when it has none."""
    return problem if problem.file else replace(problem, file=str(file))


def said(error: BaseException) -> str:
    """What an exception says, on one line; its kind when it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__
