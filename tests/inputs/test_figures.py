"""A figure is read as its cell shows it, and every way of writing it is named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.catalogue import number
from analysis.inputs.figures import figure_in, read_figure
from analysis.inputs.labels import folded, without_mark

FIGURES = {
    "8 300": ("8300", ()),
    "(8300)": ("-8300", ("parentheses",)),
    "( 1\u00a0234,5 )": ("-1234.5", ("parentheses",)),
    "-": ("0", ("dash",)),
    "–": ("0", ("dash",)),
    "\u2212": ("0", ("dash",)),
    "3,4 %": ("3.4", ("percent",)),
    "3,4%": ("3.4", ("percent",)),
    "−0,7 procent": ("-0.7", ("percent",)),
    "1 234-": ("-1234", ("trailing_minus",)),
    "8 300 mnkr": ("8300", ("unit",)),
    "- kr": ("0", ("unit", "dash")),
    "870,4*": ("870.4", ("mark",)),
    "870,4²": ("870.4", ("mark",)),
    "−1,234.5": ("-1234.5", ()),
    "1,234,567": ("1234567", ()),
}


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_is_what_the_cell_shows(text: str) -> None:
    value, ways = FIGURES[text]
    assert read_figure(text).value == Decimal(value)
    assert read_figure(text).ways == ways


@pytest.mark.parametrize(
    "text",
    ["", "x", "12 34", "(-5)", "-5-", "((5))", "#REF!", "5 st", "%", "1e3", "870,41)", "--", "٣"],
)
def test_what_is_not_surely_a_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a number such as"):
        read_figure(text)


def test_a_unit_beside_a_figure_must_be_that_of_its_table() -> None:
    assert figure_in("3,4 %", "pct").value == Decimal("3.4")
    assert figure_in("52 %", "share").value == Decimal("0.52")
    assert figure_in("5 MSEK", "mnkr").value == 5
    for text, unit in (("3,4 %", "mnkr"), ("5 tkr", "mnkr"), ("5 kr", "pct")):
        with pytest.raises(ValueError, match=f"a figure in {unit}"):
            figure_in(text, unit)


def test_labels_are_compared_without_what_cannot_be_seen() -> None:
    assert folded(" Verksamhetens\u00a0\n kost\u00adnader ") == "Verksamhetens kostnader"
    assert folded("A\u030arets") == "Årets"
    for marked in ("Skatter*", "Skatter 1)", "Skatter¹", "Skatter ²⁾".replace("⁾", ")")):
        assert without_mark(marked) == "Skatter"
    assert without_mark("Kapitel 12") == "Kapitel 12"
    assert without_mark("*") == "*"


@given(
    st.decimals(-(10**9), 10**9, places=1, allow_nan=False),
    st.sampled_from(["mnkr", "pct", "kr", "persons"]),
    st.sampled_from(["sv", "en"]),
)
def test_what_the_product_prints_is_read_back(value: Decimal, unit: str, language: str) -> None:
    printed = number(float(value), unit, language, decimals=1)
    assert read_figure(printed).value == value
