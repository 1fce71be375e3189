"""Number formats, by hand arithmetic and over random numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import catalogue
from analysis.inputs.numbers import parse_swedish

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "language", "written"),
    [
        (-1234.5, "mnkr", "sv", f"−1{NBSP}235"),
        (-1234.5, "mnkr", "en", "−1,235"),
        (36.279, "pct", "sv", "36,3"),
        (36.279, "pct", "en", "36.3"),
        (248653, "persons", "sv", f"248{NBSP}653"),
        (-0.4, "mnkr", "sv", "0"),
        (0.5, "mnkr", "sv", "1"),
        (-0.5, "mnkr", "sv", "−1"),
        (float("nan"), "mnkr", "sv", "–"),
        (float("inf"), "mnkr", "en", "–"),
    ],
)
def test_a_number_is_written_as_its_language_writes_it(value, unit, language, written):
    assert catalogue.number(value, unit, language) == written


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_what_is_written_in_swedish_is_read_back_as_the_rounded_number(value, places):
    written = catalogue.number(value, "mnkr", "sv", places)
    assert "-" not in written
    assert abs(float(parse_swedish(written)) - value) <= 0.5 * 10**-places + 1e-6


def test_a_change_carries_its_sign_and_nothing_carries_none():
    assert catalogue.signed(3.2, "pct") == "+3,2"
    assert catalogue.signed(-3.2, "pct") == "−3,2"
    assert catalogue.signed(0.04, "pct") == "0,0"


def test_an_amount_names_its_unit_in_both_languages():
    assert catalogue.amount(-361.2, "mnkr") == f"−361{NBSP}mnkr"
    assert catalogue.amount(-361.2, "mnkr", "en") == f"−SEK{NBSP}361{NBSP}million"
    assert catalogue.amount(36.3, "pct") == f"36,3{NBSP}%"


@pytest.mark.parametrize(
    ("years", "written"),
    [
        ((2026,), "2026"),
        ((2026, 2027, 2028), "2026–2028"),
        ((2030, 2025, 2029), "2025, 2029–2030"),
        ((), ""),
    ],
)
def test_years_in_a_row_are_written_as_a_span(years, written):
    assert catalogue.year_span(years) == written


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (236_837, 268_954, (237_000, 269_000)),
        (-1_093, 811, (-1_100, 800)),
        (31.04, 37.31, (31.0, 37.3)),
        (5.0, 5.0, (5.0, 5.0)),
    ],
)
def test_an_interval_is_told_with_the_figures_that_its_width_bears(low, high, told):
    assert catalogue.interval(low, high) == told


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_no_end_of_an_interval_moves_by_more_than_a_twentieth_of_its_width(low, width):
    ends = catalogue.interval(low, low + width)
    assert abs(ends[0] - low) <= 0.051 * width
    assert abs(ends[1] - low - width) <= 0.051 * width


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5), st.sampled_from(["mnkr", "pct", "persons"]))
def test_a_shown_difference_is_that_of_the_shown_values(before, now, unit):
    places = catalogue.places_apart(before, now, unit)
    first, then, apart = (
        parse_swedish(catalogue.number(v, unit, "sv", places)) for v in (before, now, now - before)
    )
    least = catalogue.number_format.DECIMALS[unit]
    assert then - first == apart or (
        places == least + catalogue.number_format.MOST_PLACES and abs(then - first - apart) <= 0.001
    )


def test_values_whose_rounded_forms_disagree_are_told_closer():
    assert catalogue.places_apart(-130.6, -577.7, "mnkr") == 0
    assert catalogue.places_apart(-130.4, -577.6, "mnkr") == 1


@given(st.lists(st.floats(-1e4, 1e4), min_size=2, max_size=6))
def test_shown_parts_add_up_to_the_shown_whole_or_it_is_said_that_they_cannot(parts):
    column = [*parts, sum(parts)]
    places = catalogue.places_adding([column], "mnkr")
    if places is not None:
        shown = [parse_swedish(catalogue.number(v, "mnkr", "sv", places)) for v in column]
        assert sum(shown[:-1]) == shown[-1]


def test_parts_that_cannot_add_up_are_not_forced_to():
    thirds = [1 / 3, 1 / 3, 1 / 3, 1.0]
    assert catalogue.places_adding([thirds], "mnkr") is None


@pytest.mark.parametrize(
    ("value", "shown"), [(13.27, "13,27"), (Decimal("-10341.70"), "−10 341,7"), (92, "92")]
)
def test_an_exact_number_has_the_decimals_that_it_was_given(value, shown):
    assert catalogue.exact(value).replace("\xa0", " ") == shown
