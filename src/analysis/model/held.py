"""Lines held as printed (*tryckt bana*): where structure is missing, the print is the path.

A line whose equation lacks an input keeps its printed figures in every scenario: its structural
part is nothing. General grants are a sum, so that the parts that are known still move, and the
add factor holds the rest of the print. So are the totals of the income statement: a net result
whose financial items are printed as one still moves with what operations cost.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.inputs.plan import Plan
from analysis.model.chapters import model
from analysis.model.graph import arguments, evaluate, missing, order

Array = np.ndarray

NEUTRAL = ("relative_prices", "population_driven_factor")
"""Factors on a printed path that are one where what moves them is not known."""

SUM = "state_grants"
TOTALS = ("net_operating_cost", "tax_and_grants", "operating_result", "net_result")
"""Sums of the income statement, each after those that it is made of."""
TAKES_THE_REST = ("operating_costs", "financial_costs")
"""Which unknown part of a total stands for all of them, where it is one: what is paid in cash."""
OWN_TERMS = ("state_grants_change", "add_state_grants")


def neutral(inputs: dict[str, Array]) -> None:
    """Let printed costs be their own path where prices or residents are not known."""
    lacking = missing(model(), inputs)
    inputs |= {name: np.ones(1) for name in NEUTRAL if name in lacking}


def whole_print(plan: Plan, line: str) -> Array | None:
    """What a plan prints of a line, (T,) in units of the calculation; None unless in all years."""
    printed = plan.published.get(line, {})
    if line not in model() or any(year not in printed for year in plan.years):
        return None
    scale = 0.01 if line_items()[line].unit == "pct" else 1.0
    return np.array([float(printed[year].value) * scale for year in plan.years])


def held_lines(plan: Plan, given: Mapping[str, Array]) -> dict[str, Array]:
    """Lines printed in all years that `given` cannot compute, in the order of the model.

    Each is taken as known for those after it: a sum whose parts are held is computed again.
    """
    held: dict[str, Array] = {}
    for name in order(model(), model(), given):
        path = whole_print(plan, name) if name in plan.published else None
        if path is not None and name in missing(model(), {*given, *held}):
            held[name] = path
    return held


def rests(inputs: Mapping[str, Array], held: Mapping[str, Array]) -> dict[str, dict[str, Array]]:
    """For each held total with a part that is known: its unknown parts, (T,) mnkr.

    They are nothing but for one, which is what the print holds beyond the parts that are known.
    `inputs` hold the held lines. Raises nothing.
    """
    known, found = dict(inputs), dict[str, dict[str, Array]]()
    for total in (name for name in TOTALS if name in held):
        del known[total]
        lacking = missing(model(), known)
        parts = arguments(model()[total])
        absent = [n for n in parts if n in lacking or (n not in model() and n not in known)]
        there = [n for n in parts if n not in absent]
        if there and absent:
            values = evaluate(model(), known, there)
            rest = held[total] - sum(values[name] for name in there)
            whole = next((n for n in TAKES_THE_REST if n in absent), absent[0])
            found[total] = {n: rest if n == whole else np.zeros(len(rest)) for n in absent}
            known |= found[total]
        else:
            known[total] = held[total]
    return found


def unreached(inputs: Mapping[str, Array], names: Iterable[str]) -> list[str]:
    """Those of some inputs that no computed value reads: what they work through is not known."""
    computed = {name: f for name, f in model().items() if name not in inputs}
    lacking = missing(model(), inputs)
    readers = {name: f for name, f in computed.items() if name not in lacking}
    read = {argument for f in readers.values() for argument in arguments(f)}
    used = {argument for f in model().values() for argument in arguments(f)}
    return [name for name in names if name in used and name not in read]


def stand_ins(plan: Plan, inputs: Mapping[str, Array]) -> dict[str, Array]:
    """Nothing, in place of what the plan's costs include, and of the parts of general grants that
    the plan cannot give.

    The latter only where the sum is printed in all years: the add factor then holds what they are.
    """
    lacking = missing(model(), inputs)
    absent: list[str] = [name for name in plan.file.costs_include if name in lacking]
    if SUM in lacking and whole_print(plan, SUM) is not None:
        parts = [name for name in arguments(model()[SUM]) if name not in OWN_TERMS]
        absent += [n for n in parts if n in lacking or (n not in model() and n not in inputs)]
    return {name: np.zeros(len(plan.years)) for name in absent}
