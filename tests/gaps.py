"""What is nought by construction, as the tests measure it."""

from collections.abc import Iterator

import numpy as np

from analysis.inputs.mapped.account import Account, Spot
from analysis.model.cohort import Cohorts, entering
from analysis.model.graph import Array
from analysis.model.projection import Projection


def largest_gap(projection: Projection) -> float:
    """The largest gap of any identity of a projection, mnkr."""
    return max((float(np.abs(gap).max()) for gap in projection.gaps.values()), default=0.0)


def balance_gaps(cohorts: Cohorts) -> Array:
    """End less (entering - deaths + migration), (..., T, 2, 101): 0 by construction."""
    before = cohorts.population[..., :-1, :, :]
    expected = entering(before, cohorts.births) - cohorts.deaths + cohorts.migration
    return np.asarray(cohorts.population[..., 1:, :, :] - expected)


def unnamed(account: Account) -> Iterator[Spot]:
    """Cells of the source that are neither kept nor left out: there are none after `close`."""
    for sheet in account.sheets.values():
        for row, column in sheet.cells:
            spot = (sheet.name, row, column)
            if spot not in account.kept and spot not in account.left:
                yield spot
