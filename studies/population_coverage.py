"""Do the random futures hold the outcome as often as they say (*träffsäkerhet*)?

For every county and jump-off the intervals of `cohort_draws` are made with what was known then and
held against the outcome ten years later.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from analysis.inputs.demography import Demography
from analysis.model import cohort_draws, cohort_rates
from analysis.model.cohort import Array
from analysis.model.cohort_draws import Processes
from analysis.model.cohort_estimates import (
    Estimate,
    Method,
    assumptions,
    estimate,
    exposure,
    method_from,
    migration_history,
)
from analysis.model.cohort_groups import GROUPS, total
from analysis.model.cohort_migration import arrival_profile

LEVELS = (0.5, 0.8, 0.95)
PERSISTENCE = (0.8, 0.85, 0.9, 0.95)
CHOSEN_ON = (1979, 1981, 1983, 1985)
"""Jump-offs for the choice of persistence: ten years of history, outcomes known by 1995."""
DRAWS = 300
MEASURES = ("population", *GROUPS)


def fertility_series(data: Demography, place: int) -> Array:
    """Total fertility of one region in every year but the first, (Y-1,)."""
    women = cohort_rates.mothers(exposure(data)[place])
    births = data.births[place, 1:].sum(axis=1)
    return cohort_rates.total_fertility(cohort_rates.fertility_rates(births, women))


def mortality_series(data: Demography, place: int, found: Estimate) -> Array:
    """Deaths of each year over those that today's rates would have given, (Y-1,)."""
    expected = (exposure(data)[place] * found.mortality[place]).sum(axis=(-2, -1))
    return np.asarray(data.deaths[place, 1:].sum(axis=(-2, -1)) / expected)


def processes_of(data: Demography, place: int, found: Estimate, migration: Array) -> Processes:
    """The processes of one region from its own years; migration (R, Y-1, 2, 101)."""
    residents = total(data.population[place, :-1])
    return cohort_draws.fit_processes(
        fertility_series(data, place),
        mortality_series(data, place, found),
        total(migration[place]) / residents,
        found.method.draw_persistence,
    )


def hits(
    data: Demography, method: Method, jump_off: int, horizon: int, draws: int, seed: int
) -> dict[str, Array]:
    """Share of draws below the outcome, by measure and county, (R,): its place in the interval."""
    known = data.until(jump_off)
    nation = known.national()
    migration = migration_history(known, nation, method)
    found = estimate(known, nation, method, migration)
    profile = arrival_profile(
        migration.sum(axis=0)[-method.migration_memory :].mean(axis=0),
        method.migration_smoothness,
        method.oldest_migrant,
    )
    given = assumptions(found, horizon)
    outcome = data.population[:, data.year(jump_off + horizon)]
    places: dict[str, list[float]] = {name: [] for name in MEASURES}
    for r in range(len(known.regions)):
        own = replace(
            given, survival=given.survival[r], fertility=given.fertility[r], inflow=given.inflow[r]
        )
        processes = processes_of(known, r, found, migration)
        drawn = cohort_draws.simulate(found.start[r], own, processes, profile, draws, seed + r)
        for name in MEASURES:
            ages = GROUPS.get(name, slice(None))
            below = drawn[name][:, -1] < total(outcome[r][..., ages])
            places[name].append(float(below.mean()))
    return {name: np.array(values) for name, values in places.items()}


def coverage(places: Array, level: float) -> float:
    """Share of outcomes inside the central interval of `level`; it should be about `level`."""
    tail = (1 - level) / 2
    return float(((places >= tail) & (places <= 1 - tail)).mean())


@dataclass(frozen=True)
class Coverage:
    """Share of outcomes inside the intervals, by measure and level, over several jump-offs."""

    persistence: float
    shares: dict[str, dict[float, float]]

    @property
    def miss(self) -> float:
        """How far the 80 per cent intervals are from holding 80 per cent, mean over measures."""
        return float(np.mean([abs(found[0.8] - 0.8) for found in self.shares.values()]))


def covered(
    data: Demography, method: Method, jump_offs: Iterable[int], horizon: int, draws: int = DRAWS
) -> Coverage:
    """Coverage of one method over jump-offs."""
    found = [hits(data, method, jump_off, horizon, draws, seed=1) for jump_off in jump_offs]
    shares = {
        name: {
            level: coverage(np.concatenate([places[name] for places in found]), level)
            for level in LEVELS
        }
        for name in MEASURES
    }
    return Coverage(method.draw_persistence, shares)


def choose_persistence(
    data: Demography, settings: dict[str, float], horizon: int, last: int
) -> list[Coverage]:
    """The candidates, best first, judged on outcomes up to `last` only."""
    known = data.until(last)
    tried = [
        covered(known, method_from(settings, draw_persistence=value), CHOSEN_ON, horizon)
        for value in PERSISTENCE
    ]
    return sorted(tried, key=lambda found: found.miss)
