"""A scenario's differences on the inputs of the graph."""

from collections.abc import Mapping

import numpy as np

from analysis.errors import InputError, Problem
from analysis.inputs.differences import Difference
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.model.cohort_groups import SHARES, age_shares

Array = np.ndarray


def input_name(key: str) -> str:
    """The graph's input that a scenario key moves."""
    special = {
        "population": "population_path",
        "capital_expenditure": "capital_expenditure_planned",
        "operating_revenue": "operating_revenue_change",
        "operating_costs": "operating_costs_change",
        "state_grants": "state_grants_change",
    }
    return special.get(key, key)


def apply(scenario: Scenario, plan: Plan, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """The inputs that the scenario moves, by name, with their new values.

    Whole paths come first, then values that are set, then changes, so that the order in which a
    user wrote them does not matter. Raises InputError for a key that the plan does not hold and
    for a value that leaves the bounds of reason.
    """
    moved: dict[str, Array] = {}
    problems: list[Problem] = []
    order = {"whole": 0, "set": 1, "change": 2}
    ranked = sorted(
        scenario.differences, key=lambda d: order["whole" if d.whole is not None else d.kind]
    )
    for difference in ranked:
        if isinstance(difference.whole, Financing):
            moved |= financing(difference.whole)
        else:
            _apply(difference, plan, inputs, moved, problems)
    if problems:
        raise InputError(problems=problems)
    return moved


def financing(choice: Financing) -> dict[str, Array]:
    """How negative cash is covered, as inputs of the graph; the rate becomes a fraction."""
    return {
        "financing_borrows": np.array([float(choice.mode == "borrow")]),
        "financing_sells": np.array([float(choice.mode == "sell_placements")]),
        "financing_floor": np.array([choice.floor]),
        "financing_rate": np.array([(choice.rate or 0.0) / 100]),
    }


def _apply(
    difference: Difference,
    plan: Plan,
    inputs: Mapping[str, Array],
    moved: dict[str, Array],
    problems: list[Problem],
) -> None:
    spec, name = scenario_keys()[difference.key], input_name(difference.key)
    where = (difference.file, difference.line, f"{difference.kind}.{difference.key}")
    if name not in inputs:
        text = f"the plan {plan.name} holds no {difference.key}, so no scenario can move it"
        problems.append(Problem(text, *where))
        return
    if difference.whole is not None:
        assert not isinstance(difference.whole, Financing)
        moved |= {name: _population(plan, difference.whole), **_ages(plan, difference.whole)}
        return
    series = moved.get(name, inputs[name]).copy()
    columns = [plan.spec_years(spec).index(year) for year in difference.years]
    step = float(difference.value or 0.0) * spec.factor
    series[columns] = step if difference.kind == "set" else series[columns] + step
    moved[name] = series
    _within(series[columns], spec, where, problems)


def _within(
    values: Array,
    spec: ParameterSpec,
    where: tuple[str | None, int | None, str],
    problems: list[Problem],
) -> None:
    low, high = spec.min * spec.factor, spec.max * spec.factor
    bad = values[(values < low - 1e-12) | (values > high + 1e-12)]
    if bad.size:
        text = "the assumption ends out of bounds; is the unit right?"
        problems.append(Problem(text, *where, f"{bad[0] / spec.factor:g}", spec.bounds()))


def _population(plan: Plan, whole: str | Blend) -> Array:
    """A named population path, or a weighted mean of several, persons."""
    weights = path_weights(whole)
    return np.sum([weight * plan.population(name) for name, weight in weights.items()], axis=0)


def path_weights(whole: str | Blend) -> dict[str, float]:
    """The population paths that a scenario takes, each with its weight; weightless ones not."""
    blend = {whole: 1.0} if isinstance(whole, str) else whole.blend
    return {name: weight for name, weight in blend.items() if weight}


def _ages(plan: Plan, whole: str | Blend) -> dict[str, Array]:
    """The age shares of the path or blend; NaN where a path in it has no age structure."""
    if not plan.ages:
        return {}
    weights = path_weights(whole)
    held = [groups for name in weights if (groups := plan.age_groups(name)) is not None]
    if len(held) < len(weights):
        return dict.fromkeys(SHARES, np.full(len(plan.years), np.nan))
    parts = list(zip(weights.values(), held, strict=True))
    return age_shares({g: np.sum([w * h[g] for w, h in parts], axis=0) for g in SHARES.values()})


def known(inputs: Mapping[str, Array]) -> dict[str, Array]:
    """The inputs without the age shares of a path that has no age structure."""
    return {n: v for n, v in inputs.items() if n not in SHARES or not np.isnan(v).any()}


def resolved(plan: Array, stated: Array, change: Array) -> Array:
    """An assumption (..., T): what is stated in place of the plan's value, and what is added.

    `stated` is NaN where nothing is, `change` zero; both in the units of the calculation.
    """
    return np.where(np.isnan(stated), plan, stated) + change
