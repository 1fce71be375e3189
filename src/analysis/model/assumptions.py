"""A scenario's differences on the inputs of the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.errors import InputError, Message, Problem
from analysis.inputs.differences import Difference
from analysis.inputs.links import active
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario
from analysis.inputs.scenario_schema import Blend, Financing
from analysis.model.bounds import fault, limits
from analysis.model.cohort_groups import SHARES, age_shares
from analysis.model.held import unreached
from analysis.model.inputs_of_keys import input_name
from analysis.model.links import Brought, brought, together
from analysis.model.sums import summed

Array = np.ndarray


@dataclass(frozen=True)
class Resolved:
    """A scenario on the inputs of the graph, by input: what it says itself, what links brought,
    and both together."""

    own: dict[str, Array] = field(default_factory=dict)
    by_link: Brought = field(default_factory=dict)
    moved: dict[str, Array] = field(default_factory=dict)


def apply(scenario: Scenario, plan: Plan, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """The inputs that the scenario moves, by name, with their new values. Raises InputError."""
    return resolve(scenario, plan, inputs).moved


def resolve(scenario: Scenario, plan: Plan, inputs: Mapping[str, Array]) -> Resolved:
    """The scenario on the inputs of the graph.

    Whole paths come first, then values that are set, then changes, so that the order in which a
    user wrote them does not matter; what links bring is added to all of it. Raises InputError for
    a key that the plan does not hold and for an assumption that ends outside the bounds of reason.
    """
    own: dict[str, Array] = {}
    said: dict[str, tuple[Array, Array]] = {}
    problems: list[Problem] = []
    order = {"whole": 0, "set": 1, "change": 2}
    ranked = sorted(
        scenario.differences, key=lambda d: order["whole" if d.whole is not None else d.kind]
    )
    applied: list[Difference] = []
    named = [input_name(d.key) for d in ranked if not isinstance(d.whole, Financing)]
    idle = unreached(inputs, named) if named else []
    for difference in ranked:
        if isinstance(difference.whole, Financing):
            own |= financing(difference.whole)
        elif _apply(difference, plan, inputs, own, said, problems, idle):
            applied.append(difference)
    for name, (stated, change) in said.items():
        own[name] = resolved(own.get(name, inputs[name]), stated, change)
    by_link = brought(active(scenario.linked, scenario.scope), plan, own, inputs)
    moved = together(own, inputs, by_link, said)
    problems += _faults(applied, plan, inputs, moved)
    if not problems:  # one cause once: what a wrong value brings along is not told beside it
        problems += _link_faults(applied, by_link, plan, inputs, moved)
    if problems:
        raise InputError(problems=problems)
    return Resolved(own, by_link, moved)


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
    said: dict[str, tuple[Array, Array]],
    problems: list[Problem],
    idle: Sequence[str] = (),
) -> bool:
    """Note what one difference says of its input: a path in `moved`, else what is stated and what
    is added in `said`. False where a path was taken or a fault was added to `problems`."""
    spec, name = scenario_keys()[difference.key], input_name(difference.key)
    text = None
    if name not in inputs:
        text = Message(
            "the plan {name} holds no {key}, so no scenario can move it",
            name=plan.name,
            key=difference.key,
        )
    elif name in idle:
        text = Message(
            "{key} moves no line of the plan {name}: what it works through is not in the plan",
            key=difference.key,
            name=plan.name,
        )
    if text is not None:
        problems.append(Problem(text, *_place(difference)))
        return False
    if difference.whole is not None:
        assert not isinstance(difference.whole, Financing)
        moved |= {name: _population(plan, difference.whole), **_ages(plan, difference.whole)}
        return False
    nothing = (np.full(len(inputs[name]), np.nan), np.zeros(len(inputs[name])))
    stated, change = said.setdefault(name, nothing)
    columns = columns_of(difference.key, difference.years, plan)
    step = float(difference.value or 0.0) * spec.factor
    if difference.kind == "set":
        stated[columns] = step
    else:
        change[columns] += step
    return True


def _place(difference: Difference) -> tuple[str | None, int | None, str]:
    return difference.file, difference.line, f"{difference.kind}.{difference.key}"


def columns_of(key: str, years: Sequence[int], plan: Plan) -> list[int]:
    """The positions of years in the input of a key."""
    held = plan.spec_years(scenario_keys()[key])
    return [held.index(year) for year in years]


def _faults(
    applied: Sequence[Difference],
    plan: Plan,
    inputs: Mapping[str, Array],
    moved: Mapping[str, Array],
) -> list[Problem]:
    """What is wrong with the assumptions that result, each told of the difference on top."""
    found: dict[object, Problem] = {}
    meant = {(d.key, year) for d in applied if d.confirmed for year in d.years}
    for difference in reversed(applied):
        key, name = difference.key, input_name(difference.key)
        columns = columns_of(key, difference.years, plan)
        stated = None
        if difference.kind == "set":
            stated = np.full(len(columns), difference.value)
        wrong = fault(
            limits(key, name, plan, inputs), columns,
            moved[name][columns] / scenario_keys()[key].factor, stated,
            any((key, year) in meant for year in difference.years),
        )  # fmt: skip
        if wrong is None:
            continue
        problem = wrong.problem(*_place(difference))
        if difference.rate is None:
            found.setdefault(wrong.message, problem)
        else:  # what was typed is a rate; the first year that it takes too far is told
            found[_place(difference)] = replace(problem, value=difference.rate, nearest=None)
    return [*reversed(found.values())]


def _link_faults(
    applied: Sequence[Difference],
    by_link: Brought,
    plan: Plan,
    inputs: Mapping[str, Array],
    moved: Mapping[str, Array],
) -> list[Problem]:
    """What is wrong with assumptions that a link moved, told of the difference that brought it."""
    problems = []
    for key, spec in scenario_keys().items():
        parts = by_link.get(input_name(key), {})
        cause = next((d for d in reversed(applied) if d.key in parts), None)
        if cause is None:
            continue
        bounds, columns = (
            limits(key, input_name(key), plan, inputs),
            range(len(inputs[input_name(key)])),
        )
        reached = [c for c in columns if any(part[c] for part in parts.values())]
        wrong = fault(bounds, reached, moved[input_name(key)][reached] / spec.factor)
        if wrong is not None:
            problems.append(wrong.problem(*_place(cause)))
    return problems


def _population(plan: Plan, whole: str | Blend) -> Array:
    """A named population path, or a weighted mean of several, persons."""
    weights = path_weights(whole)
    return summed(np.array([w * plan.population(name) for name, w in weights.items()]), axis=0)


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
    return age_shares(
        {g: summed(np.array([w * h[g] for w, h in parts]), 0) for g in SHARES.values()}
    )


def known(inputs: Mapping[str, Array]) -> dict[str, Array]:
    """The inputs without the age shares of a path that has no age structure; its need is then
    that of the plan's own ages."""
    lacking = [name for name in SHARES if name in inputs and np.isnan(inputs[name]).any()]
    if not lacking:
        return dict(inputs)
    held = {name: value for name, value in inputs.items() if name not in lacking}
    return {"age_need": inputs["base_age_need"], **held}


def resolved(plan: Array, stated: Array, change: Array) -> Array:
    """An assumption (..., T): what is stated in place of the plan's value, and what is added.

    `stated` is NaN where nothing is, `change` zero; both in the units of the calculation.
    """
    return np.where(np.isnan(stated), plan, stated) + change
