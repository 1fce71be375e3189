"""How likely rounding makes a sum differ: hand arithmetic, and a law that many draws follow."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.audit import audit
from analysis.inputs.audit.chance import LEVEL, NEAR, chance
from analysis.inputs.plan import load_plan
from tests.made_plan import series, write_plan

HALF = Decimal("0.5")


def test_two_equal_errors_spread_as_a_triangle() -> None:
    # On ±1 the triangle holds (1 − 0.9)² / 2 beyond 0.9 on either side.
    assert chance(Decimal("0.9"), [HALF, HALF]) == Fraction(1, 100)


def test_three_equal_errors_spread_as_irwin_and_hall_say() -> None:
    # P(T < 0.1) of three even errors is 0.1³ / 6.
    assert chance(Decimal("-1.4"), [HALF] * 3) == 2 * Fraction(1, 1000) / 6


def test_nothing_lies_beyond_the_worst_case_and_next_to_it_lies_almost_nothing() -> None:
    assert chance(Decimal("1.51"), [HALF] * 3) == 0
    assert 0 < chance(Decimal("1.49"), [HALF] * 3) < LEVEL


def test_one_coarse_figure_among_fine_ones_is_taken_at_its_own_width() -> None:
    """Sunderby 2025: 38 rows and a total with one decimal, one row without: 1,0 off."""
    found = chance(Decimal("1.0"), [Decimal("0.05")] * 39 + [HALF])
    assert float(found) == pytest.approx(0.00027354714, rel=1e-7)
    draws = np.random.default_rng(1)
    errors = draws.uniform(-0.05, 0.05, (400_000, 39)).sum(axis=1)
    errors += draws.uniform(-0.5, 0.5, 400_000)
    assert float(found) == pytest.approx(np.mean(np.abs(errors) >= 1.0), abs=1e-4)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=12), st.integers(1, 40))
def test_what_lies_near_is_never_improbable_and_the_chance_falls_with_the_distance(
    tenths: list[int], parts: int
) -> None:
    halves = [Decimal(n) / 10 for n in tenths]
    spread = (sum(h * h for h in halves) / 3).sqrt()
    near, far = spread * NEAR, sum(halves, Decimal(0))
    steps = [near + (far - near) * n / parts for n in range(parts + 1)] if far > near else [far]
    found = [chance(step, halves) for step in steps]
    assert found == sorted(found, reverse=True)
    assert len(halves) == 1 or far <= near or found[0] > LEVEL or found[0] == 1


def test_an_improbable_sum_is_told_with_its_chance_and_is_no_break(tmp_path) -> None:
    """Forty rows of 1,0 and 42,0 printed: within the worst case of 2,05, four standard spreads."""
    rows = {f"r{n}": {2031: "1,0"} for n in range(40)} | {"t": {2031: "41,0"}}
    check = {"kind": "sum", "total": "t", "of": list(rows)[:-1]}
    plan = load_plan(write_plan(tmp_path, {"x": series(rows, checks=[check])}))
    found = audit(plan)
    assert found.breaks == ()
    assert [(f.row, f.status) for f in found.doubts] == [("t", "improbable")]
    assert any("rounding alone gives this difference once in" in str(w) for w in plan.warnings)


def test_the_sum_of_a_district_in_the_building_list_of_2025_is_improbable() -> None:
    """Regionstyrelsens plan 2025-2027, bilaga 6: 39 rows give 111,2 and 112,2 is printed."""
    found = [f for f in audit(load_plan("norrbotten-2025")).findings if "Sunderby" in f.row]
    off = [f for f in found if f.status != "agrees"]
    assert [(f.printed, f.computed, f.status) for f in off] == [
        (Decimal("112.2"), Decimal("111.2"), "acknowledged")
    ]
    assert off[0].chance is not None
    assert off[0].chance < LEVEL
    assert off[0].difference < off[0].tolerance
