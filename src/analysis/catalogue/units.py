"""The units (*enheter*) of the values of the calculation that are neither line items nor
parameters, from `units.csv`: those two have theirs in the tables that describe them."""

import csv
from functools import cache
from importlib.resources import files


@cache
def graph_units() -> dict[str, str]:
    """Unit by name of the value. Raises ValueError for a name that stands twice."""
    text = (files("analysis.catalogue") / "units.csv").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["name"] in found:
            raise ValueError(f"units.csv: {row['name']!r} stands twice")
        found[row["name"]] = row["unit"]
    return found
