"""Functions of the model as spreadsheet formulas, against hand arithmetic."""

import numpy as np
import pytest

from analysis.model.chapters import model
from analysis.model.years import rolled, year_later
from benchmarks.formulas import NotAFormula, formulas


def balance(opening, flow, rate):
    """A balance that rolls, less what stood there the year before."""
    level = rolled(opening, -flow * rate)
    return level[..., 1:] - year_later(level)[..., 1:]


def unknown(growth, expected):
    """As decided, else expected."""
    return np.where(np.isnan(growth), 1 + expected, growth)


def loops(flow):
    """Something that no single formula says."""
    for _ in range(3):
        flow = flow + 1
    return flow


def test_sums_products_and_balances_become_one_formula_a_year():
    names = {"opening": ["A1"], "flow": ["A2", "B2"], "rate": ["A3"]}
    first = "(A1+((-A2)*A3))"
    assert formulas(balance, names) == [f"(({first}+((-B2)*A3))-{first})"]


def test_an_empty_cell_stands_for_what_is_not_known():
    names = {"growth": ["A1", "B1"], "expected": ["A2", "B2"]}
    assert formulas(unknown, names) == [
        "IF(ISNUMBER(A1),A1,(1+A2))",
        "IF(ISNUMBER(B1),B1,(1+B2))",
    ]


def test_what_cannot_be_told_is_refused():
    with pytest.raises(NotAFormula):
        formulas(loops, {"flow": ["A1"]})


def test_the_statements_and_the_tax_of_the_model_can_be_told():
    names = {a: ["A1", "B1", "C1", "D1"] for f in model().values() for a in arguments(f)}
    # Income years begin a year before the plan years.
    names |= {a: [*names[a], "E1"] for a in ("national_tax_base_growth",)}
    for name in ("tax_preliminary", "tax_settlement", "net_result", "cash", "equity",
                 "operating_cash_flow", "gap_balance_sheet"):  # fmt: skip
        assert formulas(model()[name], names)


def arguments(function):
    return function.__code__.co_varnames[: function.__code__.co_argcount]
