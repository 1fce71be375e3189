"""The formula of an explanation is the source of the function that runs."""

import ast
from statistics import fmean

import numpy as np
import pytest

from analysis.model import statements, taxes
from analysis.model.chapters import model
from analysis.model.years import year_later
from analysis.study.formulas import _is_helper, formula, helpers, meaning, reach


def test_a_formula_is_the_return_expression_of_the_function():
    assert formula(statements.operating_result) == ("net_operating_cost + tax_and_grants",)


def test_private_functions_that_the_formula_calls_are_printed_too():
    found = helpers(statements.settlement_receivable)
    assert found["_two_years(values)"] == formula(statements._two_years)


def test_what_a_chapter_imports_is_printed_with_it_and_libraries_are_not():
    def doubled(values):
        return year_later(values) + fmean(values)

    doubled.__module__ = "analysis.model.statements"
    assert _is_helper(doubled, year_later)
    assert not _is_helper(doubled, fmean)
    assert not _is_helper(doubled, statements.net_result)


@pytest.mark.parametrize("name", sorted(model()))
def test_every_formula_can_be_run_again_from_its_text(name, base):
    """The printed text of each function, executed, gives the value of the calculation."""
    function = model()[name]
    body = formula(function)
    arguments = [a for a in function.__annotations__ if a != "return"]
    lines = body if len(body) > 1 else (f"return {body[0]}",)
    source = f"def again({', '.join(arguments)}):\n" + "\n".join(f"    {line}" for line in lines)
    scope = dict(function.__globals__)
    exec(compile(ast.parse(source), "text", "exec"), scope)
    given = {a: base.nodes[a] for a in arguments}
    np.testing.assert_array_equal(scope["again"](**given), base.nodes[name])


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
