"""Invested pension capital (*förvaltat pensionskapital*), which the plan does not print: readings.

Three figures of the plan say how large it may be. They do not agree, so all are shown, and
`horizon.yml` says which is used.
"""

from dataclasses import dataclass
from typing import get_args

import numpy as np

from analysis.inputs.horizon import Reading
from analysis.model.projection import Projection

READINGS: tuple[Reading, ...] = get_args(Reading)


@dataclass(frozen=True)
class Capital:
    """One reading of the capital in the plan's first year, mnkr, and its share of the provision and
    the contingent liability."""

    name: Reading
    capital: float
    coverage: float


def readings(projection: Projection) -> tuple[Capital, ...]:
    """What the plan's figures say; those alone that it has figures for.

    financial_income: that income over the return. return_row: the printed return that the balanced
    budget leaves out, over the return. placements: current assets less cash.
    """
    nodes, years = projection.nodes, len(projection.years)

    def first(name: str) -> float:
        return float(np.broadcast_to(nodes[name], years)[0]) if name in nodes else np.nan

    rate = first("portfolio_return_rate")
    found = {
        "financial_income": first("pension_portfolio"),
        "return_row": -first("portfolio_return") / rate if rate else np.nan,
        "placements": first("current_assets") - first("cash"),
    }
    owed = first("pension_provision") + first("contingent_pension_liability")
    return tuple(
        Capital(name, found[name], found[name] / owed)
        for name in READINGS
        if np.isfinite(found[name])
    )
