"""What can go wrong, said so that an economist can mend it.

Bad input is collected, not thrown at the first fault: one `InputError` carries every `Problem`
that was found, each with its place. The command line prints them and exits with 2. A run that
fails although its input was good raises `RunFailed` and exits with 1.

What is said is a `Message`: an English text with fields in braces, whose Swedish form stands in
`catalogue/messages.csv`. `str(error)` is English, for Python users and logs; the command line says
`problem.said(language)`. A new fault: write `InputError(Message("no plan {name!r}", name=name))`,
and add the row `no plan {name!r},det finns ingen plan {name!r}` to `messages.csv`. Text without
words, such as an option or a list of names, is `verbatim(...)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.catalogue.messages import template
from analysis.catalogue.nearest import nearest

__all__ = [
    "InputError",
    "Message",
    "Problem",
    "RunFailed",
    "located",
    "nearest",
    "reason",
    "said",
    "shown",
    "verbatim",
]

MAX_SHOWN = 60
"""Longest piece of a user's own text that a message repeats."""


def shown(text: object) -> str:
    """A user's text as one printable line, shortened: its cause must not break a message."""
    line = "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in str(text))
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"


class Message(str):
    """A text for people in both languages: itself in English, `said("sv")` in Swedish.

    `text` is the English template and the key of the Swedish one; the fields fill the braces of
    both. A field may be a Message; a user's own text is put in and never interpreted.
    """

    text: str
    fields: dict[str, object]

    def __new__(cls, text: str, /, **fields: object) -> "Message":
        made = super().__new__(cls, text.format(**fields) if fields else text)
        made.text, made.fields = text, fields
        return made

    def said(self, language: str) -> str:
        """The message in "sv" or "en"."""
        form = template(self.text, language)
        if not self.fields:
            return form
        return form.format(**{name: in_language(v, language) for name, v in self.fields.items()})

    def __reduce__(self) -> tuple[object, ...]:
        return (_message, (self.text, self.fields))


def _message(text: str, fields: dict[str, object]) -> Message:
    return Message(text, **fields)


class Figure(Message):
    """A number in a message, as the reader's language writes it; it can be typed back."""

    def __new__(cls, plain: str) -> "Figure":
        made = super().__new__(cls, "{text}", text=plain)
        assert isinstance(made, Figure)
        return made

    def said(self, language: str) -> str:
        plain = str(self)
        return plain if language == "en" else plain.translate(_IN_SWEDISH)

    def __reduce__(self) -> tuple[object, ...]:
        return (Figure, (str(self),))


def verbatim(text: object) -> Message:
    """A text that is the same in every language: an option, a value, names."""
    return Message("{text}", text=text)


_IN_SWEDISH = str.maketrans({",": "\u00a0", ".": ",", "-": "\u2212"})


class _Swedish:
    """A number in a Swedish text: decimal comma, no-break space between thousands that a text
    parts, and U+2212, in any form that it asks for."""

    def __init__(self, number: float | Decimal) -> None:
        self.number = number

    def __format__(self, form: str) -> str:
        return format(self.number, form).translate(_IN_SWEDISH)

    def __str__(self) -> str:
        return format(self)

    def __repr__(self) -> str:
        return format(self)


def in_language(text: object, language: str) -> object:
    """A message or a number as a language writes it; anything else as it is."""
    if isinstance(text, Message):
        return text.said(language)
    if language == "sv" and isinstance(text, int | float | Decimal) and not isinstance(text, bool):
        return _Swedish(text)
    return text


@dataclass(frozen=True)
class Problem:
    """One fault in the input: what is wrong, where, what was expected, the nearest valid name."""

    message: Message
    file: str | None = None
    line: int | None = None
    column: str | None = None
    value: str | None = None
    expected: Message | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        return self.said("en")

    def said(self, language: str) -> str:
        """The problem on one line, in "sv" or "en"."""
        line = None if self.line is None else Message("line {line}", line=self.line)
        parts = (self.file, line, self.column)
        place = ", ".join(str(in_language(part, language)) for part in parts if part)
        text = str(in_language(self.message, language))
        text = f"{place}: {text}" if place else text
        for form, value in (
            ("{text} (found: {value!r})", None if self.value is None else shown(self.value)),
            ("{text}; expected {value}", _says_something(self.expected)),
            ("{text}; did you mean {value!r}?", self.nearest or None),
        ):
            if value is not None:
                text = Message(form, text=text, value=value).said(language)
        return text


def _says_something(expected: Message | None) -> Message | None:
    """What was expected, but for a list of which there is nothing: *one of:* and no name."""
    empty = expected and expected.fields and not any(map(str, expected.fields.values()))
    return None if empty else expected or None


class InputError(Exception):
    """Input that cannot be used. `problems` holds every fault found, in the order of the file."""

    def __init__(
        self,
        message: Message | None = None,
        *,
        problems: Sequence[Problem] = (),
        file: object = None,
        line: int | None = None,
        column: str | None = None,
        value: object = None,
        expected: Message | None = None,
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

    def said(self, language: str) -> str:
        """Every fault in `language`, a line each."""
        return "\n".join(problem.said(language) for problem in self.problems)

    def __reduce__(self) -> tuple[object, ...]:
        # Raised in worker processes too: the default would lose the keyword arguments.
        return (_rebuild, (self.problems,))


def _rebuild(problems: tuple[Problem, ...]) -> InputError:
    return InputError(problems=problems)


class RunFailed(Exception):
    """A run that did not finish although its input was good (exit code 1)."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)

    def said(self, language: str) -> str:
        """What went wrong, in "sv" or "en"."""
        return str(in_language(self.args[0], language))


def located(problem: Problem, file: object) -> Problem:
    """The same problem with its file filled in when it has none."""
    return problem if problem.file else replace(problem, file=str(file))


def reason(error: BaseException) -> Message:
    """What an exception says, as a message: in both languages where its words are one."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Message) else verbatim(said(error))


def said(error: BaseException) -> str:
    """What an exception says, on one line; its kind when it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__
