"""How likely rounding alone makes a sum differ this much (*avrundningens spridning*).

A printed figure is off by at most half a unit of its last decimal, and any error within that is
as likely as any other. n such errors reach their worst case together practically never: their sum
spreads as √n. Its distribution is that of Irwin and Hall, for unequal widths, and is computed in
exact fractions, so that no machine judges otherwise than another.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import comb, factorial, prod

LEVEL = Fraction(1, 1000)
"""A difference that rounding makes more seldom than this is improbable (*assumed*): among the 341
comparisons of a whole plan, rounding alone gives one such in three plans."""
NEAR = 2
"""Standard deviations within which no sum of even errors is that improbable: for two errors the
chance beyond is 3 %, and it grows with their number."""


def chance(difference: Decimal, halves: Sequence[Decimal]) -> Fraction:
    """The probability that errors within ±halves sum to at least |difference|, either way.

    1 where the difference lies so near that the answer cannot matter, 0 beyond the worst case.
    """
    size, reach = abs(difference), sum(halves, Decimal(0))
    if size > reach:
        return Fraction(0)
    if 3 * size * size <= NEAR * NEAR * sum((half * half for half in halves), Decimal(0)):
        return Fraction(1)
    widths = Counter(2 * Fraction(half) for half in halves if half)
    return 2 * _below(Fraction(reach - size), widths)


def _below(x: Fraction, widths: Counter[Fraction]) -> Fraction:
    """P(T < x) for the sum T of even errors between 0 and each width."""
    number = widths.total()
    whole = factorial(number) * prod((w**count for w, count in widths.items()), start=Fraction(1))
    return sum(_terms(x, widths, number), Fraction(0)) / whole


def _terms(x: Fraction, widths: Counter[Fraction], number: int) -> Iterator[Fraction]:
    """The terms of inclusion and exclusion, errors of the same width taken together."""
    for taken in product(*(range(count + 1) for count in widths.values())):
        rest = x - sum((w * k for w, k in zip(widths, taken, strict=True)), Fraction(0))
        if rest > 0:
            ways = prod(comb(c, k) for c, k in zip(widths.values(), taken, strict=True))
            yield (-1) ** sum(taken) * ways * rest**number
