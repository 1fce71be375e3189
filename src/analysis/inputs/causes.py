"""One cause told once (*samma orsak en gång*): forty cells with the same fault are one message."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce

from analysis.errors import Message, Problem, verbatim

NAMED = 4
"""Further places that a gathered message names."""


def by_cause(problems: Iterable[Problem]) -> list[Problem]:
    """The problems with those of the same file and cause gathered into one, with their count."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        # Without a place the value is what tells two faults apart.
        told_by = problem.value if not _place(problem) else None
        cause = (problem.file, problem.message, problem.expected, told_by)
        found.setdefault(cause, []).append(problem)
    return [same[0] if len(same) == 1 else _gathered(same) for same in found.values()]


def _gathered(same: list[Problem]) -> Problem:
    first, places = same[0], list(dict.fromkeys(filter(None, map(_place, same[1:]))))
    named = reduce(_and, places[:NAMED]) if places else None
    more = len(places) - NAMED
    where = [Message(", also {named}", named=named)] if named else []
    where += [Message(" and {more} more places", more=more)] if more > 0 else []
    told = {"message": first.message, "count": len(same), "first": "", "rest": ""}
    told |= dict(zip(("first", "rest"), where, strict=False))
    return replace(first, message=Message("{message} ({count} times{first}{rest})", **told))


def _and(one: Message, other: Message) -> Message:
    return Message("{one}, {other}", one=one, other=other)


def _place(problem: Problem) -> Message | None:
    if problem.line is None:
        return verbatim(problem.column) if problem.column else None
    line = Message("line {line}", line=problem.line)
    return Message("{line} {column}", line=line, column=problem.column) if problem.column else line
