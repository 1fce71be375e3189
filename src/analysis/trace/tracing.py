"""Tracing (*spårning*): the functions of a graph run once on cells in place of numbers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.model.graph import Function, arguments, missing, order
from analysis.trace.arrays import CellArray, TraceError, as_ids
from analysis.trace.cells import Cells, Undecided

Row = tuple[int, ...]
"""The cells of a value, one an element of its years."""
FORKS = 6
"""Conditions that one function may ask in a row; more is no formula but a program."""


@dataclass(frozen=True)
class Traced:
    """A graph of functions as cells: every value by name, inputs included."""

    cells: Cells
    functions: Mapping[str, Function]
    values: dict[str, Row]
    inputs: frozenset[str]

    def arguments(self, name: str) -> tuple[str, ...]:
        """What the function of a value is given; nothing for an input."""
        return arguments(self.functions[name]) if name not in self.inputs else ()

    def flat_inputs(self) -> list[tuple[str, int]]:
        """Every element of every input in a fixed order: the layout of what engines are given."""
        return [(n, i) for n in sorted(self.inputs) for i in range(len(self.values[n]))]


def trace(
    functions: Mapping[str, Function],
    lengths: Mapping[str, int],
    targets: Iterable[str] | None = None,
) -> Traced:
    """Trace every function that the inputs suffice for, or what `targets` need.

    `lengths` are the elements of each input. Raises TraceError with the name of a function that
    does what cannot be traced.
    """
    cells = Cells()
    arrays = {n: CellArray(cells, _row(cells, n, size)) for n, size in lengths.items()}
    lacking = missing(functions, lengths)
    wanted = functions if targets is None else targets
    for name in order(functions, wanted, lengths):
        if name not in lacking:
            given = {a: arrays[a] for a in arguments(functions[name])}
            arrays[name] = run(cells, name, functions[name], given)
    rows = {n: tuple(int(cell) for cell in a.ids.reshape(-1)) for n, a in arrays.items()}
    return Traced(cells, functions, rows, frozenset(lengths))


def _row(cells: Cells, name: str, size: int) -> np.ndarray:
    return np.array([cells.input(name, i) for i in range(size)], dtype=np.int64)


def run(cells: Cells, name: str, function: Function, given: Mapping[str, CellArray]) -> CellArray:
    """One function on cells. Where it asks whether a cell is true, both roads are traced and
    joined by a choice. Raises TraceError."""
    try:
        return _roads(cells, lambda: _result(cells, function(**given)), ())
    except TraceError as error:
        raise TraceError(f"{name}: {error}") from None


def _result(cells: Cells, result: CellArray | ArrayLike) -> CellArray:
    return result if isinstance(result, CellArray) else CellArray(cells, as_ids(cells, result))


def _roads(cells: Cells, work: Callable[[], CellArray], answers: tuple[bool, ...]) -> CellArray:
    if len(answers) > FORKS:
        raise TraceError(f"more than {FORKS} conditions in a row")
    cells.answers, cells.asked = answers, 0
    try:
        return work()
    except Undecided as asked:
        condition = asked.condition
    yes, no = (_roads(cells, work, (*answers, answer)) for answer in (True, False))
    if yes.shape != no.shape:
        raise TraceError("the two roads of a condition differ in shape")
    chosen = [
        cells.apply("select", condition, int(a), int(b))
        for a, b in zip(yes.ids.reshape(-1), no.ids.reshape(-1), strict=True)
    ]
    return CellArray(cells, np.array(chosen, dtype=np.int64).reshape(yes.shape))
