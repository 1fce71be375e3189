"""Population (*befolkning*, chapter 2): the count of 1 November that the law uses for the year.

`population_path` holds n over the years before the first to after the last plan year: n[t] is
the number of residents on 1 November of t − 1 (lag 2004:773). The age shares (..., T) are those of
the path that is taken; where it has no age structure they are not there, and nor are the groups.
"""

import numpy as np

Array = np.ndarray


def population(population_path: Array) -> Array:
    """Invånare 1 november året före, persons (..., T), from the path (..., T + 2)."""
    return population_path[..., 1:-1]


def population_ratio(population: Array, base_population: Array) -> Array:
    """Residents against the plan's own path, a factor (..., T); 1 in the base scenario."""
    return population / base_population


def population_0_19(population: Array, age_share_0_19: Array) -> Array:
    """Invånare 0–19 år, persons (..., T), from the share of the path, a fraction."""
    return population * age_share_0_19


def population_20_64(population: Array, age_share_20_64: Array) -> Array:
    """Invånare 20–64 år, persons (..., T), from the share of the path, a fraction."""
    return population * age_share_20_64


def population_65_79(population: Array, age_share_65_79: Array) -> Array:
    """Invånare 65–79 år, persons (..., T), from the share of the path, a fraction."""
    return population * age_share_65_79


def population_80_plus(population: Array, age_share_80_plus: Array) -> Array:
    """Invånare 80 år och äldre, persons (..., T), from the share of the path, a fraction."""
    return population * age_share_80_plus


def dependency_ratio(population: Array, population_20_64: Array) -> Array:
    """Försörjningskvot, persons outside 20–64 per person within, a fraction (..., T)."""
    return (population - population_20_64) / population_20_64
