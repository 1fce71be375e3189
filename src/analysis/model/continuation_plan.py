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
        name: {**held, **_latest(beyond.get(name, {}), held[max(held)], years)}
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
    found = {}
    for year in years:
        if groups := beyond.get(year):
            one = next(iter(groups.values()))
            last = found[year] = replace(one, value=sum(g.value for g in groups.values()))
        else:
            found[year] = replace(
                last, status=rule.status, note=rule.sv, held=True, table=None, row=None
            )
    return found


def _latest(beyond: Mapping[int, Groups], last: Groups, years: range) -> dict[int, Groups]:
    """The age groups of each year; those of the latest year before it where none are known."""
    found = {}
    for year in years:
        last = found[year] = beyond.get(year, last)
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
