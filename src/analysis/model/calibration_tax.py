"""Calibration of chapters 3 and 4: the tax base and the national tax capacity.

The published tax revenue of the first year gives the tax base two years before. Later years give
the residual ε where the national growth is stated, or the growth itself where the plan leaves it
implied; ε is then held at its last value. The published income equalisation gives M.
"""

from collections.abc import Mapping

import numpy as np

from analysis.errors import InputError, Message
from analysis.inputs.plan import Plan

Array = np.ndarray


def tax_inputs(
    plan: Plan, inputs: dict[str, Array], targets: Mapping[str, Array]
) -> dict[str, tuple[int, ...]]:
    """Add the calibrated inputs of taxes and grants; return the years of implied growth.

    `targets` are the printed lines with their hidden decimals.
    """
    needs = (
        "national_tax_base_growth",
        "national_population_growth_income",
        "tax_rate",
        "population_path",
    )
    printed = targets.get("tax_revenue", _published(plan, "tax_revenue"))
    revenue = printed - np.nan_to_num(_published(plan, "tax_settlement"))
    if any(name not in inputs for name in needs) or np.isnan(revenue[0]):
        _refuse_open_growth(plan, inputs)
        return {}
    growth = inputs["national_tax_base_growth"].copy()
    open_years = np.isnan(growth)
    residual, opening = _solve(plan, inputs, growth, revenue)
    inputs["national_tax_base_growth"] = growth
    inputs["tax_base_residual"] = residual
    inputs["opening_tax_base"] = np.array([opening])
    income = targets.get("income_equalisation", _published(plan, "income_equalisation"))
    _national_capacity(inputs, income)
    years = range(plan.years[0] - 1, plan.years[-1] + 1)
    implied = tuple(y for y, is_open in zip(years, open_years, strict=True) if is_open)
    return {"national_tax_base_growth": implied} if implied else {}


def _published(plan: Plan, line: str) -> Array:
    printed = plan.published.get(line, {})
    return np.array([float(printed[y].value) if y in printed else np.nan for y in plan.years])


def _refuse_open_growth(plan: Plan, inputs: dict[str, Array]) -> None:
    growth = inputs.get("national_tax_base_growth")
    if growth is not None and np.isnan(growth).any():
        raise InputError(
            Message(
                "the national growth is to be implied by the tax revenue, but the plan prints none"
            ),
            file=plan.document.path,
            line=plan.document.line(("parameters", "national_tax_base_growth")),
            expected=Message("a value for every year, or tax_revenue in a published table"),
        )


def _solve(
    plan: Plan, inputs: dict[str, Array], growth: Array, revenue: Array
) -> tuple[Array, float]:
    """ε by income year (T + 1) and the opening tax base; fills the open years of `growth`.

    Position t of `growth` is the income year before plan year t, so plan year t is paid on
    positions t and t + 1.
    """
    rate, national = inputs["tax_rate"], inputs["national_population_growth_income"]
    people = np.append(inputs["population_before"], inputs["population_path"])
    years = len(plan.years)

    def factor(decided: Array, t: int, position: int) -> float:
        return float(1 + growth[position] if np.isnan(decided[t]) else decided[t])

    def first(t: int) -> float:
        return factor(inputs["growth_factor_before"], t, t)

    def second(t: int) -> float:
        return factor(inputs["growth_factor"], t, t + 1)

    base = opening = float(revenue[0] / (rate[0] * first(0) * second(0)))
    residual = np.zeros(years + 1)
    last = 0.0
    for t in range(1, years):
        y = t - 1
        structural = base * (1 + growth[y]) * people[t] / people[t - 1] / (1 + national[y])
        if np.isnan(growth[t + 1]):
            if np.isnan(revenue[t]):
                _refuse_open_growth(plan, inputs)
            base = structural * (1 + last)
            growth[t + 1] = revenue[t] / (rate[t] * base * first(t)) - 1
        elif not np.isnan(revenue[t]):
            base = revenue[t] / (rate[t] * first(t) * second(t))
            last = base / structural - 1
        else:
            base = structural * (1 + last)
        residual[y] = last
    residual[years - 1 :] = last
    return residual, opening


def _national_capacity(inputs: dict[str, Array], printed: Array) -> None:
    """M from the published income equalisation: grant = (level · M − s) · rate · n."""
    from analysis.model.chapters import model
    from analysis.model.graph import evaluate

    needs = ("equalisation_level", "equalisation_grant_rate", "equalisation_fee_rate")
    if np.isnan(printed[0]) and "national_tax_capacity_path" in inputs:
        _to_capacity(inputs, inputs["national_tax_capacity_path"])
        return
    if any(name not in inputs for name in needs) or np.isnan(printed[0]):
        return
    known = evaluate(model(), inputs, ("own_tax_base_per_capita", "population"))
    rate = np.where(printed > 0, inputs["equalisation_grant_rate"], inputs["equalisation_fee_rate"])
    distance = printed * 1e6 / known["population"] / rate
    capacity = (distance + known["own_tax_base_per_capita"]) / inputs["equalisation_level"]
    _to_capacity(inputs, capacity)


def _to_capacity(inputs: dict[str, Array], capacity: Array) -> None:
    """Calibrate M on its values by year, kr per head (T,); NaN keeps the residual before it."""
    from analysis.model.chapters import model
    from analysis.model.graph import evaluate

    known = evaluate(model(), inputs, ("first_growth_factor", "second_growth_factor"))
    first_uplift = known["first_growth_factor"][0] * known["second_growth_factor"][0]
    inputs["opening_national_capacity"] = np.array([capacity[0] / first_uplift])
    inputs["national_capacity_residual"] = np.zeros(len(capacity))
    grown = evaluate(model(), inputs, ["national_tax_capacity"])["national_tax_capacity"]
    residual = capacity / grown - 1
    for t in range(1, len(residual)):
        if np.isnan(residual[t]):
            residual[t] = residual[t - 1]
    inputs["national_capacity_residual"] = residual
