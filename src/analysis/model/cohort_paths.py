"""Migration that makes a projection meet given totals (*flyttnetto som ger känd folkmängd*).

What is added is a number of persons per year with one age profile. A total is very nearly linear
in that number, and exactly so until an age runs out of people, so a few secant steps meet it.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from analysis.model.cohort import Array, Assumptions, Year, advance, project_cohorts
from analysis.model.cohort_groups import november_share, total

STEPS = 40
EXACT = 1e-9
"""Persons: a solved total is met this well."""
PROBE = 100.0
"""Persons of the first trial step."""


def solve(residual: Callable[[Array], Array], shape: tuple[int, ...]) -> Array:
    """The number of persons at which `residual` is 0, by the secant method, for all at once.

    Raises ValueError when no number of people meets the total.
    """
    last, here = np.zeros(shape), np.full(shape, PROBE)
    gap_last, gap = residual(last), residual(here)
    for _ in range(STEPS):
        if np.all(np.abs(gap) < EXACT):
            return here
        slope = gap - gap_last
        step = np.divide(gap * (here - last), slope, out=np.zeros(shape), where=slope != 0)
        last, gap_last = here, gap
        here = here - step
        gap = residual(here)
        if np.all(here == last):
            break
    # Floating point of a total near 10^6 leaves some 10^-10; anything larger is no solution.
    if np.all(np.abs(gap) < 1e3 * EXACT):
        return here
    raise ValueError("no migration meets the total: more would have to leave than are there")


def with_migration(given: Assumptions, persons: Array, profile: Array) -> Assumptions:
    """The assumptions with `persons` (..., T) more net migrants a year, by `profile` (2, 101)."""
    extra = np.asarray(persons)[..., None, None] * profile
    return replace(given, inflow=given.inflow + extra)


def one_year(population: Array, given: Assumptions, t: int, extra: Array) -> Year:
    """Year t of the assumptions, with `extra` (..., 2, 101) persons of net migration more."""
    return advance(
        population,
        given.survival[..., t, :, :],
        given.fertility[..., t, :],
        given.inflow[..., t, :, :] + extra,
        given.out_rate[..., t, :, :],
        given.male_share,
    )


def steady_migration(
    start: Array, given: Assumptions, november: float, first_year: int, profile: Array
) -> Array:
    """Persons a year, the same in all years, that give `november` residents in the last year.

    `start` is 31 December of `first_year`; the total is that of 1 November of the last year.
    """
    share = november_share(first_year + given.horizon)

    def residual(persons: Array) -> Array:
        path = with_migration(given, np.repeat(persons[..., None], given.horizon, -1), profile)
        ends = total(project_cohorts(start, path).population)
        return np.asarray((1 - share) * ends[..., -2] + share * ends[..., -1] - november)

    return solve(residual, total(start).shape)


def yearly_migration(start: Array, given: Assumptions, ends: Array, profile: Array) -> Array:
    """Persons of net migration to add each year, (..., T), so that 31 December has `ends` (T,)."""
    population, added = start, []
    for t in range(given.horizon):

        def residual(persons: Array, now: Array = population, year: int = t) -> Array:
            found = one_year(now, given, year, persons[..., None, None] * profile)
            return total(found.end) - ends[..., year]

        persons = solve(residual, total(population).shape)
        population = one_year(population, given, t, persons[..., None, None] * profile).end
        added.append(persons)
    return np.stack(added, axis=-1)


def years_of(given: Assumptions, first: int, last: int | None = None) -> Assumptions:
    """The assumptions of years first..last-1 only, counted from 0."""
    part = slice(first, last)
    return replace(
        given,
        survival=given.survival[..., part, :, :],
        fertility=given.fertility[..., part, :],
        inflow=given.inflow[..., part, :, :],
        out_rate=given.out_rate[..., part, :, :],
    )
