"""The formula of a value (*formel*): from the trace of the model, never from its source text.

The trace is what the functions do on symbols, so that an explanation can never say something else
than the calculation does. Which years of an input matter is found by nudging the function that
runs.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

from analysis.model.chapters import model
from analysis.model.graph import Array, Function, arguments
from analysis.model.projection import Projection
from analysis.trace.mathematics import PLAIN, Words, mathematics
from analysis.trace.tracing import Traced, trace

NUDGE = 1e-4
"""Relative step of the nudge, and the absolute one for an input that is zero."""
Symbol = Callable[[str, int], str]
WORDS = Words("{when}", "{else}", "{none}")
"""The places of what is said in words: a formula has no language of its own."""


def traced_to(projection: Projection, line: str) -> Traced:
    """The trace of all that a line rests on."""
    inputs = projection.calibration.inputs
    lengths = {n: int(np.size(inputs[n])) for n in inputs}
    return trace(model(), lengths, [line] if line not in lengths else [])


def formula(traced: Traced, name: str, position: int, symbol: Symbol) -> tuple[str, ...]:
    """The formula of an element of a value, in terms of what its function is given: steps first,
    each with its letter; nothing for an input. `symbol` writes an element of an argument."""
    if name in traced.inputs or name not in traced.values:
        return ()
    cells, known = traced.cells, dict[int, str]()
    for argument in traced.arguments(name):
        for i, cell in enumerate(traced.values[argument]):
            if cell not in cells.numbers:  # a number may stand for others
                known.setdefault(cell, symbol(argument, i))
    row = traced.values[name]
    found = mathematics(cells, row[min(position, len(row) - 1)], known, WORDS, PLAIN)
    return (*(f"{letter} = {text}" for letter, text in found.steps), found.formula)


@cache
def meaning(function: Function) -> str:
    """The first sentence of the docstring: the Swedish term, the unit and the legal source."""
    paragraph = (inspect.getdoc(function) or "").split("\n\n", 1)[0]
    return " ".join(paragraph.split())


def reach(
    function: Function, values: Mapping[str, Array], column: int
) -> dict[str, dict[int, float]]:
    """What the output at `column` rests on: by argument, its columns and the effect of one unit.

    Each element of each argument is nudged up and down; the effect is the slope between them
    (internal units). An element that leaves the output bit for bit the same has no part in it.
    """
    given = {name: np.atleast_1d(values[name]) for name in arguments(function)}
    start = float(np.broadcast_to(function(**given), _shape(function, given))[column])
    found: dict[str, dict[int, float]] = {}
    for name, series in given.items():
        found[name] = {}
        for position, value in enumerate(series):
            step = NUDGE * abs(float(value)) or NUDGE
            up = _nudged(function, given, name, position, step)[column]
            down = _nudged(function, given, name, position, -step)[column]
            if _differs(up, start) or _differs(down, start):
                found[name][position] = (float(up) - float(down)) / (2 * step)
    return found


def _shape(function: Function, given: Mapping[str, Array]) -> tuple[int, ...]:
    return np.asarray(function(**given)).shape


def _nudged(
    function: Function, given: Mapping[str, Array], name: str, position: int, step: float
) -> Array:
    moved = given[name].astype(float)
    moved[position] += step
    return np.asarray(function(**{**given, name: moved}))


def _differs(value: float, start: float) -> bool:
    return bool(value != start) and not (np.isnan(value) and np.isnan(start))
