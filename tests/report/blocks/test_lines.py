"""Sentences from series: whatever the course, what is said is true of the whole of it."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis import catalogue
from analysis.report.blocks.lines import say_change, say_ends, turns_beyond
from analysis.report.blocks.view import Drawn
from analysis.report.chapters.grants.words import GRANTS, say_grant_share, say_grants
from analysis.report.chapters.prices.words import say_prices
from analysis.report.chapters.statements.words import say_income_and_cost
from analysis.report.chapters.taxes.words import say_tax

YEARS = (2025, 2026, 2027, 2028, 2029, 2030)
BUDGET = YEARS[:3]
money = st.lists(st.integers(-2000, 2000), min_size=6, max_size=6)
rates = st.lists(st.integers(-60, 60).map(lambda n: n / 10), min_size=6, max_size=6)


def drawn(line: str, values: list[float]) -> Drawn:
    return Drawn("sv", YEARS, BUDGET, {line: np.array(values, dtype=float)}, None, {})


def test_a_peak_between_the_ends_is_told_in_the_title() -> None:
    """The pension cost of the plan: 947 to 900 over 1 008."""
    view = drawn("pension_cost", [947, 838, 900, 1008, 950, 900])
    said = say_ends(view, "says.pension_cost", "pension_cost")
    assert "som högst 1\u00a0008\u00a0mnkr år 2028" in said
    assert "som lägst 838\u00a0mnkr år 2026" in said


def test_a_course_within_its_ends_needs_no_turn() -> None:
    view = drawn("pension_cost", [900, 910, 920, 930, 940, 950])
    assert turns_beyond(view, "pension_cost") == ""


@given(money)
def test_no_year_lies_beyond_what_a_title_tells(values: list[int]) -> None:
    view = drawn("pension_cost", [float(v) for v in values])
    said = say_ends(view, "says.pension_cost", "pension_cost")
    told = {catalogue.amount(float(v), "mnkr", "sv") for v in (values[0], values[-1])}
    for word, extreme, end in (
        ("högst", max(values), max(values[0], values[-1])),
        ("lägst", min(values), min(values[0], values[-1])),
    ):
        assert (f"som {word}" in said) == (extreme != end)
        if extreme != end:
            told.add(catalogue.amount(float(extreme), "mnkr", "sv"))
    assert all(amount in said for amount in told)


@given(money)
def test_a_change_is_told_with_its_turn_and_a_costs_sign(values: list[int]) -> None:
    view = drawn("operating_costs", [-abs(float(v)) for v in values])
    sizes = [abs(v) for v in values]
    said = say_change(view, "says.costs", "operating_costs", -1.0)
    rises = sizes[-1] > sizes[0]
    if sizes[0] != sizes[-1]:
        assert ("ökar" in said) == rises
        assert ("minskar" in said) != rises
    assert ("som högst" in said) == (max(sizes) > max(sizes[0], sizes[-1]))


@given(rates)
def test_prices_that_fall_are_never_told_as_rising(values: list[float]) -> None:
    said = say_prices(drawn("lpik_excl", values))  # type: ignore[arg-type]
    falling = [y for y, v in zip(YEARS, values, strict=True) if v < 0]
    if len(set(values)) == 1:
        assert "lika mycket" in said
        return
    assert ("faller" in said) == bool(falling)
    assert ("ökar" in said) == (len(falling) < len(YEARS))
    if falling and len(falling) < len(YEARS):
        assert catalogue.year_span(falling, "sv") in said
    assert not re.search(r"minst \d{4} \(−", said) or len(falling) == len(YEARS)


def drawn_lines(**lines: list[int]) -> Drawn:
    held = {line: np.array(values, dtype=float) for line, values in lines.items()}
    return Drawn("sv", YEARS, BUDGET, held, None, {})


levels = st.lists(st.integers(1000, 9000), min_size=6, max_size=6)


@given(levels)
def test_a_peak_or_trough_of_tax_is_told(values: list[int]) -> None:
    said = say_tax(drawn_lines(tax_revenue=values))
    assert ("som högst" in said) == (max(values) > max(values[0], values[-1]))
    assert ("som lägst" in said) == (min(values) < min(values[0], values[-1]))


@given(levels, levels)
def test_a_turn_of_the_share_of_grants_is_told(tax: list[int], grants: list[int]) -> None:
    said = say_grant_share(drawn_lines(tax_revenue=tax, state_grants=grants))
    shares = [
        catalogue.amount(100 * g / (t + g), "pct", "sv") for t, g in zip(tax, grants, strict=True)
    ]
    numbers = [100 * g / (t + g) for t, g in zip(tax, grants, strict=True)]
    top = int(np.argmax(numbers))
    assert shares[top] in said


@given(st.lists(money, min_size=len(GRANTS), max_size=len(GRANTS)))
def test_the_grant_that_changes_most_may_fall(series: list[list[int]]) -> None:
    said = say_grants(drawn_lines(**dict(zip(GRANTS, series, strict=True))))
    changes = [values[-1] - values[0] for values in series]
    most = max(changes, key=abs)
    assert catalogue.signed(most, "mnkr", "sv") in said


@given(levels, levels)
def test_what_falls_is_not_said_to_grow(tax: list[int], cost: list[int]) -> None:
    zero, net = [0] * 6, [-v for v in cost]
    said = say_income_and_cost(
        drawn_lines(tax_revenue=tax, state_grants=zero, net_operating_cost=net)
    )
    assert ("växer" in said) == (tax[-1] >= tax[0] and cost[-1] >= cost[0])
