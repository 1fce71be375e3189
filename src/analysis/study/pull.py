"""Pulling a lever (*styrmedel*): what a position of it does to the inputs of the model."""

from collections.abc import Mapping

import numpy as np

from analysis.errors import InputError, Problem
from analysis.inputs.levers import FILE, Lever
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.model.bounds import fault, limits
from analysis.model.calibration import Calibration
from analysis.model.graph import Array
from analysis.model.inputs_of_keys import input_name


def pulled(
    lever: Lever, plan: Plan, given: Mapping[str, Array], position: Array, start: int
) -> dict[str, Array]:
    """The input that a lever moves, (N, T'), for positions (N,), from the year `start` on."""
    spec = registry()[lever.key]
    base = np.atleast_1d(given[input_name(lever.key)])
    from_start = np.array([year >= start for year in plan.spec_years(spec)])
    pull = np.asarray(position, dtype=float)[:, None]
    if lever.kind == "change":
        moved = base + pull * spec.factor * from_start
    elif lever.kind == "scale":
        moved = base * np.where(from_start, 1 + pull / 100, 1.0)
    else:
        moved = delayed(base, from_start, pull[:, 0])
    return {input_name(lever.key): moved}


def delayed(base: Array, from_start: Array, years: Array) -> Array:
    """Spending (T,) moved `years` (N,) ahead, (N, T); part of a year moves that part.

    What would come after the last year is not in the figures: it remains to be paid later.
    """
    columns = np.arange(len(base))
    whole = np.floor(years).astype(int)
    part = years - whole
    moved = np.tile(np.where(from_start, 0.0, base), (len(years), 1))
    for t in columns[from_start]:
        for shift, share in ((0, 1 - part), (1, part)):
            arrives = t + whole + shift
            inside = arrives < len(base)
            moved[inside, arrives[inside]] += base[t] * share[inside]
    return moved


def refuse_beyond(
    levers: Mapping[str, Lever], calibration: Calibration, given: Mapping[str, Array], start: int
) -> None:
    """Raises InputError for levers whose ends would take an assumption out of bounds: the same
    judgement as of a scenario that said so."""
    plan, problems = calibration.plan, list[Problem]()
    for name, lever in levers.items():
        if lever.kind == "delay":
            continue  # it moves spending from year to year and makes none
        bounds = limits(lever.key, input_name(lever.key), plan, calibration.inputs)
        columns = [t for t, year in enumerate(bounds.years) if year >= start]
        ends = pulled(lever, plan, given, np.array([lever.low, lever.high]), start)
        result = ends[input_name(lever.key)][:, columns] / bounds.spec.factor
        wrong = fault(bounds, columns, result)
        if wrong is not None:
            problems.append(wrong.problem(str(plan.folder / FILE), None, name))
    if problems:
        raise InputError(problems=problems)
