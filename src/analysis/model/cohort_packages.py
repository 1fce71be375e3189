"""In-migration packages (*inflyttningspaket*): people who come with an industrial establishment.

The newcomers are a population of their own that ages, has children and dies by the region's rates,
with a yearly share that leaves again. The projection is linear as long as no age runs out of
people, so the region with the package is the region without it plus the newcomers, to the person.
"""

from dataclasses import replace

import numpy as np

from analysis.inputs.packages import Ages, Package
from analysis.model.cohort import AGES, FEMALE, MALE, Array, Assumptions, Cohorts, project_cohorts


def spread(ages: Ages) -> Array:
    """Shares of age classes as shares of single ages, (101,), summing to 1."""
    profile = np.zeros(AGES)
    for (low, high), share in ages.items():
        profile[low : high + 1] += share / (high - low + 1)
    return profile / profile.sum()


def worker_profile(package: Package) -> Array:
    """Age and sex of the workers, (2, 101), summing to 1."""
    sexes = np.array([[1 - package.men], [package.men]])
    return sexes * spread(package.worker_ages)


def profile(package: Package) -> Array:
    """Age and sex of all who move in, (2, 101), summing to 1."""
    adult, child = spread(package.adult_ages), spread(package.child_ages)
    people = worker_profile(package)
    people[FEMALE] += package.adults * package.men * adult + package.children * child / 2
    people[MALE] += package.adults * (1 - package.men) * adult + package.children * child / 2
    return np.asarray(people / people.sum())


def arriving(package: Package, years: tuple[int, ...]) -> Array:
    """Persons who move in each year, (T,): the arrival curve (*inflyttningskurva*)."""
    moved = np.zeros(len(years))
    for i, share in enumerate(package.arrivals):
        if package.first_year + i in years:
            moved[years.index(package.first_year + i)] = share * package.persons
    return moved


def leaving_rate(package: Package) -> float:
    """Share of the newcomers that moves away each year, constant over time."""
    return float(1 - package.staying ** (1 / package.staying_years))


def newcomers(package: Package, given: Assumptions, years: tuple[int, ...]) -> Cohorts:
    """The newcomers and their children by age and sex through `years`, the region's rates."""
    moved = arriving(package, years)[:, None, None] * profile(package)
    leaving = np.full((len(years), 1, 1), leaving_rate(package))
    own = replace(given, inflow=moved, out_rate=leaving)
    return project_cohorts(np.zeros((2, AGES)), own)


def visiting(package: Package, years: tuple[int, ...]) -> Array:
    """Fly-in-fly-out workers in each year by age and sex, (T, 2, 101).

    They follow the jobs and not the people: the jobs that have been set up stay although those
    who moved in for them may leave again.
    """
    workers = package.persons / (1 + package.adults + package.children)
    set_up = np.cumsum(arriving(package, years)) / package.persons
    jobs = set_up * workers * package.visitors
    return np.asarray(jobs[:, None, None] * worker_profile(package))


def together(region: Cohorts, added: Cohorts) -> Cohorts:
    """A region with its newcomers: the sum of two populations and of all that happens to them."""
    return Cohorts(
        region.population + added.population,
        region.births + added.births,
        region.deaths + added.deaths,
        region.migration + added.migration,
        region.unmet + added.unmet,
    )
