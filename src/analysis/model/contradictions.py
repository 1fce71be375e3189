"""A plan that contradicts itself: which figures cannot all be right, and what would mend it.

Printed figures whose rounding intervals no unrounded figures fit all at once are a fault of the
print or of the table that holds it. A contradiction that the print really holds is acknowledged in
`plan.yml`, with its size and reason; every other stops the calculation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from analysis.errors import InputError, Message, Problem
from analysis.inputs.plan import Plan
from analysis.inputs.values import Published, Value
from analysis.model.nearest_point import Figure, scaled

Array = np.ndarray

SMALL = 1e-7
"""What linear programming takes for zero, in units of rounding."""
TIED = 1e-3
"""Moves that differ by less, in units of rounding, are equally small."""


@dataclass(frozen=True)
class Printed:
    """A printed figure, mnkr, with where it stands.

    `size` is how far the plan acknowledges that it is from what the other figures give; `turned`
    says that its linear form changed sign, to be compared with others.
    """

    line: str
    year: int
    column: int
    value: Decimal
    half: Decimal
    row: str
    file: str | None
    file_line: int | None
    size: Decimal | None = None
    is_cell: bool = False
    turned: bool = False

    @classmethod
    def of(cls, plan: Plan, line: str, year: int, figure: Published) -> "Printed":
        """A figure of a table that is a line item."""
        size = plan.acknowledged.get((line, year))
        place = (figure.row, figure.file, figure.line)
        column = plan.years.index(year)
        return cls(line, year, column, figure.value, figure.half, *place, size)

    @classmethod
    def of_cell(cls, plan: Plan, line: str, year: int, value: Value) -> "Printed":
        """What the plan states of a path."""
        size = plan.acknowledged.get((line, year))
        place = (value.row or line, value.file, value.line)
        stated, half = Decimal(repr(value.value)), Decimal(repr(value.half))
        return cls(line, year, plan.years.index(year), stated, half, *place, size, True)

    def __str__(self) -> str:
        return f"{self.row} {self.year} ({self.value:f})"


def contradiction(
    figures: Sequence[Figure], printed: Sequence[Printed], unknowns: int
) -> InputError:
    """The error that names the figures, by how much they miss, and the least change that mends."""
    weights = _identity(figures, unknowns)
    cells = [i for i in range(len(figures)) if weights[i]]
    total = max(cells, key=lambda i: _rank(printed[i], i))
    weights = weights / -weights[total]
    miss = sum(weights[i] * float(figures[i].miss) for i in cells)
    spread = sum(abs(weights[i]) * float(figures[i].half) for i in cells)
    sign = _sign(printed[total])
    gives = float(printed[total].value) + sign * miss
    parts = ", ".join(str(printed[i]) for i in cells if i != total)
    moves = {i: move for i in cells if (move := _least_move(figures, unknowns, i)) is not None}
    text = Message(
        "the printed figures contradict each other by more than rounding: {figure} is {gives:.10g} "
        "by {parts}; off by {miss:.10g}, and rounding explains less than {spread:.10g}",
        figure=printed[total], gives=gives, parts=parts, miss=abs(miss), spread=spread,
    )  # fmt: skip
    if not moves:
        where = printed[total]
        return _error(where, text, Message("figures that add up; no single figure mends it"))
    sizes = {i: abs(move) / float(figures[i].half) for i, move in moves.items()}
    least = [i for i in sorted(moves) if sizes[i] <= min(sizes.values()) + TIED]
    mended = [
        f"{printed[i].row} {printed[i].year} = {_mended(printed[i], moves[i]):f}" for i in least
    ]
    words = Message("{first}, the least change that mends", first=mended[0])
    if mended[1:]:
        words = Message("{words} (or, as little: {rest})", words=words, rest=", ".join(mended[1:]))
    return _error(printed[least[0]], text, words)


def _error(where: Printed, text: Message, expected: Message) -> InputError:
    value = f"{where.value:f}"
    problem = Problem(text, where.file, where.file_line, where.row, value, expected)
    return InputError(problems=[problem])


def _rank(printed: Printed, position: int) -> tuple[int, int]:
    """Of the figures of an identity, the one that the others give: the last in the model."""
    from analysis.model.chapters import model
    from analysis.model.graph import order

    names = order(model(), model())
    return (-1 if printed.is_cell else names.index(printed.line), position)


def _sign(printed: Printed) -> int:
    return -1 if printed.turned else 1


def _mended(where: Printed, move: float) -> Decimal:
    """The printed figure after a move of its form, in its own decimals, past the move's end."""
    move = _sign(where) * move
    unit = (2 * where.half).normalize()
    steps = np.ceil(abs(move) / float(unit) - SMALL)
    return where.value + Decimal(int(np.sign(move) * steps)) * unit


def _identity(figures: Sequence[Figure], unknowns: int) -> Array:
    """Weights (I,) under which the figures must add to nothing but do not: the sharpest of all.

    The linear programme max Σ y · miss − Σ |y| · bound over Σ y · effect = 0, Σ |y| = 1, in units
    of rounding; a corner of it is a shortest combination.
    """
    from scipy.optimize import linprog  # only when something is wrong: it is slow to import

    effect, miss, bound = scaled(figures, unknowns)
    cost = np.concatenate([bound - miss, bound + miss])
    equal = np.vstack([np.hstack([effect.T, -effect.T]), np.ones(2 * len(figures))])
    right = np.append(np.zeros(unknowns), 1.0)
    found = linprog(cost, A_eq=equal, b_eq=right, bounds=(0, None), method="highs-ds").x
    assert found is not None  # weights of one figure alone, up and down, always solve it
    weights = found[: len(figures)] - found[len(figures) :]
    weights = weights / np.array([float(figure.half) for figure in figures])
    return np.where(np.abs(weights) > SMALL * np.abs(weights).max(), weights, 0.0)


def _least_move(figures: Sequence[Figure], unknowns: int, free: int) -> float | None:
    """The least change of one printed figure, mnkr, with which all agree; None if none does."""
    from scipy.optimize import linprog

    effect, miss, bound = scaled(figures, unknowns)
    move = np.zeros((len(figures), 2))
    move[free] = 1.0, -1.0
    # effect · x − miss − (up − down) within ± bound; the moved figure is printed miss + up − down.
    upper = np.hstack([effect, -move])
    rows, right = np.vstack([upper, -upper]), np.concatenate([miss + bound, bound - miss])
    limits = [(None, None)] * unknowns + [(0, None)] * 2
    cost = np.append(np.zeros(unknowns), [1.0, 1.0])
    found = linprog(cost, A_ub=rows, b_ub=right, bounds=limits, method="highs-ds")
    if found.status != 0 or found.x is None:
        return None
    return float(found.x[-2] - found.x[-1]) * float(figures[free].half)
