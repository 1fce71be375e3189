"""Shapley values (*Shapleyvärden*): what each player brings, whatever the order they come in.

A player's value is its marginal contribution averaged over all orders (Shapley 1953). The parts
sum to the whole; a player that changes nothing gets nothing; equal players get equal parts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import factorial

import numpy as np

from analysis.model.sums import summed

Array = np.ndarray
Game = Callable[[Array], Array]
"""From coalitions (N, n) of true and false to their worth (N, ...)."""

EXACT_PLAYERS = 12
"""Up to here all 2^n coalitions are worked out; beyond, orders are drawn."""


@dataclass(frozen=True)
class Parts:
    """Shapley values (n, ...), with the standard error of drawn orders (zero when exact)."""

    values: Array
    standard_error: Array
    start: Array
    end: Array
    exact: bool


def shapley(
    game: Game, players: int, orders: int = 2000, seed: int = 1, exact_up_to: int = EXACT_PLAYERS
) -> Parts:
    """Exact up to `exact_up_to` players, else by drawn orders with their error."""
    if players <= exact_up_to:
        return exact_values(game, players)
    return sampled_values(game, players, orders, seed)


def coalitions(players: int) -> Array:
    """All coalitions (2^n, n): row k holds player i where bit i of k is set."""
    return (np.arange(2**players)[:, None] >> np.arange(players)) & 1 == 1


def exact_values(game: Game, players: int) -> Parts:
    """Weighted marginal contributions over all coalitions, worked out in one call of the game."""
    worth = game(coalitions(players))
    members = coalitions(players).sum(axis=1)
    weight = np.array(
        [factorial(s) * factorial(players - s - 1) / factorial(players) for s in range(players)]
    )
    index = np.arange(2**players)
    values = []
    for player in range(players):
        without = index[(index >> player) & 1 == 0]
        gain = worth[without | (1 << player)] - worth[without]
        values.append(_weighted(weight[members[without]], gain))
    found = np.array(values).reshape((players, *worth.shape[1:]))
    return Parts(found, np.zeros_like(found), worth[0], worth[-1], True)


def _weighted(weight: Array, gain: Array) -> Array:
    """Σ weight (N,) · gain (N, ...), in the order of the coalitions."""
    return summed(weight.reshape(-1, *[1] * (gain.ndim - 1)) * gain, axis=0)


def sampled_values(game: Game, players: int, orders: int, seed: int) -> Parts:
    """Mean marginal contribution over drawn orders, each with its reverse, and its error.

    The parts of every order sum to the whole, so those of the mean do. An order and its reverse
    count as one draw (antithetic; Castro, Gómez & Tejada 2009).
    """
    generator = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed)))
    gains = []
    for _ in range(max(2, orders // 2)):
        order = generator.permutation(players)
        pair = [_marginal(game, way) for way in (order, order[::-1])]
        gains.append((pair[0] + pair[1]) / 2)
    drawn = np.array(gains)
    ends = game(np.array([np.zeros(players, bool), np.ones(players, bool)]))
    error = drawn.std(axis=0, ddof=1) / np.sqrt(len(drawn))
    return Parts(drawn.mean(axis=0), error, ends[0], ends[1], False)


def _marginal(game: Game, order: Array) -> Array:
    """What each player adds when they come in `order`, (n, ...)."""
    joined = np.zeros((len(order) + 1, len(order)), dtype=bool)
    for position, player in enumerate(order, 1):
        joined[position] = joined[position - 1]
        joined[position, player] = True
    steps = np.diff(game(joined), axis=0)
    found = np.empty_like(steps)
    found[order] = steps
    return found
