"""Amounts of years as the command line and the notebooks write them."""

from collections.abc import Sequence

from analysis.errors import InputError, Message, Problem


def by_year(texts: Sequence[str], example: str) -> dict[int, float]:
    """`2026=500` as amounts by year. Raises InputError with all faults."""
    found: dict[int, float] = {}
    problems = []
    for text in texts:
        year, _, amount = text.partition("=")
        try:
            found[int(year)] = float(amount)
        except ValueError:
            expected = Message("a year and mnkr, as {example}", example=example)
            problems.append(
                Problem(
                    Message("this is not an amount of a year"), None, None, None, text, expected
                )
            )
    if problems:
        raise InputError(problems=problems)
    return found
