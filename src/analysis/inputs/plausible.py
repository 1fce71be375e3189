"""Does a figure look like its neighbours (*rimlighet*)? A question to ask before it is accepted.

A slip of unit, of a decimal point or of a sign shows beside the other years of the same row. What
is asked about may well be right: it is read once more against the print, and accepted.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.errors import Problem
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
                text = f"the figure {word} the other years of its row; is it read right?"
                expected = f"a figure like {', '.join(f'{o:f}' for o in others[:4])}"
                where, value = f"row {cell.row}, {cell.column}", f"{cell.value:f}"
                yield Problem(text, str(table.path), cell.line, where, value, expected)


def _stands_out(cell: Cell, others: Sequence[Decimal]) -> str | None:
    value = cell.value or Decimal(0)
    one_sign = all(o > 0 for o in others) or all(o < 0 for o in others)
    sizes = [abs(o) for o in others]
    if not one_sign or not value or max(sizes) > CALM * min(sizes):
        return None
    if (value > 0) != (others[0] > 0):
        return "has another sign than"
    if abs(value) > TIMES * max(sizes):
        return f"is more than {TIMES} times"
    return f"is less than one {TIMES}th of" if abs(value) * TIMES < min(sizes) else None
