"""Units: each value of the calculation has one, from one table."""

import pytest

from analysis.catalogue.lines import line_items
from analysis.catalogue.units import graph_units
from analysis.inputs.parameters import INTERNAL, registry
from analysis.model.chapters import model
from analysis.model.graph import arguments
from analysis.model.units import parameter_of, unit, unit_and_scale

VALUES = {*model(), *(a for function in model().values() for a in arguments(function))}
"""Every function of the calculation and every input that it reads."""
LINES_THAT_ARE_PARAMETERS = {"tax_rate", "structural_grant", "reserve_transfer"}


def test_every_value_of_the_graph_has_its_unit_in_exactly_one_table():
    tables = (line_items(), parameter_of(), graph_units())
    found = {name: sum(name in table for table in tables) for name in VALUES}
    assert {n for n, count in found.items() if count != 1} == LINES_THAT_ARE_PARAMETERS
    assert all(found[name] == 2 for name in LINES_THAT_ARE_PARAMETERS)


def test_a_line_that_is_a_parameter_has_the_same_scale_as_both():
    for name in LINES_THAT_ARE_PARAMETERS:
        line, parameter = line_items()[name].unit, registry()[name].unit
        assert INTERNAL.get(line, 1.0) == INTERNAL.get(parameter, 1.0)


def test_the_table_of_units_names_no_value_that_the_calculation_has_not():
    assert set(graph_units()) <= VALUES


def test_rates_are_shown_as_per_cent_and_amounts_as_they_are():
    assert unit_and_scale("age_share_0_19") == ("pct", 100.0)
    assert unit_and_scale("base_portfolio_return_rate") == ("pct", 100.0)
    assert unit_and_scale("tax_rate") == ("pct", 100.0)
    assert unit_and_scale("cash") == ("mnkr", 1.0)


def test_a_value_without_a_unit_is_refused():
    with pytest.raises(KeyError, match="nobody"):
        unit("nobody")
