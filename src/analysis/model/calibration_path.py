"""The inputs of the graph that follow from a plan's parameters by arithmetic alone."""

from collections.abc import Iterator

import numpy as np

from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.model.cohort_groups import age_shares
from analysis.model.years import compounded

Array = np.ndarray

SAME_NAME_CHANGES = ("operating_revenue", "operating_costs", "state_grants")
"""Scenario keys named after a line: the graph knows them as `<line>_change`."""

COMPONENTS = ("wage", "social_charge", "consumption")


def paths(plan: Plan) -> dict[str, Array]:
    """Every parameter of the plan as an input of the graph; what the plan lacks is left out."""
    inputs: dict[str, Array] = {}
    for name in registry():
        if name == "population":
            continue
        array = plan.array(name)
        if array is not None:
            inputs[_input_name(name)] = array
    if plan.file.population is not None:
        inputs["population_path"] = plan.population(plan.file.population)
        inputs["base_population"] = inputs["population_path"][1:-1]
        # Without a count before the path, the first residual ε holds the growth to its first year.
        inputs.setdefault("population_before", inputs["population_path"][:1])
        groups = plan.age_groups(plan.file.population)
        inputs |= {} if groups is None else age_shares(groups)
    inputs |= {
        "financing_borrows": np.zeros(1),
        "financing_sells": np.zeros(1),
        "financing_floor": np.zeros(1),
        "financing_rate": np.zeros(1),
    }
    # Without a long run of its own, the part that follows at once is all that follows.
    if "population_driven_share" in inputs:
        inputs.setdefault("long_run_population_share", inputs["population_driven_share"][-1:])
    inputs["beyond_print"] = np.zeros(len(plan.years))
    national_population(inputs)
    _price_shares(plan, inputs)
    _pensions(inputs)
    return inputs


def derived_paths(plan: Plan, inputs: dict[str, Array]) -> None:
    """Add what follows from the paths once their hidden decimals are known."""
    _per_capita(plan, inputs)
    _pensions(inputs)
    if "portfolio_return_rate" in inputs:
        inputs["base_portfolio_return_rate"] = inputs["portfolio_return_rate"]
    if "capital_expenditure_planned" in inputs:
        planned, share = inputs["capital_expenditure_planned"], inputs["slippage"]
        inputs["base_capital_expenditure"] = spent(planned, share)
    elif "depreciation_path" in inputs:
        # A partial plan that prints depreciation but no spending: nothing can differ from it.
        inputs["extra_depreciation"] = np.zeros(len(inputs["depreciation_path"]))


def _input_name(name: str) -> str:
    if name in SAME_NAME_CHANGES:
        return f"{name}_change"
    return "capital_expenditure_planned" if name == "capital_expenditure" else name


def spent(planned: Array, share: Array) -> Array:
    from analysis.model.investments import capital_expenditure, capital_expenditure_waiting

    return capital_expenditure(planned, capital_expenditure_waiting(planned, share))


def national_population(inputs: dict[str, Array]) -> None:
    """ν by income year, and the national population against year one.

    The growth in the year before the first plan year, which the plan need not state, is taken to
    be the first year's: the residual ε of that income year holds what that misses.
    """
    growth = inputs.get("national_population_growth")
    if growth is None:
        return
    inputs["national_population_growth_income"] = np.append(growth[:1], growth)
    index = compounded(growth) / (1 + growth[0])
    inputs["national_population_index"] = index


def _per_capita(plan: Plan, inputs: dict[str, Array]) -> None:
    """Published amounts per head; where a path is held, the last published kr per head is."""
    for name in ("cost_equalisation", "regulation_item"):
        path = inputs.get(f"{name}_path")
        if path is None or "base_population" not in inputs:
            continue
        per_head = path * 1e6 / inputs["base_population"]
        values = plan.values[f"{name}_path"]
        for column, year in enumerate(plan.years):
            if values[year].held and column:
                per_head[column] = per_head[column - 1]
        inputs[f"{name}_per_capita"] = per_head


def _price_shares(plan: Plan, inputs: dict[str, Array]) -> None:
    """LPIK shares of the first plan year: those of the base year, re-weighted since."""
    if any(f"lpik_weight_{c}" not in inputs for c in COMPONENTS):
        return
    shares = {c: float(inputs[f"lpik_weight_{c}"][0]) for c in COMPONENTS}
    for _, index, growth in _chained(plan, shares):
        shares = {c: shares[c] * (1 + growth[c]) / (1 + index) for c in COMPONENTS}
    for c in COMPONENTS:
        inputs[f"lpik_share_{c}"] = np.array([shares[c]])
    if "lpik_weight_pharmaceutical" in inputs:
        inputs["lpik_share_pharmaceutical"] = inputs["lpik_weight_pharmaceutical"]


def _chained(plan: Plan, shares: dict[str, float]) -> Iterator[tuple[int, float, dict[str, float]]]:
    """Each year between the weights and the plan: LPIK excl. pharmaceuticals and its components."""
    for year in _years_before(plan):
        growth = {c: plan.values[f"{c}_growth"][year].value / 100 for c in COMPONENTS}
        index = sum(shares[c] * growth[c] for c in COMPONENTS)
        yield year, index, growth
        shares = {c: shares[c] * (1 + growth[c]) / (1 + index) for c in COMPONENTS}


def earlier_lpik(plan: Plan) -> dict[int, float]:
    """LPIK exkl. läkemedel of the years between the weights and the plan, fractions."""
    weights = {c: plan.values.get(f"lpik_weight_{c}", {}).get(None) for c in COMPONENTS}
    shares = {c: weight.value for c, weight in weights.items() if weight is not None}
    if len(shares) < len(COMPONENTS):
        return {}
    return {year: index for year, index, _ in _chained(plan, shares)}


def _years_before(plan: Plan) -> list[int]:
    """Years with component growth between the weights and the plan, in order."""
    if any(f"{c}_growth" not in plan.values for c in COMPONENTS):
        return []
    known = set.intersection(*(set(plan.values[f"{c}_growth"]) for c in COMPONENTS))
    bases = (plan.file.parameters[f"lpik_weight_{c}"].base_year for c in COMPONENTS)
    base = max((b for b in bases if b is not None), default=plan.years[0] - 1)
    return sorted(y for y in known if y is not None and base < y < plan.years[0])


def _pensions(inputs: dict[str, Array]) -> None:
    """The accrual beyond the financial cost, and the capital that the published income implies."""
    cost, accrual = inputs.get("financial_pension_cost_path"), inputs.get("pension_accrual_path")
    if cost is not None and accrual is not None:
        inputs["pension_accrual_other"] = np.where(np.isnan(accrual), 0.0, accrual - cost)
    elif cost is not None:
        inputs["pension_accrual_other"] = np.zeros_like(cost)
    income, rate = inputs.get("financial_income_path"), inputs.get("portfolio_return_rate")
    if income is not None and rate is not None and np.all(rate != 0):
        capital = income / rate
        moves = capital.copy()
        moves[1:] -= capital[:-1] * (1 + rate[:-1])
        inputs["portfolio_moves"] = moves
