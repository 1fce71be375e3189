"""What is taken cannot be more than there is: the portfolio and the result reserves.

One gate for one scenario and for many: `project`, `evaluate`, a batch, the panel and goal seeks.
Random draws alone are not stopped by it, since they have no end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError, Message, Problem
from analysis.model import graph
from analysis.model.years import blank

Array = np.ndarray

FLOATING = 1e-6
"""mnkr that the last bits of a sum may miss by."""

TAKES = ("portfolio_draw", "reserve_transfer", "financing_sells")
"""Inputs that take from a stock where they are above zero."""
PORTFOLIO = ("pension_portfolio", "portfolio_return_rate", "portfolio_draw", "placements_sold")
RESERVE = ("reserve_transfer", "opening_reserve")


@dataclass(frozen=True)
class Stock:
    """What a stock holds and what is taken from it, mnkr (..., T)."""

    column: str
    held: Array
    taken: Array

    @property
    def overdrawn(self) -> Array:
        """Where more is taken than there is, (..., T)."""
        return self.taken > np.maximum(self.held, 0.0) + FLOATING


def check_stocks(nodes: Mapping[str, Array], years: Sequence[int]) -> None:
    """Raise InputError where a scenario, or any of many, takes more from a stock than it holds."""
    problems = [
        _problem(stock, years) for stock in stocks(nodes, len(years)) if stock.overdrawn.any()
    ]
    if problems:
        raise InputError(problems=problems)


def overdrawn(inputs: Mapping[str, Array], years: int) -> Array:
    """Whether each of many scenarios takes more than there is, (...), from the inputs of the graph;
    nothing is worked out where none takes anything."""
    found = np.zeros((), dtype=bool)
    for stock in stocks(_taken_nodes(inputs), years):
        found = found | stock.overdrawn.any(axis=-1)
    return found


def check_inputs(inputs: Mapping[str, Array], years: Sequence[int]) -> None:
    """`check_stocks` for many scenarios by the inputs of the graph. Raises InputError."""
    check_stocks(_taken_nodes(inputs), years)


def takes(inputs: Mapping[str, Array]) -> bool:
    """Whether any scenario takes from a stock at all."""
    return any(bool(np.any(inputs[name] > 0)) for name in TAKES if name in inputs)


def _taken_nodes(inputs: Mapping[str, Array]) -> dict[str, Array]:
    """What the stocks are read from; empty where no scenario takes from any."""
    from analysis.model.chapters import model

    if not takes(inputs):
        return {}
    lacking = graph.missing(model(), inputs)
    names = [
        n for n in (*PORTFOLIO, *RESERVE) if n in inputs or (n in model() and n not in lacking)
    ]
    return graph.evaluate(model(), inputs, names)


def stocks(nodes: Mapping[str, Array], years: int) -> list[Stock]:
    """The stocks that these values of the graph tell of: numbers, or the cells of a trace."""
    found = []
    if all(name in nodes for name in PORTFOLIO):
        capital, rate, draw, sold = (nodes[name] for name in PORTFOLIO)
        found.append(Stock("portfolio_draw", *_wide(years, capital * (1 + rate), draw + sold)))
    if "reserve_transfer" in nodes:
        opening = nodes.get("opening_reserve", np.zeros(1))
        (taken,) = _wide(years, nodes["reserve_transfer"])
        held = blank(taken.shape, taken)
        held[..., 0] = opening[..., 0]
        for t in range(1, years):
            held[..., t] = held[..., t - 1] - taken[..., t - 1]
        # What is reserved makes the stock grow; only use can be too large.
        found.append(Stock("reserve_transfer", held, np.maximum(taken, 0.0)))
    return found


def _wide(years: int, *values: Array) -> list[Array]:
    shape = np.broadcast_shapes(*(v.shape for v in values), (years,))
    return [np.broadcast_to(v, shape) for v in values]


def _problem(stock: Stock, years: Sequence[int]) -> Problem:
    """The first year of the first scenario that takes too much, and how many do."""
    place = tuple(np.argwhere(stock.overdrawn)[0])
    held, taken = float(stock.held[place]), float(stock.taken[place])
    said = {"held": held, "year": years[place[-1]], "taken": taken}
    if stock.column == "portfolio_draw":
        message = Message(
            "the pension portfolio holds {held:,.0f} mnkr in {year}, and {taken:,.0f} are "
            "taken from it",
            **said,
        )
        expected = None
    else:
        message = Message(
            "the result reserve holds {held:,.0f} mnkr in {year}, and {taken:,.0f} are used", **said
        )
        expected = Message("its opening size as opening_reserve in plan.yml, or less use")
    many = stock.overdrawn.any(axis=-1)
    if many.ndim:
        message = Message(
            "{message} (in {count} of {all} scenarios)",
            message=message,
            count=int(np.count_nonzero(many)),
            all=many.size,
        )
    return Problem(message, column=stock.column, expected=expected)
