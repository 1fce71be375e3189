"""The chapters of the model, in the order of the calculation, as one graph."""

from functools import cache

from analysis.model import (
    costs,
    goals,
    grants,
    investments,
    need,
    pensions,
    population,
    prices,
    renewal,
    statements,
    taxes,
)
from analysis.model.graph import Function, functions

CHAPTERS = (
    population,
    taxes,
    grants,
    prices,
    need,
    costs,
    pensions,
    investments,
    renewal,
    statements,
    goals,
)


@cache
def model() -> dict[str, Function]:
    """Every function of the calculation by the name of the value that it computes."""
    return functions(*CHAPTERS)


@cache
def chapter_of() -> dict[str, str]:
    """The chapter (module name) in which each value is computed."""
    return {name: f.__module__.rpartition(".")[2] for name, f in model().items()}
