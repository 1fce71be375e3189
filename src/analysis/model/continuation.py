"""A calibrated plan carried beyond its last year (*förlängd horisont*), every chapter of it.

The printed years are the same arrays, so no figure of them can move. What follows is made by rule
(`inputs/continuation.yml`): prices and need carry costs, assets that end their life are replaced,
pensions follow their paths, and an add factor stays the share of its line that it is in the last
year of the plan.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from analysis.inputs.continuation import Rule, checked_horizon, rules
from analysis.inputs.horizon import horizon_of
from analysis.inputs.parameters import registry
from analysis.inputs.plan import Plan
from analysis.model.calibration import ADJUSTED, Calibration, base_levels, can
from analysis.model.calibration_path import national_population, spent
from analysis.model.chapters import model
from analysis.model.cohort_groups import age_shares
from analysis.model.continuation_plan import longer_plan, with_values
from analysis.model.graph import evaluate
from analysis.model.held import SUM
from analysis.model.inputs_of_keys import input_name

Array = np.ndarray
Inputs = dict[str, Array]

HELD = ("tax_base_residual", "national_capacity_residual")
"""What the calibration solved keeps its last value."""
NOTHING = ("pension_accrual_other", "portfolio_moves")
"""Accrual beyond the financial cost, and capital moved to or from the portfolio: none."""
PER_HEAD = ("cost_equalisation", "regulation_item")
LEVELS = {
    "prices": "price_level",
    "price_base_amount": "price_base_amount_level",
    "investment_prices": "investment_price_level",
}


def continued(calibration: Calibration, until: int) -> Calibration:
    """The calibration with years to `until`; the same one when the plan ends there.

    Raises InputError for a year that is not after the plan.
    """
    checked_horizon(calibration.plan, until)
    more = until - calibration.years[-1]
    if not more:
        return calibration
    plan = longer_plan(calibration.plan, until)
    inputs = _extended(calibration, plan, more)
    base_levels(inputs)
    _followed(inputs, calibration, more)
    _pensions(inputs, len(calibration.years))
    _investments(inputs, len(calibration.years))
    for line in ADJUSTED:
        _add_factor(inputs, line, len(calibration.years))
    _as_printed(inputs, calibration, more)
    return replace(calibration, plan=with_values(plan, inputs), inputs=inputs)


def _as_printed(inputs: Inputs, calibration: Calibration, more: int) -> None:
    """What is held as printed follows the price index; held at its last value where none is known.

    So does the add factor of a sum whose parts are unknown: it is the printed figure itself.
    """
    growth = _price_growth(inputs, len(calibration.years), more)
    sums = {f"add_{SUM}"} if calibration.stand_ins else set()
    rests = {name for name in calibration.stand_ins if calibration.inputs[name].any()}
    for name in calibration.held | sums | rests:
        own = calibration.inputs[name]
        inputs[name] = np.concatenate([own, own[-1] * growth])


def _price_growth(inputs: Inputs, years: int, more: int) -> Array:
    """The price index after the plan's last year against that year; ones where none is known."""
    if not can(inputs, ["price_level"]):
        return np.ones(more)
    level = evaluate(model(), inputs, ["price_level"])["price_level"]
    return np.asarray(level[years:] / level[years - 1])


def _longer(values: Array, tail: Array | float, more: int) -> Array:
    return np.concatenate([values, np.broadcast_to(np.asarray(tail, dtype=float), (more,))])


def _stated(plan: Plan) -> dict[str, float]:
    """What the plan's own horizon.yml assumes of pensions, in the unit of the calculation."""
    found = horizon_of(plan)
    if found is None:
        return {}
    return {
        "price_base_amount_growth": found.price_base_amount_growth.value / 100,
        "portfolio_return_rate": found.portfolio_return_rate.value / 100,
        "contingent_liability_growth": found.contingent_liability_growth.value / 100,
        "pension_accrual_other": found.pension_accrual_other.value,
    }


def _extended(calibration: Calibration, plan: Plan, more: int) -> Inputs:
    """Every input over the longer years; those that follow others are set afterwards."""
    own, stated, years = calibration.inputs, _stated(calibration.plan), len(calibration.years)
    inputs = dict(own)
    for name in HELD:
        if name in own:
            inputs[name] = _longer(own[name], own[name][-1], more)
    for name in (*NOTHING, *(f"add_{line}" for line in ADJUSTED), *calibration.stand_ins):
        if name in own:
            inputs[name] = _longer(own[name], stated.get(name, 0.0), more)
    for name, rule in rules().items():
        target = input_name(name)
        if target in own and name != "population":
            tail = stated.get(name, _tail(name, rule, own))
            inputs[target] = _longer(own[target], tail, more)
    if "population_path" in own and plan.file.population is not None:
        inputs["population_path"] = plan.population(plan.file.population)
        inputs["base_population"] = inputs["population_path"][1:-1]
        groups = plan.age_groups(plan.file.population)
        inputs |= {} if groups is None else age_shares(groups)
    inputs["beyond_print"] = np.append(np.zeros(years), np.ones(more))
    if "portfolio_return_rate" in inputs:
        inputs["base_portfolio_return_rate"] = inputs["portfolio_return_rate"]
    if "extra_depreciation" in own:
        inputs["extra_depreciation"] = _longer(own["extra_depreciation"], 0.0, more)
    national_population(inputs)
    return inputs


def _tail(name: str, rule: Rule, own: Mapping[str, Array]) -> float:
    """The value of every later year, where one value it is; a level that follows is set later."""
    series, spec = own[input_name(name)], registry()[name]
    if rule.rule == "mean":
        return float(series[-(rule.years or 1) :].mean())
    if rule.rule == "value":
        return float(rule.value or 0.0) * spec.factor
    if rule.rule == "follow_growth" and (rule.with_ or "") in own:
        return float(own[rule.with_ or ""][-1])
    if rule.rule == "wages_and_people" and {"wage_growth", "national_population_growth"} <= {*own}:
        people = 1 + own["national_population_growth"][-1]
        return float((1 + own["wage_growth"][-1]) * people - 1)
    if rule.rule == "default":
        return np.nan if spec.default is None else spec.default * spec.factor
    return float(series[-1])


def _followed(inputs: Inputs, calibration: Calibration, more: int) -> None:
    """Levels that grow by a stated rate, or as a price does; held where the price is unknown."""
    last = len(calibration.years) - 1
    for name, rule in rules().items():
        target = input_name(name)
        if rule.rule == "grow" and target in inputs:
            growth = np.cumprod(np.full(more, 1 + (rule.value or 0.0) / 100))
        elif rule.rule == "follow" and can(inputs, [LEVELS[rule.with_ or ""]]):
            level = evaluate(model(), inputs, [LEVELS[rule.with_ or ""]])
            series = next(iter(level.values()))
            growth = series[last + 1 :] / series[last]
        else:
            continue
        head = name.removesuffix("_path")
        per_head = f"{head}_per_capita" if head in PER_HEAD else target
        if per_head in inputs:
            own = calibration.inputs[per_head]
            inputs[per_head] = np.concatenate([own, own[last] * growth])


def _pensions(inputs: Inputs, years: int) -> None:
    """The contingent liability is paid out; the operating cost follows wages and base amount."""
    last = years - 1
    if "contingent_liability_path" in inputs and "contingent_liability_growth" in inputs:
        growth = inputs["contingent_liability_growth"][years:]
        own = inputs["contingent_liability_path"]
        inputs["contingent_liability_path"] = np.append(own, own[last] * np.cumprod(1 + growth))
    needs = ("operating_pension_cost_path", "operating_pension_wage_share", "base_wage_level")
    amounts = inputs.get("base_price_base_amount_level")
    if amounts is None or any(name not in inputs for name in needs):
        return
    path, share, wages = (inputs[name] for name in needs)
    earned = share[0] * wages[years:] / wages[last]
    rights = (1 - share[0]) * amounts[years:] / amounts[last]
    inputs["operating_pension_cost_path"] = np.append(path[:years], path[last] * (earned + rights))


def _investments(inputs: Inputs, years: int) -> None:
    """Spending replaces what ends its life; depreciation follows what is bought and written off.

    Both follow the price index where what ends its life is not known: held in current prices they
    would better every later year.
    """
    planned = inputs.get("capital_expenditure_planned")
    if planned is not None:
        inputs["base_capital_expenditure"] = spent(planned, inputs["slippage"])
    if planned is None or not can(inputs, ["renewal_need"]):
        _with_prices(inputs, years)
        return
    for t in range(years, len(planned)):
        planned[t] = evaluate(model(), inputs, ["renewal_need"])["renewal_need"][t]
        inputs["base_capital_expenditure"] = spent(planned, inputs["slippage"])
    if "depreciation_path" in inputs:
        _depreciation(inputs, years)


def _with_prices(inputs: Inputs, years: int) -> None:
    for name in ("capital_expenditure_planned", "depreciation_path"):
        if name in inputs:
            growth = _price_growth(inputs, years, len(inputs[name]) - years)
            inputs[name][years:] = inputs[name][years - 1] * growth
    if "capital_expenditure_planned" in inputs:
        planned = inputs["capital_expenditure_planned"]
        inputs["base_capital_expenditure"] = spent(planned, inputs["slippage"])


def _depreciation(inputs: Inputs, years: int) -> None:
    """Last year's depreciation, plus a year of what was bought, less a year of what is written off.

    What was bought before the plan was bought evenly in fixed prices (`opening_renewal_need`).
    """
    path, bought = inputs["depreciation_path"], inputs["base_capital_expenditure"]
    life = float(inputs["asset_life"][0])
    before, growth = inputs["opening_renewal_need"][0], inputs["investment_price_growth"][0]
    for t in range(years, len(path)):
        end = t - 1 - round(life)
        ended = bought[end] if end >= 0 else before * (1 + growth) ** (end + 1)
        path[t] = path[t - 1] - (bought[t - 1] - ended) / life


def _add_factor(inputs: Inputs, line: str, years: int) -> None:
    """The add factor stays the share of its line's equation that it is in the plan's last year."""
    add = inputs[f"add_{line}"]
    if not add[years - 1] or not can(inputs, [line]):
        return
    for t in range(years, len(add)):  # the provision of a year rests on the costs before it
        value = np.broadcast_to(evaluate(model(), inputs, [line])[line], add.shape)
        structural = value - add
        share = add[years - 1] / structural[years - 1] if structural[years - 1] else 0.0
        add[t] = share * structural[t]
