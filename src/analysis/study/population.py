"""Where does the population go (*befolkningens utveckling*)? Scenarios from the last figures on.

The figures end in 2015. The age structure is brought forward to the plan's last counted total by
the model, with a residual migration that is the same every year: *estimated*, and said wherever
it is shown. From there each scenario goes its own way.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from analysis.inputs.demography import Demography, read_folder
from analysis.inputs.demography_method import read_method
from analysis.inputs.packages import Package
from analysis.inputs.variants import History, Variant, read_history, read_variants
from analysis.model import cohort_draws, cohort_rates
from analysis.model.cohort import Array, Assumptions, Cohorts, project_cohorts
from analysis.model.cohort_draws import Processes
from analysis.model.cohort_estimates import (
    Estimate,
    assumptions,
    estimate,
    exposure,
    method_from,
    migration_history,
)
from analysis.model.cohort_groups import december_from_november, on_first_november, total
from analysis.model.cohort_migration import arrival_profile
from analysis.model.cohort_packages import newcomers, together
from analysis.model.cohort_paths import (
    steady_migration,
    with_migration,
    yearly_migration,
    years_of,
)

MEAN_OF = 10
"""Years of the running means whose standard deviation measures a lasting high or low."""


@dataclass(frozen=True)
class Region:
    """What is known and estimated of one region at the jump-off, its last year of figures."""

    name: str
    jump_off: int
    estimate: Estimate
    history: History
    profile: Array
    mortality_level: Array

    @property
    def start(self) -> Array:
        """Population (2, 101) at the jump-off."""
        return np.asarray(self.estimate.start[0])

    def assumptions(self, horizon: int) -> Assumptions:
        """Assumptions without the axis of regions."""
        found = assumptions(self.estimate, horizon)
        return replace(
            found,
            survival=found.survival[0],
            fertility=found.fertility[0],
            inflow=found.inflow[0],
        )


def known_region(
    name: str,
    data: Demography | None = None,
    jump_off: int | None = None,
    base_period: int | None = None,
) -> Region:
    """Estimate a region, from the figures that come with the project unless others are given.

    jump_off: the last year of figures that may be used, at most their last one. base_period:
    years for the level of migration and the age pattern of fertility. Raises InputError.
    """
    figures = read_folder(county=name) if data is None else data
    if jump_off is not None:
        figures = figures.until(min(jump_off, figures.years[-1]))
    method = method_from(read_method())
    if base_period is not None:
        method = replace(method, base_period=base_period)
    nation, own = figures.national(), figures.of(name)
    migration = migration_history(nation, nation, method)[0, -method.migration_memory :]
    profile = arrival_profile(
        migration.mean(axis=0), method.migration_smoothness, method.oldest_migrant
    )
    found = estimate(own, nation, method)
    history = read_history(name) if data is None else history_of(own)
    history = history.until(figures.years[-1])
    return Region(name, figures.years[-1], found, history, profile, mortality_level(own, found))


def history_of(own: Demography) -> History:
    """The yearly series of a region from its own figures, without their first year."""
    people = total(own.population[0])
    natural = own.births[0].sum(axis=(-2, -1)) - own.deaths[0].sum(axis=(-2, -1))
    women = cohort_rates.mothers(exposure(own)[0])
    rates = cohort_rates.fertility_rates(own.births[0, 1:].sum(axis=1), women)
    return History(
        own.years[1:],
        people[1:],
        np.diff(people) - natural[1:],
        cohort_rates.total_fertility(rates),
    )


def mortality_level(own: Demography, found: Estimate) -> Array:
    """Deaths of each year over those that today's rates would have given, (Y-1,)."""
    expected = (exposure(own)[0] * found.mortality[0]).sum(axis=(-2, -1))
    return np.asarray(own.deaths[0, 1:].sum(axis=(-2, -1)) / expected)


def lasting_deviation(series: Array, years: int = MEAN_OF) -> float:
    """Standard deviation of running means over `years`: how far a decade lies from the average."""
    means = np.convolve(series, np.ones(years) / years, mode="valid")
    return float(np.std(means))


def brought_forward(region: Region, november: float, year: int, last: int) -> Assumptions:
    """Assumptions to `last` whose total is `november` on 1 November of `year`.

    The residual migration is the same every year and goes on after `year`.
    """
    whole = region.assumptions(last - region.jump_off)
    known = years_of(whole, 0, year - region.jump_off)
    persons = steady_migration(region.start, known, november, region.jump_off, region.profile)
    return with_migration(
        whole, np.full(whole.horizon, float(persons), dtype=np.float64), region.profile
    )


def path_to(region: Region, totals: Mapping[int, float], last: int) -> Assumptions:
    """Assumptions to `last` that meet every total of 1 November in `totals` (year to persons).

    The years must be in a row. The first is met by an even migration from the jump-off, the
    others year by year; after the last, its migration goes on.
    """
    years = sorted(totals)
    base = brought_forward(region, totals[years[0]], years[0], last)
    done = years[0] - region.jump_off
    if len(years) == 1:
        return base
    before = project_cohorts(region.start, years_of(base, 0, done)).population[-1]
    ends = december_from_november(np.array([totals[y] for y in years[1:]]), total(before), years[0])
    solved = years_of(base, done, done + len(ends))
    added = yearly_migration(before, solved, ends, region.profile)
    persons = np.zeros(base.horizon)
    persons[done : done + len(ends)] = added
    persons[done + len(ends) :] = added[-1]
    return with_migration(base, persons, region.profile)


def varied(region: Region, path: Assumptions, variant: Variant, first_year: int) -> Assumptions:
    """A path with one component higher or lower from `first_year` on."""
    first = first_year - region.jump_off - 1
    later = np.arange(path.horizon) >= first
    if variant.component == "fertility":
        series = np.log(region.history.fertility)
        factor = np.where(later, np.exp(variant.size * lasting_deviation(series)), 1.0)
        return replace(path, fertility=path.fertility * factor[:, None])
    if variant.component == "migration":
        per_head = lasting_deviation(region.history.migration / region.history.population)
        persons = later * np.float64(variant.size * per_head * total(region.start))
        return with_migration(path, persons, region.profile)
    since = np.maximum(np.arange(path.horizon) - first + 1, 0)
    change = variant.size * region.estimate.improvement * since[:, None, None]
    return replace(path, survival=np.exp(np.log(path.survival) * np.exp(change)))


@dataclass(frozen=True)
class Outlook:
    """Scenarios by name, each from the jump-off; `counted` is the year of the last known total."""

    region: Region
    counted: int
    years: tuple[int, ...]
    paths: dict[str, Assumptions]
    scenarios: dict[str, Cohorts]
    added: dict[str, Cohorts]

    def november(self, name: str) -> dict[int, float]:
        """Residents on 1 November by year."""
        counts = on_first_november(total(self.scenarios[name].population), self.years[0])
        return dict(zip(self.years[1:], map(float, counts), strict=True))

    def at(self, name: str, year: int) -> Array:
        """Population (2, 101) on 31 December of a year."""
        return np.asarray(self.scenarios[name].population[self.years.index(year)])


def outlook(
    region: Region,
    own: Mapping[int, float],
    official: Mapping[int, float],
    last: int,
    packages: tuple[Package, ...] = (),
    variants: Mapping[str, Variant] | None = None,
) -> Outlook:
    """All scenarios of a region to `last`.

    own, official: totals of 1 November by year, the region's own and Statistics Sweden's (may be
    empty); the first of `own` is counted. Variants and packages depart from the own path.
    """
    counted = min(own)
    trend = brought_forward(region, own[counted], counted, last)
    paths = {"trend": trend, "own-path": path_to(region, own, last)}
    if official:
        paths["scb-path"] = path_to(region, official, last)
    for name, variant in (read_variants() if variants is None else variants).items():
        paths[name] = varied(region, paths["own-path"], variant, counted + 1)
    scenarios = {name: project_cohorts(region.start, path) for name, path in paths.items()}
    years = tuple(range(region.jump_off, last + 1))
    added = {p.name: newcomers(p, paths["own-path"], years[1:]) for p in packages}
    for name, people in added.items():
        scenarios[name] = together(scenarios["own-path"], people)
    return Outlook(region, counted, years, paths, scenarios, added)


def processes_of(region: Region) -> Processes:
    """The random processes of a region, from its own history."""
    return cohort_draws.fit_processes(
        region.history.fertility,
        region.mortality_level,
        region.history.migration / region.history.population,
        region.estimate.method.draw_persistence,
    )
