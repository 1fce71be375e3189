"""Frames: hand arithmetic, and identities over random frames."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.model.frames import (
    NAMES,
    base_path,
    closing_frame,
    scenario_path,
    summed,
    uplift_rate,
    with_totals,
)

NAN = np.nan
PARTS = ("opening", "price_uplift", "expansion", "reduction", "reallocation", "closing")
CHANGES = ("expansion", "reduction", "reallocation")


def printed(shape: tuple[int, int], **rows: list[list[float]]) -> dict[str, np.ndarray]:
    blank = {part: np.full(shape, NAN) for part in PARTS}
    return blank | {part: np.array(values, float) for part, values in rows.items()}


def none(shape: tuple[int, int]) -> dict[str, np.ndarray]:
    return {name: np.zeros(shape) for name in CHANGES}


def test_a_frame_closes_as_opening_plus_its_changes() -> None:
    # Regionstyrelsens plan 2025-2027, Länssjukvård 1: −3 143,3 −34,1 −6,4 = −3 183,8.
    found = closing_frame(*(np.array(x) for x in (-3143.3, -34.1, -6.4, 0.0, 0.0)))
    assert np.isclose(found, -3183.8)


def test_the_uplift_is_the_mix_times_the_growth_and_chained_after_that() -> None:
    mix = np.array([[0.6, 0.0, 0.4, 0.0], [0.5, 0.0, 0.0, 0.0]])
    growth = np.array([[0.10, 0.0], [0.0, 0.0], [0.0, 0.05], [0.0, 0.0]])
    rate = uplift_rate(mix, growth)
    # First year 0,6 · 10 %. Then consumption has 0,4/1,06 of the cost and grows by 5 %.
    assert np.allclose(rate[0], [0.06, 0.05 * 0.4 / 1.06])
    # Half of the second unit follows no price.
    assert np.allclose(rate[1], [0.05, 0.0])


def test_an_unknown_price_leaves_only_the_units_that_need_it_unknown() -> None:
    growth = np.array([[0.02], [NAN], [0.03], [NAN]])
    rate = uplift_rate(np.array([[1.0, 0, 0, 0], [0.5, 0.5, 0, 0]]), growth)
    assert np.isclose(rate[0, 0], 0.02)
    assert np.isnan(rate[1, 0])


def test_years_without_print_are_rolled_forward_from_the_last_closing() -> None:
    shape = (1, 3)
    figures = printed(
        shape,
        opening=[[-100, NAN, NAN]],
        price_uplift=[[-3, NAN, NAN]],
        expansion=[[-2, NAN, NAN]],
        closing=[[-105, NAN, NAN]],
    )
    decided = none(shape) | {"reduction": np.array([[0.0, 0.0, 10.0]])}
    path = base_path(figures, np.array([[0.5, 0.02, 0.10]]), decided)
    # −105 · 1,02 = −107,1; −107,1 · 1,10 + 10 = −107,81.
    assert np.allclose(path.closing, [[-105, -107.1, -107.81]])
    assert np.allclose(path.opening, [[-100, -105, -107.1]])


def test_what_the_printed_parts_do_not_explain_is_kept_in_sight() -> None:
    """Strategisk plan 2025-2027, bilaga 4: regionstyrelsen 2025 is 1,2 off its rows."""
    figures = printed(
        (1, 1),
        opening=[[-10299.9]],
        price_uplift=[[-110.8]],
        reduction=[[67.8]],
        closing=[[-10341.7]],
    )
    path = base_path(figures, np.array([[0.0]]), none((1, 1)))
    assert np.isclose(path.unexplained[0, 0], 1.2)
    assert path.closing[0, 0] == -10341.7


def test_without_prices_nothing_is_rolled_beyond_the_print() -> None:
    path = base_path(printed((1, 2), closing=[[-50, NAN]]), np.array([[NAN, NAN]]), none((1, 2)))
    assert np.isnan(path.closing[0, 1])


def test_a_scenario_moves_the_uplift_and_what_builds_on_it() -> None:
    figures = printed(
        (1, 2), opening=[[-100, NAN]], price_uplift=[[-2, NAN]], closing=[[-102, NAN]]
    )
    base_rate, rate = np.array([[0.02, 0.03]]), np.array([[0.03, 0.04]])
    base = base_path(figures, base_rate, none((1, 2)))
    path = scenario_path(base, base_rate, rate, np.ones(2), np.zeros(1))
    # One point more on −100 is −1; then −103 · 1,04 = −107,12.
    assert np.allclose(path.closing, [[-103, -107.12]])


def test_capitated_units_follow_the_residents_and_others_do_not() -> None:
    figures = printed((2, 2), closing=[[-100, NAN], [-100, NAN]])
    rate = np.zeros((2, 2))
    base = base_path(figures, rate, none((2, 2)))
    ratio = np.array([1.0, 1.05])
    path = scenario_path(base, rate, rate, ratio, np.array([1.0, 0.0]))
    assert np.allclose(path.closing[:, 1], [-105, -100])
    assert np.allclose(path.population[:, 1], [-5, 0])


def test_a_total_is_the_sum_of_its_units_where_it_is_not_printed() -> None:
    figures = printed((3, 2), closing=[[-10, -11], [-20, -22], [-31, NAN]])
    below = np.array([[0, 0, 0], [0, 0, 0], [1, 1, 0]], float)
    path = summed(base_path(figures, np.zeros((3, 2)), none((3, 2))), figures, below)
    assert np.allclose(path.closing[2], [-31, -33])


money = st.floats(-1e4, 1e4, allow_nan=False)
rates = st.floats(-0.1, 0.2)


@given(
    arrays(float, (6, 3, 4), elements=money),
    arrays(float, (3, 4), elements=rates),
    arrays(float, (2, 3, 4), elements=rates),
    arrays(float, (2, 4), elements=st.floats(0.8, 1.2)),
)
def test_parts_add_up_and_openings_follow_closings_in_every_scenario(
    figures: np.ndarray, base_rate: np.ndarray, rate: np.ndarray, ratio: np.ndarray
) -> None:
    values = dict(zip(PARTS, figures, strict=True))
    values["opening"][:, 1:] = NAN
    base = base_path(values, base_rate, none((3, 4)))
    path = scenario_path(base, base_rate, rate, ratio[:, None, :], np.array([1.0, 0.0, 1.0]))
    moved = sum(path.part(n) for n in NAMES if n not in {"opening", "closing"})
    assert np.allclose(path.opening + moved, path.closing, atol=1e-6)
    rolled, before = (each.opening[..., 1:] - each.closing[..., :-1] for each in (path, base))
    assert np.allclose(rolled, before, atol=1e-6, equal_nan=True)


@given(arrays(float, (3, 4), elements=money), arrays(float, (3, 4), elements=rates))
def test_the_plans_own_prices_and_residents_leave_every_frame_where_it_is(
    closing: np.ndarray, rate: np.ndarray
) -> None:
    base = base_path(printed((3, 4), closing=closing.tolist()), rate, none((3, 4)))
    path = scenario_path(base, rate, rate, np.ones(4), np.ones(3))
    assert np.array_equal(path.closing, base.closing)


@given(arrays(float, (2, 3, 4), elements=rates), arrays(float, (3, 4), elements=money))
def test_a_total_moves_exactly_as_its_units_do(rate: np.ndarray, closing: np.ndarray) -> None:
    below = np.array([[0, 0, 0], [0, 0, 0], [1, 1, 0]], float)
    zero = np.zeros((3, 4))
    base = base_path(printed((3, 4), closing=closing.tolist()), zero, none((3, 4)))
    path = with_totals(base, scenario_path(base, zero, rate, np.ones(4), np.zeros(3)), below)
    moved = path.closing - base.closing
    assert np.allclose(moved[:, 2], moved[:, 0] + moved[:, 1], atol=1e-6)
