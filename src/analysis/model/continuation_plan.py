"""A plan with more years (*förlängd plan*): its residents, and its assumptions as they result."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from analysis.inputs.continuation import FILE, rules
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.inputs.population_ages import Groups
from analysis.inputs.population_beyond import read_population_beyond
from analysis.inputs.values import Value
from analysis.model.inputs_of_keys import input_name

Array = np.ndarray


def longer_plan(plan: Plan, until: int) -> Plan:
    """The plan to the year `until`, with its population paths and their ages. Raises InputError."""
    beyond = read_population_beyond(plan.folder, plan.years[-1] + 2)
    years = range(plan.years[-1] + 2, until + 2)
    populations = {
        name: {**held, **_residents(held, beyond.get(name, {}), years)}
        for name, held in plan.populations.items()
    }
    ages = {
        name: {**held, **{y: beyond.get(name, {}).get(y) or held[max(held)] for y in years}}
        for name, held in plan.ages.items()
    }
    ages = {name: _to_size(held, populations[name], years) for name, held in ages.items()}
    return replace(plan, populations=populations, ages=ages, horizon=until)


def _residents(
    held: Mapping[int, Value], beyond: Mapping[int, Groups], years: range
) -> dict[int, Value]:
    """Residents of a path after the plan: the sum of its age groups, else the last number held."""
    last = held[max(held)]
    rule = rules()["population"]
    kept = replace(last, status=rule.status, note=rule.sv, held=True, table=None, row=None)
    found = {}
    for year in years:
        groups = beyond.get(year)
        if groups is None:
            found[year] = kept
        else:
            one = next(iter(groups.values()))
            found[year] = replace(one, value=sum(g.value for g in groups.values()))
    return found


def _to_size(
    held: Mapping[int, Groups], residents: Mapping[int, Value], years: range
) -> dict[int, Groups]:
    """Age groups that sum to the residents of the year, where the last ones are held."""
    found = dict(held)
    for year in years:
        size = residents[year].value / sum(g.value for g in held[year].values())
        found[year] = {n: replace(g, value=g.value * size) for n, g in held[year].items()}
    return found


def with_values(plan: Plan, inputs: Mapping[str, Array]) -> Plan:
    """The longer plan with a value, its rule and its reason for each year that was added."""
    own, values = plan.own_years, dict(plan.values)
    for name, rule in rules().items():
        spec, array = registry()[name], inputs.get(input_name(name))
        if name not in plan.values or array is None or spec.axis == "constant":
            continue
        years = plan.spec_years(spec)
        values[name] = dict(values[name])
        for year, number in zip(years, array, strict=True):
            if year > own[-1] and year not in values[name] and not np.isnan(number):
                values[name][year] = Value(
                    float(number) / spec.factor, rule.status, note=rule.sv, file=str(FILE),
                    held=rule.rule == "hold",
                )  # fmt: skip
    return replace(plan, values=values)
