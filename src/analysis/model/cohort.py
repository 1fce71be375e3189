"""Cohort-component projection (*kohortkomponentframskrivning*), one year at a time.

Preston, Heuveline & Guillot, *Demography* (2001), ch. 6. Counts are of 31 December. Arrays end in
(sex, age): sex 0 is female and 1 male, ages are 0-99 and the open class 100+. Leading axes are
scenarios or draws; where an assumption lacks them, it is the same for all.

Everything is booked by the age reached at the end of the year, so that one line holds for each
age and sex: end = entering - deaths + net migration, where those entering age x were x-1 a year
before, those entering age 0 are the children born in the year, and 100+ is entered from 99 and
from 100+ itself. Migrants move at the end of the year: residual migration is estimated with the
same convention, so the two agree.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FEMALE, MALE = 0, 1
AGES = 101
OPEN = AGES - 1
MOTHERS = slice(15, 50)
"""Ages of mothers: the statistics' open classes are counted at 15 and at 49."""


@dataclass(frozen=True)
class Assumptions:
    """Rates of a projection of T years; every array may have leading scenario axes.

    survival (..., T, 2, 101): share that lives to the year's end; index 0 of children born.
    fertility (..., T, 35): births per woman and year, mothers aged 15-49.
    inflow (..., T, 2, 101): persons moving in, or net migration where only that is known.
    out_rate (..., T, 2, 101): share of the survivors moving out; 0 where inflow is net.
    male_share: share of boys among children born.
    """

    survival: Array
    fertility: Array
    inflow: Array
    out_rate: Array
    male_share: float

    @property
    def horizon(self) -> int:
        """Number of years, T."""
        return int(self.fertility.shape[-2])


@dataclass(frozen=True)
class Cohorts:
    """A projection: population (..., T+1, 2, 101) from the jump-off, and its components.

    births (..., T, 2); deaths, migration and unmet (..., T, 2, 101). `unmet` is the out-migration
    that was asked for but had no one left to move; it is 0 except in extreme scenarios.
    """

    population: Array
    births: Array
    deaths: Array
    migration: Array
    unmet: Array


@dataclass(frozen=True)
class Year:
    """One year: population at its end, births by sex, deaths, net migration, unmet migration."""

    end: Array
    births: Array
    deaths: Array
    migration: Array
    unmet: Array


def entering(population: Array, births: Array) -> Array:
    """Those who enter each age in the year, (..., 2, 101), before deaths and migration."""
    aged = np.empty(np.broadcast_shapes(population.shape, (*births.shape, AGES)))
    aged[..., 1:] = population[..., :-1]
    aged[..., OPEN] += population[..., OPEN]
    aged[..., 0] = births
    return aged


def bounded_migration(survivors: Array, wanted: Array) -> tuple[Array, Array]:
    """Net migration that leaves no age negative, and the part that could not be met.

    No more people can leave than are there. The migration that is returned is the one that
    happens, so the balance stays exact; the shortfall is reported instead of hidden.
    """
    migration = np.maximum(wanted, -survivors)
    return migration, wanted - migration


def advance(
    population: Array,
    survival: Array,
    fertility: Array,
    inflow: Array,
    out_rate: Array,
    male_share: float,
) -> Year:
    """One year of the projection; arguments as in `Assumptions`, without the year axis."""
    shape = np.broadcast_shapes(
        population.shape,
        survival.shape,
        inflow.shape,
        out_rate.shape,
        (*fertility.shape[:-1], 1, 1),
    )
    start = np.broadcast_to(population, shape)
    arriving = entering(start, np.zeros(shape[:-1]))
    deaths = arriving * (1 - survival)
    survivors = arriving - deaths
    migration, unmet = bounded_migration(survivors, inflow - out_rate * survivors)
    end = survivors + migration
    # Mothers are exposed half to the count at the start and half to the count at the end.
    exposed = (start[..., FEMALE, MOTHERS] + end[..., FEMALE, MOTHERS]) / 2
    born = (exposed * fertility).sum(axis=-1)
    births = np.stack([born * (1 - male_share), born * male_share], axis=-1)
    deaths[..., 0] = births * (1 - survival[..., 0])
    infants = births - deaths[..., 0]
    wanted = inflow[..., 0] - out_rate[..., 0] * infants
    migration[..., 0], unmet[..., 0] = bounded_migration(infants, wanted)
    end[..., 0] = infants + migration[..., 0]
    return Year(end, births, deaths, migration, unmet)


def project_cohorts(start: Array, assumptions: Assumptions) -> Cohorts:
    """Project `start`, (..., 2, 101) persons on 31 December, through all years of `assumptions`."""
    a = assumptions
    years: list[Year] = []
    population = np.asarray(start, dtype=float)
    for t in range(a.horizon):
        year = advance(
            population,
            a.survival[..., t, :, :],
            a.fertility[..., t, :],
            a.inflow[..., t, :, :],
            a.out_rate[..., t, :, :],
            a.male_share,
        )
        years.append(year)
        population = year.end
    first = np.broadcast_to(start, population.shape)
    return Cohorts(
        np.stack([first, *(y.end for y in years)], axis=-3),
        np.stack([y.births for y in years], axis=-2),
        np.stack([y.deaths for y in years], axis=-3),
        np.stack([y.migration for y in years], axis=-3),
        np.stack([y.unmet for y in years], axis=-3),
    )
