"""The nearest point within all rounding intervals, against hand arithmetic and random prints."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model.nearest_point import Figure, NoPointError, nearest_point

HALF = Fraction(1, 2)
BOUND = Fraction(99, 200)


def figure(effect, miss=0, bound=BOUND):
    pairs = tuple((j, Fraction(e)) for j, e in effect.items())
    return Figure(pairs, Fraction(miss), HALF, bound)


def test_a_sum_that_misses_by_one_is_shared_equally_by_its_parts_and_itself():
    parts = [figure({0: 1}), figure({1: 1})]
    assert nearest_point([*parts, figure({0: 1, 1: 1}, 1)], 2) == [Fraction(1, 3)] * 2


def test_a_bound_that_binds_is_met_exactly_and_the_rest_is_least_squares():
    sums = [figure({0: 1, 1: 1}, Fraction(7, 5)), figure({0: 1}), figure({1: 1})]
    point = nearest_point(sums, 2)
    assert point == [Fraction(7, 5) / 3] * 2
    tight = [figure({0: 1, 1: 1}, Fraction(7, 5), Fraction(9, 20)), *sums[1:]]
    with pytest.raises(NoPointError):
        nearest_point([figure({0: 1, 1: 1}, Fraction(8, 5), Fraction(1, 2)), *sums[1:]], 2)
    assert sum(nearest_point(tight, 2)) == Fraction(19, 20)


def test_figures_that_contradict_each_other_by_more_than_rounding_have_no_point():
    with pytest.raises(NoPointError):
        nearest_point([figure({0: 1}), figure({1: 1}), figure({0: 1, 1: 1}, 2)], 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-5_000_000, 5_000_000), min_size=2, max_size=9), st.data())
def test_every_print_of_real_figures_has_a_point_and_no_neighbour_is_nearer(thousandths, data):
    """Draw figures, print them and their running sums; the answer prints the same and is least."""
    real = [Fraction(value, 1000) for value in thousandths]
    printed = [round(value) for value in real]
    figures = [figure({j: 1}, 0, HALF) for j in range(len(real))]
    for last in range(1, len(real)):
        total = round(sum(real[: last + 1]))
        miss = total - sum(printed[: last + 1])
        figures.append(figure(dict.fromkeys(range(last + 1), 1), miss, HALF))
    point = nearest_point(figures, len(real))
    assert all(abs(f.off(point)) <= f.bound for f in figures)

    def cost(x):
        return sum((f.off(x) / f.half) ** 2 for f in figures)

    other = [value - Fraction(p) for value, p in zip(real, printed, strict=True)]
    share = Fraction(data.draw(st.integers(1, 100)), 100)
    mixed = [(1 - share) * a + share * b for a, b in zip(point, other, strict=True)]
    assert all(abs(f.off(mixed)) <= f.bound for f in figures)  # the intervals are convex
    assert cost(mixed) >= cost(point)
