"""Numbers as Swedish documents print them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.catalogue import number
from analysis.inputs.numbers import decimals, parse_swedish
from analysis.inputs.stated_numbers import number as stated

GOOD = {
    "7926": "7926",
    "7 926": "7926",
    "7\u00a0926": "7926",
    "7\u202f926,5": "7926.5",
    "1\u2009234\u2009567": "1234567",
    "-0,7": "-0.7",
    "\u2212361": "-361",
    "–12": "-12",
    "- 12": "-12",
    "+3": "3",
    " 11,34 ": "11.34",
    "\ufeff5": "5",
    "0,09": "0.09",
    "934.2": "934.2",
}


@pytest.mark.parametrize("text", GOOD)
def test_a_printed_number_is_read_exactly(text):
    assert parse_swedish(text) == Decimal(GOOD[text])


BAD = ["", " ", "-", "abc", "NaN", "inf", "1e3", "12 34", "1 2345", "1,2,3", "1.234,5", "1,", ",5",
       "12 %", "7 926 mnkr", "--5", "5-", "٣", "１２", "0x10", "1_000", "=1+1", "²"]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_not_surely_a_number_is_refused_with_what_was_expected(text):
    with pytest.raises(ValueError, match="a number such as"):
        parse_swedish(text)


def test_printed_decimals_are_kept():
    assert [decimals(parse_swedish(t)) for t in ("7 926", "934,2", "0,00")] == [0, 1, 2]


@given(st.decimals(-(10**9), 10**9, places=1, allow_nan=False), st.sampled_from(["sv", "en"]))
def test_what_a_report_prints_in_swedish_is_read_back(value, language):
    if language == "sv":
        printed = number(float(value), "pct", "sv", decimals=1)
        assert parse_swedish(printed) == value or value == 0


@pytest.mark.parametrize("value", [10**400, -(10**400), float("inf"), float("nan"), "1e999"])
def test_a_number_too_large_for_the_calculation_is_refused_in_code_as_in_a_file(value):
    with pytest.raises(ValueError, match="a finite number"):
        stated(value)
