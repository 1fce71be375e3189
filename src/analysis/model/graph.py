"""The functions of the model as a graph: an argument's name is the value that it needs.

No registration and no order of calls is written anywhere. The same graph computes one scenario
or a million, says what is missing in a partial plan, finds what a changed assumption touches,
and explains a figure.
"""

import inspect
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache, lru_cache
from graphlib import TopologicalSorter
from types import ModuleType

import numpy as np

Array = np.ndarray
Function = Callable[..., Array]


def functions(*modules: ModuleType) -> dict[str, Function]:
    """The public functions of the modules, by name. Raises ValueError for a name in two."""
    found: dict[str, Function] = {}
    for module in modules:
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            if function.__module__ != module.__name__:
                continue  # imported, not defined here
            if name in found:
                raise ValueError(f"{name} is defined in two chapters")
            found[name] = function
    return found


@cache
def arguments(function: Function) -> tuple[str, ...]:
    """The names of the values that a function needs."""
    return tuple(inspect.signature(function).parameters)


def order(
    graph: Mapping[str, Function], targets: Iterable[str], given: Container[str] = ()
) -> list[str]:
    """Names in the graph that `targets` rest on, themselves included, each after what it needs.

    What is `given` is not computed, and nothing is computed for it.
    """
    graph = {name: f for name, f in graph.items() if name not in given}
    wanted: dict[str, tuple[str, ...]] = {}
    stack = [name for name in targets if name in graph]
    while stack:
        name = stack.pop()
        if name not in wanted:
            wanted[name] = tuple(a for a in arguments(graph[name]) if a in graph)
            stack.extend(wanted[name])
    return list(TopologicalSorter(wanted).static_order())


def missing(graph: Mapping[str, Function], available: Iterable[str]) -> dict[str, set[str]]:
    """For every function that cannot run on `available`: the inputs that it lacks, at any depth."""
    have = set(available)
    lacking: dict[str, set[str]] = {}
    for name in _whole(graph):
        if name in have:
            continue
        lacks: set[str] = set()
        for argument in arguments(graph[name]):
            if argument in lacking:
                lacks |= lacking[argument]
            elif argument not in graph and argument not in have:
                lacks.add(argument)
        if lacks:
            lacking[name] = lacks
    return lacking


def evaluate(
    graph: Mapping[str, Function],
    inputs: Mapping[str, Array],
    targets: Iterable[str] | None = None,
) -> dict[str, Array]:
    """The targets as arrays (..., years); with None, every value that can be computed.

    With targets, an array is let go when its last reader has run, which keeps a chunk of many
    scenarios in the processor's cache. A value that stands in `inputs` is taken from there.
    Raises KeyError when an input of a target is missing.
    """
    if targets is None:
        lacking = missing(graph, inputs)
        possible = tuple(name for name in order(graph, graph, inputs) if name not in lacking)
        return {**inputs, **_run(graph, inputs, possible, None)}
    names = tuple(targets)
    sequence = _sequence(tuple(graph.items()), names, frozenset(inputs))
    done = _run(graph, inputs, sequence, set(names))
    return {name: done[name] if name in done else inputs[name] for name in names}


@lru_cache(maxsize=256)
def _sequence(
    graph: tuple[tuple[str, Function], ...], targets: tuple[str, ...], given: frozenset[str]
) -> tuple[str, ...]:
    """`order`, remembered: a batch asks the same of every chunk."""
    return tuple(order(dict(graph), targets, given))


def _whole(graph: Mapping[str, Function]) -> tuple[str, ...]:
    """Every name of a graph, each after what it needs; asked for again and again by a reading."""
    return _sequence(tuple(graph.items()), tuple(graph), frozenset())


def _run(
    graph: Mapping[str, Function],
    inputs: Mapping[str, Array],
    sequence: tuple[str, ...],
    keep: set[str] | None,
) -> dict[str, Array]:
    last = {a: name for name in sequence for a in arguments(graph[name])}
    values: dict[str, Array] = {}
    for name in sequence:
        needs = arguments(graph[name])
        values[name] = graph[name](**{a: values[a] if a in values else inputs[a] for a in needs})
        if keep is None:
            continue
        for argument in needs:
            if last[argument] == name and argument not in keep:
                values.pop(argument, None)
    return values


def touched(graph: Mapping[str, Function], names: Iterable[str]) -> set[str]:
    """Everything in the graph that depends on any of `names`, directly or not."""
    found = set(names)
    for name in _whole(graph):
        if found.intersection(arguments(graph[name])):
            found.add(name)
    return found
