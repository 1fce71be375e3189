"""What is taken cannot be more than there is: the portfolio and the result reserves."""

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.errors import InputError, Message, Problem

Array = np.ndarray

FLOATING = 1e-6
"""mnkr that the last bits of a sum may miss by."""


def check_stocks(nodes: Mapping[str, Array], years: Sequence[int]) -> None:
    """Raise InputError where one scenario takes more from a stock than it holds."""
    problems = [p for p in (_portfolio(nodes, years), _reserve(nodes, years)) if p is not None]
    if problems:
        raise InputError(problems=problems)


def _portfolio(nodes: Mapping[str, Array], years: Sequence[int]) -> Problem | None:
    needs = ("pension_portfolio", "portfolio_return_rate", "portfolio_draw", "placements_sold")
    if any(name not in nodes for name in needs):
        return None
    capital, rate, draw, sold = (np.broadcast_to(nodes[name], len(years)) for name in needs)
    held, taken = capital * (1 + rate), draw + sold
    for year, has, takes in zip(years, held, taken, strict=True):
        if takes > max(has, 0.0) + FLOATING:
            return Problem(
                Message(
                    "the pension portfolio holds {held:.0f} mnkr in {year}, and {taken:.0f} are "
                    "taken from it",
                    held=float(has),
                    year=year,
                    taken=float(takes),
                ),
                column="portfolio_draw",
            )
    return None


def _reserve(nodes: Mapping[str, Array], years: Sequence[int]) -> Problem | None:
    if "reserve_transfer" not in nodes:
        return None
    stated = nodes.get("opening_reserve")
    stock = 0.0 if stated is None else float(stated[0])
    transfers = np.broadcast_to(nodes["reserve_transfer"], len(years))
    for year, used in zip(years, map(float, transfers), strict=True):
        if used > stock + FLOATING:
            return Problem(
                Message(
                    "the result reserve holds {held:.0f} mnkr in {year}, and {taken:.0f} are used",
                    held=stock,
                    year=year,
                    taken=used,
                ),
                column="reserve_transfer",
                expected=Message("its opening size as opening_reserve in plan.yml, or less use"),
            )
        stock -= used
    return None
