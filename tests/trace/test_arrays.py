"""What the model may use on cells, and what is refused by name."""

from collections.abc import Callable

import numpy as np
import pytest

from analysis.trace.arrays import CellArray, TraceError
from analysis.trace.cells import Cells
from analysis.trace.tracing import run, trace


def numbers(function: Callable[..., object], *rows: list[float]) -> list[float]:
    """The function traced on cells and then worked out with these numbers."""
    cells = Cells()
    arrays = [CellArray(cells, np.array([cells.input(str(k), i) for i in range(len(row))]))
              for k, row in enumerate(rows)]  # fmt: skip
    given = {cells.input(str(k), i): v for k, row in enumerate(rows) for i, v in enumerate(row)}
    found = run(cells, "f", lambda: function(*arrays), {})  # type: ignore[arg-type, return-value]
    ids = [int(cell) for cell in found.ids.reshape(-1)]
    done = cells.worked_out(given, ids)
    return [float(done[cell]) for cell in ids]


@pytest.mark.parametrize(
    "function",
    [
        lambda a, b: a + b - 2 * a / b,
        lambda a, b: -abs(a) * np.abs(b),
        lambda a, b: np.maximum(a, b) + np.minimum(a, 1.5),
        lambda a, b: np.where(a > b, a, np.nan),
        lambda a, b: np.where(np.isnan(a / b) | (a <= 0) & ~(b == 0), 1.0, 2.0),
        lambda a, b: np.clip(a, 0, 2) * (b >= 2),
        lambda a, b: np.sum(a * b, axis=-1) + a.max() - b.min(),
        lambda a, b: a[..., 1:] - b[..., :-1],
        lambda a, b: np.moveaxis(np.broadcast_to(a, (2, len(b))), 0, -1)[..., 0] + np.zeros_like(b),
        lambda a, b: np.concatenate([a, b]) != 3,
    ],
)
def test_what_the_model_may_use_gives_the_numbers_of_numpy(
    function: Callable[..., object],
) -> None:
    a, b = [1.0, -2.5, 3.0], [0.5, 4.0, 2.0]
    wanted = np.asarray(function(np.array(a), np.array(b)), dtype=float).reshape(-1)
    assert np.array_equal(numbers(function, a, b), wanted, equal_nan=True)


def test_a_question_about_a_moving_value_is_traced_both_ways() -> None:
    def function(a: np.ndarray) -> np.ndarray:
        if not a.any():
            return np.ones(2)
        return a * 2 if a[0] > 0 else -a

    for row in ([0.0, 0.0], [1.0, 0.0], [-1.0, 4.0]):
        assert numbers(function, row) == list(function(np.array(row)))


@pytest.mark.parametrize(
    ("function", "word"),
    [
        (lambda a: np.exp(a), "exp"),
        (lambda a: a**2, "power"),
        (lambda a: np.tensordot(a, a, 1), "tensordot"),
        (lambda a: np.add.reduce(a), "reduce"),
        (lambda a: a * float(a[0]), "float"),
        (lambda a: np.array([1.0]) if a > 0 else a, "any"),
        (lambda a: np.asarray(a), "asarray"),
        (lambda a: np.add(a, 1, out=np.zeros(2)), "blank"),
        (lambda a: np.ones(1) if a[0] > 0 else a, "shape"),
        (lambda a: [1 for _ in range(9) if a[0] > _] and a, "more than"),
    ],
)
def test_what_would_not_be_the_same_everywhere_is_refused_by_name(
    function: Callable[..., object], word: str
) -> None:
    with pytest.raises(TraceError, match=word):
        numbers(function, [1.0, 2.0])


def test_the_function_that_cannot_be_traced_is_named() -> None:
    def pension_index(rate: np.ndarray) -> np.ndarray:
        return np.exp(rate)

    with pytest.raises(TraceError, match="pension_index"):
        trace({"pension_index": pension_index}, {"rate": 3})


def test_equal_cells_are_one_and_numbers_are_worked_out_at_once() -> None:
    cells = Cells()
    a, b = cells.input("a", 0), cells.input("b", 0)
    assert cells.apply("add", a, b) == cells.apply("add", a, b)
    assert cells.apply("multiply", cells.number(2.0), cells.number(3.0)) == cells.number(6.0)
    assert cells.apply("select", cells.number(True), a, b) == a
    assert cells.number(0.0) != cells.number(-0.0)
