"""The point nearest to a set of printed figures within all their intervals, in exact arithmetic.

Figure i is Σ effect[i][j] · x[j], and was printed `miss[i]` above what x = 0 gives. Wanted is the x
that makes Σ ((figure − miss) / half)² least while every figure ends within its bound. Each unknown
is a figure of its own, so the problem is strictly convex: it has one answer, or none.

Which bounds bind is searched for in floating point (the dual method of Goldfarb & Idnani 1983);
the answer for those bounds is then solved in fractions and proven to be the optimum. However a
processor rounds on the way, the answer is the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np

Array = np.ndarray
Whole = dict[int, int]

ENOUGH = 1e-9
"""What the search takes for zero; the proof is exact."""
ROUNDS = 1000


@dataclass(frozen=True)
class Figure:
    """A printed figure as a linear form of the unknowns."""

    effect: tuple[tuple[int, Fraction], ...]
    miss: Fraction
    half: Fraction
    bound: Fraction

    def off(self, point: Sequence[Fraction]) -> Fraction:
        """How far the figure ends from its print at a point."""
        return sum((e * point[j] for j, e in self.effect), Fraction(0)) - self.miss


class NoPointError(Exception):
    """No point lies within every bound."""


def nearest_point(figures: Sequence[Figure], unknowns: int) -> list[Fraction]:
    """The x nearest to the print. Raises NoPointError where the figures contradict each other."""
    binding = _search(figures, unknowns)
    for _ in range(ROUNDS):
        point, force = _exact(figures, unknowns, binding)
        pulls = {i: f for (i, side), f in zip(binding.items(), force, strict=True) if f * side < 0}
        off = {i: figure.off(point) for i, figure in enumerate(figures) if i not in binding}
        broken = {i: abs(d) - figures[i].bound for i, d in off.items()}
        worst = max(broken, key=lambda i: broken[i], default=None)
        if pulls:
            del binding[max(pulls, key=lambda i: abs(pulls[i]))]
        elif worst is not None and broken[worst] > 0:
            binding[worst] = 1 if off[worst] > 0 else -1
        else:
            return point
    raise ArithmeticError("the hidden decimals could not be proven to be the nearest")


def scaled(figures: Sequence[Figure], unknowns: int) -> tuple[Array, Array, Array]:
    """Effects (I, J), misses (I,) and bounds (I,) in units of each figure's rounding."""
    effect = np.zeros((len(figures), unknowns))
    for i, figure in enumerate(figures):
        for j, value in figure.effect:
            effect[i, j] = float(value / figure.half)
    miss = np.array([float(figure.miss / figure.half) for figure in figures])
    return effect, miss, np.array([float(figure.bound / figure.half) for figure in figures])


def _search(figures: Sequence[Figure], unknowns: int) -> dict[int, int]:
    """The figures that end at a bound, with the side: 1 above their print, −1 below."""
    effect, miss, bound = scaled(figures, unknowns)
    inverse = np.linalg.inv(effect.T @ effect)
    point = inverse @ (effect.T @ miss)
    binding: dict[int, int] = {}
    force = np.zeros(0)
    for _ in range(ROUNDS):
        off = effect @ point - miss
        left = np.abs(off) - bound
        left[list(binding)] = -np.inf
        worst = int(left.argmax())
        if left[worst] <= ENOUGH:
            return binding
        side = 1 if off[worst] > 0 else -1
        point, force = _add(effect, inverse, point, binding, force, worst, side, left[worst])
    raise ArithmeticError("the search for the hidden decimals did not end")


def _add(
    effect: Array,
    inverse: Array,
    point: Array,
    binding: dict[int, int],
    force: Array,
    new: int,
    side: int,
    too_far: float,
) -> tuple[Array, Array]:
    """Move to where `new` is at its bound, letting go of bounds that no longer hold it back."""
    normal, own = -side * effect[new], 0.0
    while True:
        rows = np.array([-s * effect[i] for i, s in binding.items()]).reshape(-1, len(point))
        gram = rows @ inverse @ rows.T
        share = np.linalg.solve(gram, rows @ inverse @ normal) if binding else np.zeros(0)
        step = inverse @ (normal - rows.T @ share)
        gain = float(step @ normal)
        reach = too_far / gain if gain > ENOUGH else np.inf
        ratios = np.where(share > ENOUGH, force / np.where(share > ENOUGH, share, 1.0), np.inf)
        drop = int(ratios.argmin()) if binding else -1
        limit = float(ratios[drop]) if binding else np.inf
        length = min(reach, limit)
        if not np.isfinite(length):
            raise NoPointError
        point = point + length * step if gain > ENOUGH else point
        too_far -= length * gain
        force, own = force - length * share, own + length
        if reach <= limit:
            binding[new] = side
            return point, np.append(force, own)
        del binding[list(binding)[drop]]
        force = np.delete(force, drop)


def _exact(
    figures: Sequence[Figure], unknowns: int, binding: Mapping[int, int]
) -> tuple[list[Fraction], list[Fraction]]:
    """The least sum of squares with the binding figures at their bounds, and what holds them."""
    rows: list[Whole] = [{} for _ in range(unknowns)]
    forms = [_whole({j: e / f.half for j, e in f.effect} | {-1: f.miss / f.half}) for f in figures]
    scale = lcm(*(size for _, size in forms))
    for form, size in forms:
        weight = (scale // size) ** 2
        for j, e in form.items():
            if j >= 0:
                row, own = rows[j], weight * e
                for k, other in form.items():
                    row[k] = row.get(k, 0) + own * other
    for number, (i, side) in enumerate(binding.items()):
        figure = figures[i]
        own_row, _ = _whole(dict(figure.effect) | {-1: figure.miss + side * figure.bound})
        for j in own_row.keys() - {-1}:
            rows[j][unknowns + number] = own_row[j]
        rows.append(own_row)
    found = _eliminated(rows, unknowns)
    return found[:unknowns], found[unknowns:]


def _eliminated(rows: list[Whole], first: int) -> list[Fraction]:
    """Gaussian elimination on sparse rows: the first unknowns, then the rest, fewest terms first.

    The right side of a row stands under −1. The first block is positive definite and the bounds
    are independent, so no pivot is zero.
    """
    left, done = set(range(len(rows))), []
    while left:
        block = [i for i in left if i < first] or left
        pivot = min(block, key=lambda i: (len(rows[i]), i))
        left.remove(pivot)
        done.append(pivot)
        for i in left:
            if pivot in rows[i]:
                rows[i] = _without(rows[i], rows[pivot], pivot)
    found = [Fraction(0)] * len(rows)
    for i in reversed(done):
        terms = (v * found[j] for j, v in rows[i].items() if j not in (i, -1))
        found[i] = (rows[i].get(-1, 0) - sum(terms, Fraction(0))) / rows[i][i]
    return found


def _whole(row: Mapping[int, Fraction]) -> tuple[Whole, int]:
    """An equation in whole numbers, and what it was multiplied by."""
    common = lcm(*(value.denominator for value in row.values()))
    return {j: int(value * common) for j, value in row.items() if value}, common


def _without(row: Whole, pivot: Whole, j: int) -> Whole:
    """A row less the multiple of the pivot's that takes unknown j out of it, in lowest terms."""
    mine, its = row[j], pivot[j]
    new = {k: v * its for k, v in row.items() if k != j}
    for k, value in pivot.items():
        if k != j:
            new[k] = new.get(k, 0) - mine * value
    shared = gcd(*new.values()) if new else 1
    return {k: v // shared for k, v in new.items() if v}
