"""Random futures of a plan's population: a fan for the reader, and inputs for the budget's risk."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.model import cohort_draws
from analysis.model.cohort import Array
from analysis.model.cohort_groups import total
from analysis.model.cohort_paths import years_of
from analysis.study.population import Outlook, processes_of

PERCENTILES = (2.5, 10.0, 25.0, 50.0, 75.0, 90.0, 97.5)


def futures(outlook: Outlook, draws: int, seed: int) -> Iterator[Array]:
    """Populations (n, T+1, 2, 101) from the counted year on, around the own path, in chunks."""
    region, known = outlook.region, outlook.counted - outlook.region.jump_off
    start = outlook.at("own-path", outlook.counted)
    given = years_of(outlook.paths["own-path"], known)
    return cohort_draws.chunks(start, given, processes_of(region), region.profile, draws, seed)


@dataclass(frozen=True)
class Fan:
    """Percentiles (7, T+1) of the population of 31 December, over years from the counted one."""

    years: tuple[int, ...]
    percentiles: Array
    draws: int


def fan(outlook: Outlook, draws: int, seed: int) -> Fan:
    """The spread of random futures in total, year by year."""
    totals = np.concatenate([total(chunk) for chunk in futures(outlook, draws, seed)])
    years = tuple(range(outlook.counted, outlook.years[-1] + 1))
    return Fan(years, np.percentile(totals, PERCENTILES, axis=0), draws)
