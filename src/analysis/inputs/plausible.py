"""Does a figure look like its neighbours (*rimlighet*)? A question to ask before it is accepted.

A slip of unit, of a decimal point or of a sign shows beside the other years of the same row. What
is asked about may well be right: it is read once more against the print, and accepted.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.errors import Message, Problem
from analysis.inputs.shape import place_of
from analysis.inputs.tables import Cell, Table

TIMES = 5
"""How many times a figure may exceed, or fall short of, all its neighbours (*assumed*)."""
CALM = 3
"""Neighbours that differ more than this many times among themselves are no measure (*assumed*)."""
FEWEST = 3
"""Figures that a row must have before one of them can stand out."""


def unlikely(table: Table) -> Iterator[Problem]:
    """Figures of a series that stand out from the other years of their row."""
    if table.spec.kind != "series":
        return
    for row in dict.fromkeys(cell.labels for cell in table.cells):
        cells = [c for c in table.cells if c.labels == row and c.value is not None]
        for cell in cells if len(cells) >= FEWEST else ():
            others = [c.value for c in cells if c is not cell and c.value is not None]
            if word := _stands_out(cell, others):
                like = ", ".join(f"{other:f}" for other in others[:4])
                expected = Message("a figure like {like}", like=like)
                where, value = place_of(cell.row, cell.column), f"{cell.value:f}"
                yield Problem(word, str(table.path), cell.line, where, value, expected)


def _stands_out(cell: Cell, others: Sequence[Decimal]) -> Message | None:
    value = cell.value or Decimal(0)
    one_sign = all(o > 0 for o in others) or all(o < 0 for o in others)
    sizes = [abs(o) for o in others]
    if not one_sign or not value or max(sizes) > CALM * min(sizes):
        return None
    if (value > 0) != (others[0] > 0):
        return Message("the figure has another sign than the other years; is it read right?")
    if abs(value) > TIMES * max(sizes):
        text = "the figure is more than {times} times the other years; is it read right?"
        return Message(text, times=TIMES)
    text = "the figure is less than 1/{times} of the other years; is it read right?"
    return Message(text, times=TIMES) if abs(value) * TIMES < min(sizes) else None
