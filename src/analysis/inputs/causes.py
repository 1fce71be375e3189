"""One cause told once (*samma orsak en gång*): forty cells with the same fault are one message."""

from collections.abc import Iterable
from dataclasses import replace

from analysis.errors import Message, Problem

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
    named = ", ".join(places[:NAMED])
    more = len(places) - NAMED
    where = [Message(", also {named}", named=named)] if named else []
    where += [Message(" and {more} more places", more=more)] if more > 0 else []
    told = {"message": first.message, "count": len(same), "first": "", "rest": ""}
    told |= dict(zip(("first", "rest"), where, strict=False))
    return replace(first, message=Message("{message} ({count} times{first}{rest})", **told))


def _place(problem: Problem) -> str:
    line = None if problem.line is None else f"line {problem.line}"
    return " ".join(filter(None, (line, problem.column)))
