"""What links bring (*kopplingarnas följder*): differences that follow from other differences."""

from collections.abc import Iterable, Mapping

import numpy as np

from analysis.inputs.links import Link
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import Plan
from analysis.model.inputs_of_keys import input_name

Array = np.ndarray
Brought = dict[str, dict[str, Array]]
"""What came by links, by input that is moved and by the key whose difference brought it."""


def brought(
    links: Iterable[Link], plan: Plan, own: Mapping[str, Array], inputs: Mapping[str, Array]
) -> Brought:
    """What links add to the inputs of the graph, given what a scenario says itself.

    `own` are the inputs that it moves, (..., T), `inputs` the plan's; results are (..., T') in the
    units of the calculation. A link to an assumption that the plan does not hold adds nothing.
    """
    found: Brought = {}
    for link in links:
        source, target = input_name(link.start), input_name(link.target)
        if source not in own or target not in inputs:
            continue
        moved = own[source] - inputs[source]
        added = _added(link, plan, moved)
        if np.any(added):
            found.setdefault(target, {})[link.start] = added
    return found


def _added(link: Link, plan: Plan, moved: Array) -> Array:
    """A difference (..., T) in the years and the unit of the key that it moves, (..., T')."""
    start, end = scenario_keys()[link.start], scenario_keys()[link.target]
    from_years, to_years = plan.spec_years(start), plan.spec_years(end)
    added = np.zeros((*moved.shape[:-1], len(to_years)))
    for place, year in enumerate(from_years):
        if year + link.lag in to_years:
            at = to_years.index(year + link.lag)
            added[..., at] = moved[..., place] * (link.elasticity * end.factor / start.factor)
    return np.nan_to_num(added)


def together(
    own: Mapping[str, Array],
    inputs: Mapping[str, Array],
    by: Brought,
    said: Mapping[str, tuple[Array, Array]] | None = None,
) -> dict[str, Array]:
    """The inputs that are moved, with what links brought on top.

    `said` holds what was set and what was added by input: what a link brings is a change like any
    other, added to them in the same order as the what-if page adds it.
    """
    found = dict(own)
    for target, parts in by.items():
        level, change = own.get(target, inputs[target]), np.zeros(())
        if said and target in said:
            stated, change = said[target]
            level = np.where(np.isnan(stated), inputs[target], stated)
        for added in parts.values():
            change = change + added
        found[target] = level + change
    return found
