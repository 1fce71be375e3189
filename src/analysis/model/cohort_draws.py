"""Probabilistic population (*stokastisk framskrivning*): how far the region's own past reaches.

Three things vary from year to year: fertility, mortality and net migration. Each is a first-order
autoregressive process whose size is that of the region's history; they are drawn independently of
each other. The persistence of fertility and migration is not fitted to the region: fitted to some
decades it comes out too low, and the intervals then hold the outcome far too seldom. Draws are
made and projected in chunks, so that memory does not grow with their number.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.model.cohort import Array, Assumptions, project_cohorts
from analysis.model.cohort_groups import GROUPS, total
from analysis.model.sums import summed

CHUNK = 250
"""Draws projected at a time: some 30 MB of arrays, which stays near the processor."""


@dataclass(frozen=True)
class Process:
    """x[t] = persistence · x[t-1] + shock, shocks normal with standard deviation `shock`."""

    persistence: float
    shock: float


@dataclass(frozen=True)
class Processes:
    """fertility and mortality vary in log; migration in persons a year per resident."""

    fertility: Process
    mortality: Process
    migration: Process


def fit(series: Array) -> Process:
    """A process from yearly deviations (Y,), by least squares through the origin.

    Raises ValueError for fewer than ten years: a persistence cannot be told from fewer.
    """
    if len(series) < 10:
        raise ValueError("at least ten years of history are needed")
    before, after = series[:-1], series[1:]
    persistence = float(np.clip(summed(before * after) / summed(before**2), 0.0, 0.99))
    return Process(persistence, float(np.std(after - persistence * before)))


def deviations(series: Array) -> Array:
    """A yearly series less its linear trend: what the trend does not foresee."""
    years = np.arange(len(series)) - (len(series) - 1) / 2
    middle = series - summed(series) / len(series)
    return np.asarray(middle - summed(years * middle) / summed(years**2) * years)


def sized(series: Array, persistence: float) -> Process:
    """A process of given persistence whose shocks are as large as the series' yearly changes."""
    return Process(persistence, float(np.std(np.diff(series))))


def fit_processes(
    total_fertility: Array, mortality_level: Array, migration: Array, persistence: float
) -> Processes:
    """From yearly series: total fertility, deaths over expected deaths, net migration per head.

    `persistence` is that of fertility and migration; mortality's is fitted around its trend, since
    the year-to-year changes of a region's deaths are mostly chance that does not last.
    """
    return Processes(
        sized(np.log(total_fertility), persistence),
        fit(deviations(np.log(mortality_level))),
        sized(migration, persistence),
    )


def paths(process: Process, generator: np.random.Generator, draws: int, years: int) -> Array:
    """Deviations (draws, years) that begin at 0: the last known year is known."""
    shocks = generator.normal(0.0, process.shock, (draws, years))
    found = np.empty((draws, years))
    now = np.zeros(draws)
    for t in range(years):
        now = process.persistence * now + shocks[:, t]
        found[:, t] = now
    return found


def drawn(
    given: Assumptions,
    processes: Processes,
    residents: float,
    profile: Array,
    generator: np.random.Generator,
    draws: int,
) -> Assumptions:
    """`draws` variants of the assumptions of one region, (draws, T, …)."""
    years = given.horizon
    births = np.exp(paths(processes.fertility, generator, draws, years))
    hazard = np.exp(paths(processes.mortality, generator, draws, years))
    moved = residents * paths(processes.migration, generator, draws, years)
    return replace(
        given,
        # A hazard that is f times as high leaves the survival ratio to the power f.
        survival=np.exp(np.log(given.survival) * hazard[..., None, None]),
        fertility=given.fertility * births[..., None],
        inflow=given.inflow + moved[..., None, None] * profile,
    )


def chunks(
    start: Array,
    given: Assumptions,
    processes: Processes,
    profile: Array,
    draws: int,
    seed: int,
) -> Iterator[Array]:
    """The population (n, T+1, 2, 101) of `draws` draws, a chunk of n at a time.

    A chunk's numbers depend on the seed and its place alone, so one can be drawn again.
    """
    residents = float(total(start))
    sizes = [min(CHUNK, draws - first) for first in range(0, draws, CHUNK)]
    seeds = np.random.SeedSequence(seed).spawn(len(sizes))
    for size, own in zip(sizes, seeds, strict=True):
        generator = np.random.default_rng(own)
        varied = drawn(given, processes, residents, profile, generator, size)
        yield project_cohorts(start, varied).population


def simulate(
    start: Array,
    given: Assumptions,
    processes: Processes,
    profile: Array,
    draws: int,
    seed: int,
) -> dict[str, Array]:
    """Total and age groups of every draw, each (draws, T+1)."""
    names = ("population", *GROUPS)
    found: dict[str, Array] = {n: np.empty((draws, given.horizon + 1)) for n in names}
    done = 0
    for chunk in chunks(start, given, processes, profile, draws, seed):
        rows = slice(done, done + len(chunk))
        ages = chunk.sum(axis=-2)
        found["population"][rows] = ages.sum(axis=-1)
        for name, group in GROUPS.items():
            found[name][rows] = ages[..., group].sum(axis=-1)
        done += len(chunk)
    return found
