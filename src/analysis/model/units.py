"""The unit (*enhet*) of every value of the calculation, from the tables that describe it.

A line item has its unit in `line_items.csv`, a parameter in `parameters.yml` and every other
value in `catalogue/units.csv`. No value is without one, and no sentence about it decides.
"""

from functools import cache

from analysis.catalogue.lines import line_items
from analysis.catalogue.units import graph_units
from analysis.inputs.parameters import INTERNAL, registry
from analysis.model.calibration_path import SAME_NAME_CHANGES
from analysis.model.inputs_of_keys import input_name


@cache
def parameter_of() -> dict[str, str]:
    """The parameter behind each input of the graph that is a parameter of the plan."""
    return {
        f"{name}_change" if name in SAME_NAME_CHANGES else input_name(name): name
        for name in registry()
    }


def unit(name: str) -> str:
    """The unit in which a value of the graph is shown. Raises KeyError for a value without one.

    A line that is also a parameter (*skattesats*) is shown as the line.
    """
    if name in line_items():
        return line_items()[name].unit
    parameter = parameter_of().get(name)
    return registry()[parameter].unit if parameter else graph_units()[name]


def unit_and_scale(name: str) -> tuple[str, float]:
    """The unit in which a value is shown, and what to multiply the internal value with."""
    shown_in = unit(name)
    return shown_in, 1.0 / INTERNAL.get(shown_in, 1.0)
