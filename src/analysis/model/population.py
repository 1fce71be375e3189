"""Population (*befolkning*, chapter 2): the count of 1 November that the law uses for the year.

`population_path` holds n over the years before the first to after the last plan year: n[t] is
the number of residents on 1 November of t − 1 (lag 2004:773).
"""

import numpy as np

Array = np.ndarray


def population(population_path: Array) -> Array:
    """Invånare 1 november året före, persons (..., T), from the path (..., T + 2)."""
    return population_path[..., 1:-1]


def population_ratio(population: Array, base_population: Array) -> Array:
    """Residents against the plan's own path, a factor (..., T); 1 in the base scenario."""
    return population / base_population
