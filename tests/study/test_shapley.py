"""Shapley values: against brute force over all orders, and the axioms that define them."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.study.shapley import coalitions, exact_values, sampled_values, shapley


def random_game(players, seed):
    """Any worth for each coalition, for two years; nothing for the empty one."""
    worth = np.random.default_rng(seed).normal(size=(2**players, 2)) * 100
    worth[0] = 0

    def game(joined):
        return worth[(joined * (1 << np.arange(players))).sum(axis=1)]

    return game


def brute_force(game, players):
    """The mean of the marginal contributions over every order."""
    total = np.zeros((players, 2))
    orders = list(permutations(range(players)))
    for order in orders:
        joined = np.zeros((1, players), dtype=bool)
        before = game(joined)[0]
        for player in order:
            joined[0, player] = True
            now = game(joined)[0]
            total[player] += now - before
            before = now
    return total / len(orders)


@pytest.mark.parametrize("seed", range(5))
def test_six_players_agree_with_brute_force_over_all_720_orders(seed):
    game = random_game(6, seed)
    np.testing.assert_allclose(exact_values(game, 6).values, brute_force(game, 6), atol=1e-9)


@settings(max_examples=30)
@given(st.integers(1, 10), st.integers(0, 10**6))
def test_parts_sum_to_the_difference(players, seed):
    parts = exact_values(random_game(players, seed), players)
    np.testing.assert_allclose(parts.values.sum(axis=0), parts.end - parts.start, atol=1e-9)


def test_a_player_that_changes_nothing_gets_exactly_nothing():
    inner = random_game(4, 3)
    parts = exact_values(lambda joined: inner(joined[:, :4]), 5)
    assert np.all(parts.values[4] == 0)


def test_parts_do_not_depend_on_how_the_players_are_listed():
    game, order = random_game(6, 9), np.array([3, 0, 5, 1, 4, 2])
    straight = exact_values(game, 6).values
    listed = exact_values(lambda joined: game(joined[:, np.argsort(order)]), 6).values
    np.testing.assert_allclose(listed, straight[order], atol=1e-9)


def test_drawn_orders_sum_exactly_and_lie_within_their_error():
    game = random_game(6, 11)
    drawn, exact = sampled_values(game, 6, 4000, 7), exact_values(game, 6)
    np.testing.assert_allclose(drawn.values.sum(axis=0), exact.end - exact.start, atol=1e-9)
    assert np.all(np.abs(drawn.values - exact.values) < 4 * drawn.standard_error)


def test_more_than_twelve_players_are_drawn_and_the_seed_decides():
    game = random_game(13, 1)
    first, again = shapley(game, 13, 50, 3), shapley(game, 13, 50, 3)
    assert not first.exact
    np.testing.assert_array_equal(first.values, again.values)


def test_all_coalitions_stand_in_binary_order():
    assert coalitions(2).tolist() == [[False, False], [True, False], [False, True], [True, True]]


def test_without_players_there_is_nothing_to_split():
    parts = exact_values(lambda joined: np.ones((len(joined), 2)), 0)
    assert parts.values.shape == (0, 2)
