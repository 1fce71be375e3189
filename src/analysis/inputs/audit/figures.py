"""Exact arithmetic on printed figures, each with what its rounding may hide.

A printed figure is known to half a unit of its last decimal and no better. A sum is off by at
most the sum of these halves; a ratio or a product by what its interval allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import product as combinations

HALF = Decimal("0.5")
PRECISION = 50
"""Digits of a division. Sums and products of printed figures need far fewer and are exact."""


@dataclass(frozen=True)
class Figure:
    """A value and half a unit of its last printed decimal (*avrundningsutrymme*)."""

    value: Decimal
    half: Decimal = Decimal(0)

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        return self.value - self.half, self.value + self.half


def printed(value: Decimal) -> Figure:
    """A figure as a document prints it: 934,2 is known to 0,05 and 870 to 0,5."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # the reader lets no NaN or infinity through
    return Figure(value, HALF.scaleb(min(exponent, 0)))


def scaled(figure: Figure, factor: Decimal) -> Figure:
    """The figure in another unit or with another sign."""
    return Figure(figure.value * factor, figure.half * abs(factor))


def total(figures: Iterable[Figure]) -> Figure:
    """The sum of figures, with the halves of all of them."""
    found = list(figures)
    return Figure(
        sum((f.value for f in found), Decimal(0)), sum((f.half for f in found), Decimal(0))
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
        return _around(value, ends)


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
    return _around(value, ends)


def _around(value: Decimal, ends: list[Decimal]) -> Figure:
    """A value with the distance to the farther end of its interval."""
    return Figure(value, max(value - min(ends), max(ends) - value))
