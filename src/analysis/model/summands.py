"""The parts of a total (*delar av en summa*), read from the calculation itself.

A table that lists the arguments of a total's own function cannot lack a line of it.
"""

from functools import cache

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.model.chapters import model
from analysis.model.graph import Function, arguments

YEARS = np.array([1.0, 8.0])
"""Two years to probe with: what is rolled from year to year is no sum of the year's rows."""


@cache
def summands(total: str) -> dict[str, float]:
    """What `total` is the sum of, by name: 1 where it is added, −1 where it is drawn.

    A step between that is no line of a statement (*skatt och bidrag*) is opened into its own
    parts. Raises ValueError for a value that is no sum of others, KeyError for no value.
    """
    found: dict[str, float] = {}
    for name, sign in _signs(total, model()[total]).items():
        if name in line_items() or name not in model():
            found[name] = sign
        else:
            found |= {part: sign * own for part, own in summands(name).items()}
    return found


def _signs(total: str, function: Function) -> dict[str, float]:
    """The effect of each argument. Raises ValueError where it is not plus or minus itself."""
    names = arguments(function)
    zero = {name: np.zeros(2) for name in names}
    signs = {n: float(function(**{**zero, n: YEARS})[0]) for n in names}
    probe = {name: YEARS * 64.0**place for place, name in enumerate(names)}
    expected = np.sum([signs[n] * probe[n] for n in names], axis=0)
    if not set(signs.values()) <= {-1.0, 1.0} or np.any(function(**probe) != expected):
        raise ValueError(f"{total} is no sum of its arguments")
    return signs


def lines_to(*totals: str) -> tuple[str, ...]:
    """The rows of a statement that comes to `totals`: each after the parts that it is made of."""
    rows: list[str] = []
    for total in totals:
        rows += [n for n in (*summands(total), total) if n not in rows]
    return tuple(rows)
