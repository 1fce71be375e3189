"""The formula of an explanation is what the functions do on symbols, and gives their values."""

import math
import re

import numpy as np
import pytest

from analysis.model import statements, taxes
from analysis.model.chapters import model
from analysis.model.projection import Projection
from analysis.study.formulas import formula, meaning, reach, traced_to
from analysis.trace.tracing import Traced, trace

IN_PYTHON = {
    **{"·": "*", "−": "-", ";": ",", "≤": "<=", "≥": ">=", "≠": "!=", " = ": " == "},
    **{"∧": "and", "∨": "or", "¬": "not ", "∞": "inf", "{when}": "if", ", {else}": " else"},
    "{none}": "nan",
}


def symbol(name: str, position: int) -> str:
    return f"{name}[{position}]"


@pytest.fixture(scope="module")
def traced(base: Projection) -> Traced:
    inputs = base.calibration.inputs
    return trace(model(), {name: np.size(values) for name, values in inputs.items()})


def test_a_formula_is_what_the_function_does(traced):
    wanted = ("net_operating_cost[1] + tax_and_grants[1]",)
    assert formula(traced, "operating_result", 1, symbol) == wanted


def test_an_input_has_no_formula(traced):
    assert formula(traced, "tax_rate", 0, symbol) == ()


def test_a_line_is_traced_with_what_it_rests_on_and_no_more(base):
    values = traced_to(base, "tax_and_grants").values
    assert "tax_preliminary" in values
    assert "cash" not in values


@pytest.mark.parametrize("name", sorted(model()))
def test_every_formula_gives_the_value_of_the_calculation(name, base, traced):
    """The text of the last year, worked out by its own signs, steps first."""
    wanted = np.atleast_1d(base.nodes[name])
    last = len(wanted) - 1
    known = {n: np.atleast_1d(v) for n, v in base.nodes.items()}
    known |= {"max": max, "min": min, "abs": abs, "inf": math.inf, "nan": math.nan}
    found = math.nan
    for line in formula(traced, name, last, symbol):
        step = re.match(r"(a\d+) = (.*)", line)
        letter, text = step.groups() if step else ("", line)
        text = re.sub(r"(\S+) {none}", r"(\1 != \1)", text)
        for sign, python in IN_PYTHON.items():
            text = text.replace(sign, python)
        found = eval(re.sub(r"\|([^|]*)\|", r"abs(\1)", text), {"__builtins__": {}}, known)
        known[letter] = found
    np.testing.assert_allclose(float(found), wanted[last], rtol=1e-12, atol=1e-9)


def test_the_first_paragraph_of_the_docstring_is_the_meaning():
    assert meaning(statements.net_result) == "Årets resultat, mnkr (..., T) (LKBR 5:2)."


def test_nudging_finds_the_years_and_the_slope_of_each_input():
    """tax = rate · base: one more of the base gives the rate; other years have no part."""
    given = {"tax_rate": np.array([0.11, 0.12]), "uplifted_tax_base": np.array([100.0, 200.0])}
    found = reach(taxes.tax_preliminary, given, 1)
    assert found["tax_rate"] == {1: pytest.approx(200.0)}
    assert found["uplifted_tax_base"] == {1: pytest.approx(0.12)}


def test_a_lag_is_found_where_the_function_slices():
    """SU[t−2] · f[t−1] · f[t]: plan year 1 rests on the second element and its two factors."""
    given = {
        "tax_base_by_income_year": np.array([1.0, 2.0, 3.0, 4.0]),
        "first_growth_factor": np.array([1.1, 1.2]),
        "second_growth_factor": np.array([1.2, 1.3]),
    }
    found = reach(taxes.uplifted_tax_base, given, 1)
    assert found["tax_base_by_income_year"] == {1: pytest.approx(1.2 * 1.3)}
    assert found["first_growth_factor"] == {1: pytest.approx(2.0 * 1.3)}
