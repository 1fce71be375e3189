"""Exact arithmetic on printed figures, each with what its rounding may hide.

A printed figure is known to half a unit of its last decimal and no better. A sum is off by at
most the sum of these halves; a ratio or a product by what its interval allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import chain
from itertools import product as combinations

from analysis.inputs.tables import Cell

HALF = Decimal("0.5")
PRECISION = 50
"""Digits of a division. Sums and products of printed figures need far fewer and are exact."""


@dataclass(frozen=True)
class Figure:
    """A value and half a unit of its last printed decimal (*avrundningsutrymme*).

    `halves` are those of the printed figures that a sum was made of, None where the figure is no
    sum; `cells` are the cells that it was made of.
    """

    value: Decimal
    half: Decimal = Decimal(0)
    halves: tuple[Decimal, ...] | None = ()
    cells: tuple[Cell, ...] = ()

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        return self.value - self.half, self.value + self.half


def printed(value: Decimal, *cells: Cell) -> Figure:
    """A figure as a document prints it: 934,2 is known to 0,05 and 870 to 0,5."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # the reader lets no NaN or infinity through
    half = HALF.scaleb(min(exponent, 0))
    return Figure(value, half, (half,), cells)


def scaled(figure: Figure, factor: Decimal) -> Figure:
    """The figure in another unit or with another sign."""
    size = abs(factor)
    halves = None if figure.halves is None else tuple(half * size for half in figure.halves)
    return Figure(figure.value * factor, figure.half * size, halves, figure.cells)


def total(figures: Iterable[Figure]) -> Figure:
    """The sum of figures, with the halves of all of them."""
    found = list(figures)
    halves = [f.halves for f in found if f.halves is not None]
    return Figure(
        sum((f.value for f in found), Decimal(0)),
        sum((f.half for f in found), Decimal(0)),
        tuple(chain.from_iterable(halves)) if len(halves) == len(found) else None,
        tuple(chain.from_iterable(f.cells for f in found)),
    )


def quotient(numerator: Figure, denominator: Figure) -> Figure | None:
    """numerator / denominator; None where the denominator may be zero."""
    low, high = denominator.bounds
    if low <= 0 <= high:
        return None
    with localcontext() as context:
        context.prec = PRECISION
        ends = [n / d for n in numerator.bounds for d in (low, high)]
        value = numerator.value / denominator.value
        return _around(value, ends, (*numerator.cells, *denominator.cells))


def product(figures: Iterable[Figure]) -> Figure:
    """The product of figures."""
    found = list(figures)
    value = Decimal(1)
    for figure in found:
        value *= figure.value
    ends = []
    for corner in combinations(*(figure.bounds for figure in found)):
        end = Decimal(1)
        for bound in corner:
            end *= bound
        ends.append(end)
    return _around(value, ends, tuple(chain.from_iterable(f.cells for f in found)))


def _around(value: Decimal, ends: list[Decimal], cells: tuple[Cell, ...]) -> Figure:
    """A value with the distance to the farther end of its interval."""
    return Figure(value, max(value - min(ends), max(ends) - value), None, cells)
