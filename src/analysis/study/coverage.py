"""Coverage (*täckning*): how many outcomes the intervals of an error size would have held.

The size that each outcome is held against comes from the other ones alone, as one that contained
it would flatter itself.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from analysis.inputs.error_records import size_of
from analysis.inputs.uncertainty import Uncertainty
from analysis.study.draws import quantile
from analysis.study.sheet import Cell, Column, Sheet, sheet

Array = np.ndarray
SHARES = (0.5, 0.9)


@dataclass(frozen=True)
class Covered:
    """Outcomes of one assumption at one horizon, and the share of them in each interval."""

    key: str
    horizon: int
    number: int
    size: float
    bias: float
    shares: tuple[float, ...]


def covered(uncertainty: Uncertainty) -> tuple[Covered, ...]:
    """For every assumption whose size comes from records."""
    found = []
    for key, by in uncertainty.records.items():
        shape = uncertainty.file.errors[key].distribution
        for horizon, errors in by.items():
            others = np.array([size_of(np.delete(errors, i)) for i in range(len(errors))])
            inside = []
            for share in SHARES:
                ends = (np.asarray(ndtri((1 + side * share) / 2)) for side in (-1, 1))
                low, high = (quantile(shape, end, others) for end in ends)
                inside.append(float(np.mean((errors >= low) & (errors <= high))))
            size, bias = size_of(errors), float(errors.mean())
            found.append(Covered(key, horizon, len(errors), size, bias, tuple(inside)))
    return tuple(found)


def coverage_sheet(found: tuple[Covered, ...]) -> Sheet:
    """One row an assumption and horizon; shares in per cent."""
    columns = [
        Column("assumption", "assumption"),
        Column("horizon", unit="count", decimals=0),
        Column("number", unit="count", decimals=0),
        Column("size", unit="pct", decimals=2),
        Column("bias", unit="pct", decimals=2, signed=True),
        *(Column(f"within_{100 * share:.0f}", unit="pct", decimals=0) for share in SHARES),
    ]
    rows: list[list[Cell]] = [
        [c.key, c.horizon, c.number, c.size, c.bias, *(100 * s for s in c.shares)] for c in found
    ]
    return sheet("uncertainty_coverage", columns, rows)
