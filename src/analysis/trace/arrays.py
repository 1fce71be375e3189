"""Arrays of cells: what the functions of the model get in place of numbers.

They answer NumPy's own protocols (`__array_ufunc__`, `__array_function__`), so that the model is
traced as it stands. What may be used is listed in UFUNCS, FUNCTIONS and the methods; anything
else raises TraceError with its name, and a test traces the whole model.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import ArrayLike

from analysis.trace.cells import Cells
from analysis.untyped import Keywords, Passed

UFUNCS = {
    np.add: "add",
    np.subtract: "subtract",
    np.multiply: "multiply",
    np.true_divide: "divide",
    np.negative: "negative",
    np.absolute: "absolute",
    np.maximum: "maximum",
    np.minimum: "minimum",
    np.less: "less",
    np.less_equal: "less_equal",
    np.greater: "greater",
    np.greater_equal: "greater_equal",
    np.equal: "equal",
    np.not_equal: "not_equal",
    np.isnan: "isnan",
    np.logical_not: "not",
    np.invert: "not",
    np.logical_and: "and",
    np.bitwise_and: "and",
    np.logical_or: "or",
    np.bitwise_or: "or",
}


class TraceError(TypeError):
    """The model does what cannot be traced: it would not be the same formula everywhere."""


class CellArray(NDArrayOperatorsMixin):
    """An array of any shape whose elements are cells of one graph."""

    def __init__(self, cells: Cells, ids: np.ndarray) -> None:
        self.cells, self.ids = cells, ids

    @property
    def shape(self) -> tuple[int, ...]:
        return self.ids.shape

    @property
    def ndim(self) -> int:
        return self.ids.ndim

    @property
    def size(self) -> int:
        return self.ids.size

    @property
    def T(self) -> "CellArray":
        return CellArray(self.cells, self.ids.T)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, key: Passed) -> "CellArray":
        return CellArray(self.cells, np.asarray(self.ids[key]))

    def __setitem__(self, key: Passed, value: "CellArray | ArrayLike") -> None:
        self.ids[key] = as_ids(self.cells, value)

    def __bool__(self) -> bool:
        if self.size != 1:
            raise TraceError("the truth of several cells at once: say any() or all()")
        return self.cells.decide(self.cells.truth(int(self.ids.reshape(()))))

    def __float__(self) -> float:
        """A number only where nothing moves it. Raises TraceError."""
        cell = int(self.ids.reshape(()))
        if cell not in self.cells.numbers:
            raise TraceError("float() of a value that a scenario moves: keep it an array")
        return float(self.cells.numbers[cell])

    def __array__(self, *_: object, **__: object) -> np.ndarray:
        raise TraceError("a cell is no number: np.asarray and lists of arrays cannot be traced")

    def copy(self) -> "CellArray":
        return CellArray(self.cells, self.ids.copy())

    def any(self) -> "CellArray":
        return self._folded("or", None)

    def all(self) -> "CellArray":
        return self._folded("and", None)

    def sum(self, axis: int | None = None) -> "CellArray":
        """The sum in the order of the elements."""
        return self._folded("add", axis)

    def max(self, axis: int | None = None) -> "CellArray":
        return self._folded("maximum", axis)

    def min(self, axis: int | None = None) -> "CellArray":
        return self._folded("minimum", axis)

    def _folded(self, operation: str, axis: int | None) -> "CellArray":
        ids = self.ids.reshape(-1) if axis is None else np.moveaxis(self.ids, axis, 0)
        if operation in {"or", "and"}:
            ids = np.array([self.cells.truth(int(cell)) for cell in ids])
        total = ids[0]
        for each in ids[1:]:
            total = _each(self.cells, operation, total, each)
        return CellArray(self.cells, np.asarray(total))

    def __array_ufunc__(
        self, ufunc: np.ufunc, method: str, *inputs: "CellArray | ArrayLike", **options: Passed
    ) -> "CellArray":
        operation = UFUNCS.get(ufunc)
        out = options.pop("out", None)
        if operation is None or method != "__call__" or options:
            raise TraceError(f"np.{ufunc.__name__} ({method}) cannot be traced; see UFUNCS")
        ids = _each(self.cells, operation, *(as_ids(self.cells, each) for each in inputs))
        if out is None:
            return CellArray(self.cells, ids)
        if not isinstance(out[0], CellArray):
            raise TraceError("cells cannot be written to an array of numbers: use blank(…, like)")
        out[0].ids[...] = ids
        return out[0]

    def __array_function__(
        self, function: Callable[..., object], _types: object, args: Sequence[object],
        options: Keywords,
    ) -> object:  # fmt: skip
        work = FUNCTIONS.get(function)
        if work is None:
            raise TraceError(f"np.{function.__name__} cannot be traced; see FUNCTIONS")
        return work(self.cells, *args, **options)


def as_ids(cells: Cells, value: CellArray | ArrayLike) -> np.ndarray:
    """Cells of whatever stands in an expression: cells as they are, numbers as cells."""
    if isinstance(value, CellArray):
        return value.ids
    numbers = np.asarray(value)
    ids = np.empty(numbers.shape, dtype=np.int64)
    for place in np.ndindex(numbers.shape):
        ids[place] = cells.number(numbers[place].item())
    return ids


def _each(cells: Cells, operation: str, *parts: np.ndarray) -> np.ndarray:
    wide = np.broadcast_arrays(*parts)
    found = np.empty(wide[0].shape, dtype=np.int64)
    for place in np.ndindex(found.shape):
        found[place] = cells.apply(operation, *(int(part[place]) for part in wide))
    return found


def _where(
    cells: Cells, test: CellArray | ArrayLike, yes: CellArray | ArrayLike, no: CellArray | ArrayLike
) -> CellArray:
    ids = _each(cells, "select", *(as_ids(cells, part) for part in (test, yes, no)))
    return CellArray(cells, ids)


def _clip(
    cells: Cells, values: CellArray, low: CellArray | ArrayLike, high: CellArray | ArrayLike
) -> CellArray:
    raised = _each(cells, "maximum", as_ids(cells, values), as_ids(cells, low))
    return CellArray(cells, _each(cells, "minimum", raised, as_ids(cells, high)))


def _empty(cells: Cells, shape: int | Sequence[int], **_: object) -> CellArray:
    return CellArray(cells, np.full(shape, cells.number(np.nan)))


def _filled(number: float) -> Callable[..., CellArray]:
    return lambda cells, like: CellArray(cells, np.full(like.shape, cells.number(number)))


def _moved(function: Callable[..., np.ndarray]) -> Callable[..., CellArray]:
    """A function that only moves elements about moves cells alike."""

    def work(
        cells: Cells, values: CellArray | ArrayLike, *args: object, **options: object
    ) -> CellArray:
        return CellArray(cells, function(as_ids(cells, values), *args, **options))

    return work


def _joined(function: Callable[..., np.ndarray]) -> Callable[..., CellArray]:
    def work(cells: Cells, parts: Sequence[CellArray | ArrayLike], **options: object) -> CellArray:
        return CellArray(cells, function([as_ids(cells, part) for part in parts], **options))

    return work


FUNCTIONS: dict[Callable[..., object], Callable[..., object]] = {
    np.where: _where,
    np.clip: _clip,
    np.empty: _empty,
    np.zeros_like: _filled(0.0),
    np.ones_like: _filled(1.0),
    np.broadcast_to: _moved(np.broadcast_to),
    np.moveaxis: _moved(np.moveaxis),
    np.shape: lambda cells, values: values.shape,
    np.sum: lambda cells, values, axis=None: values.sum(axis),
    np.concatenate: _joined(np.concatenate),
    np.stack: _joined(np.stack),
}
