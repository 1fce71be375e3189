"""The formula of a value, read from the function that computes it (*formel*).

Nothing is written twice: the text is the source itself, taken apart and printed again, so that
an explanation can never say something else than the calculation does. Which years of an input
matter is found in the same way, by nudging the function that runs.
"""

import ast
import inspect
import textwrap
from collections.abc import Mapping
from functools import cache

import numpy as np

from analysis.model.graph import Array, Function, arguments

NUDGE = 1e-4
"""Relative step of the nudge, and the absolute one for an input that is zero."""


@cache
def formula(function: Function) -> tuple[str, ...]:
    """The lines of the function's body without its docstring; one expression when it has one."""
    tree = _definition(function)
    body = [node for node in tree.body if not _is_docstring(node)]
    if len(body) == 1 and isinstance(body[0], ast.Return) and body[0].value is not None:
        return (ast.unparse(body[0].value),)
    return tuple(line for node in body for line in ast.unparse(node).splitlines())


@cache
def helpers(function: Function) -> dict[str, tuple[str, ...]]:
    """The functions of the model that the formula calls and that are no values of their own: the
    private ones of the chapter and those it imports, each with its lines."""
    module = inspect.getmodule(function)
    names = {n.id for n in ast.walk(_definition(function)) if isinstance(n, ast.Name)}
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        helper = getattr(module, name, None)
        if inspect.isfunction(helper) and _is_helper(function, helper):
            found[f"{name}({', '.join(arguments(helper))})"] = formula(helper)
            found |= helpers(helper)
    return found


@cache
def meaning(function: Function) -> str:
    """The first sentence of the docstring: the Swedish term, the unit and the legal source."""
    paragraph = (inspect.getdoc(function) or "").split("\n\n", 1)[0]
    return " ".join(paragraph.split())


def _is_helper(function: Function, helper: Function) -> bool:
    """Values of the graph are steps of their own; functions of libraries are not ours to print."""
    ours = helper.__module__.split(".")[0] == function.__module__.split(".")[0]
    private = helper.__name__.startswith("_")
    return ours and (private or helper.__module__ != function.__module__)


def _definition(function: Function) -> ast.FunctionDef:
    node = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


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
