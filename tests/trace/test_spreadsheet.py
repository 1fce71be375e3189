"""Functions of the model as spreadsheet formulas, against hand arithmetic."""

import numpy as np

from analysis.trace.spreadsheet import Formulas, formulas
from analysis.trace.tracing import trace


def told(function: object, **lengths: int) -> Formulas:
    """The formulas of a function, each argument in a row of its own letter."""
    traced = trace({"f": function}, lengths)  # type: ignore[dict-item]
    return formulas(traced, "f", lambda name, i: f"{name}{i + 1}", lambda cell: f"step{cell}")


def test_a_sum_is_the_sum_a_person_would_write() -> None:
    assert told(lambda a, b: a + b * 2, a=2, b=2).texts == ["a1+(b1*2.0)", "a2+(b2*2.0)"]


def test_a_balance_is_written_with_the_year_before() -> None:
    def f(opening: np.ndarray, flow: np.ndarray) -> np.ndarray:
        closing = np.empty(flow.shape, like=flow)
        closing[..., 0] = opening[..., 0] + flow[..., 0]
        closing[..., 1:2] = closing[..., 0:1] + flow[..., 1:2]
        return closing

    assert told(f, opening=1, flow=2).texts == ["opening1+flow1", "f1+flow2"]


def test_a_choice_and_what_is_not_known_are_told() -> None:
    function = lambda a, b: np.where(np.isnan(a), b, -a)  # noqa: E731
    assert told(function, a=1, b=1).texts == ["IF(NOT(ISNUMBER(a1)),b1,(-a1))"]
    assert told(lambda a, b: a / np.where(b == 0, np.nan, b), a=1, b=1).texts == [
        "a1/IF((b1=0.0),NA(),b1)"
    ]


def test_an_argument_that_is_handed_on_is_a_reference() -> None:
    assert told(lambda a: a[..., 1:], a=3).texts == ["a2", "a3"]


def test_a_long_formula_is_broken_into_steps() -> None:
    def f(a: np.ndarray) -> np.ndarray:
        for _ in range(12):
            a = np.maximum(a * 2, a - 1)
        return a

    found = told(f, a=1)
    assert len(found.steps) == 11
    assert max(map(len, [*found.texts, *found.steps.values()])) < 60


def test_a_formula_that_doubles_with_every_step_is_counted_before_it_is_written() -> None:
    def f(a: np.ndarray) -> np.ndarray:
        for _ in range(200):  # written whole it would have more signs than there are atoms
            a = np.maximum(a * 2, a - 1)
        return a

    found = told(f, a=1)
    assert len(found.steps) == 199
    assert max(map(len, [*found.texts, *found.steps.values()])) < 60
