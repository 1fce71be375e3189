"""Calibration: the structural equations made to pass through the published plan.

What the equations can absorb becomes a parameter (the tax base, its residual, the national tax
capacity, the implied growth of the outlook); what they cannot explain stays as an explicit add
factor by line and year, which every report shows. An add factor is set only where the equation
misses the printed figure by more than its rounding.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.inputs.plan import Plan
from analysis.model.calibration_need import base_needs, opening_renewal
from analysis.model.calibration_path import derived_paths, paths
from analysis.model.calibration_tax import tax_inputs
from analysis.model.chapters import model
from analysis.model.graph import evaluate, missing
from analysis.model.held import held_lines, neutral, rests, stand_ins
from analysis.model.promise import check_promise
from analysis.model.reconciliation import Reconciled, reconcile
from analysis.model.years import compounded

Array = np.ndarray

ADJUSTED = (
    "tax_settlement",
    "tax_revenue",
    "state_grants",
    "financial_pension_cost",
    "financial_income",
    "portfolio_return",
)
"""Lines with an equation of their own that the plan also prints, in the order of the model."""

NOTHING = 1e-9
"""mnkr; an add factor below is floating point."""

LARGE_SHARE, LARGE_MNKR = 0.01, 10.0
"""An add factor above both is flagged: over 1 % of the line, and for small lines over 10 mnkr."""


@dataclass(frozen=True)
class AddFactor:
    """What the equation of a line does not explain in a year, mnkr."""

    line: str
    year: int
    structural: float
    add_factor: float
    published: float
    flagged: bool


@dataclass(frozen=True)
class Calibration:
    """A plan ready to be projected: every input of the graph, and what it took to get there.

    `held` are lines that keep their printed figures because their equation lacks an input, and
    `stand_ins` parts of a sum that are unknown: nothing stands for them, and no one is shown it.
    """

    plan: Plan
    inputs: dict[str, Array]
    add_factors: tuple[AddFactor, ...]
    implied: dict[str, tuple[int, ...]] = field(default_factory=dict)
    rounding: dict[str, Array] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    stand_ins: frozenset[str] = frozenset()

    @property
    def years(self) -> tuple[int, ...]:
        return self.plan.years


def calibrate(plan: Plan) -> Calibration:
    """Calibrate a plan.

    Raises InputError where a value is left open and nothing implies it, where the printed figures
    contradict each other, and where the model does not reproduce one of them within its rounding.
    """
    inputs = paths(plan)
    found = reconcile(plan, inputs)
    inputs |= {name: inputs[name] + added for name, added in found.inputs.items()}
    derived_paths(plan, inputs)
    implied = tax_inputs(plan, inputs, found.targets)
    zero = np.zeros(len(plan.years))
    inputs |= {f"add_{line}": zero for line in ADJUSTED}
    base_levels(inputs)
    neutral(inputs)
    unknown = stand_ins(plan, inputs)
    inputs |= unknown
    factors: list[AddFactor] = []
    for line in ADJUSTED:
        factors += _adjust(plan, inputs, line, found)
    _contingent_liability(plan, inputs)
    held = {
        line: path + found.lines.get(line, 0.0) for line, path in held_lines(plan, inputs).items()
    }
    inputs |= held
    for total, parts in rests(inputs, held).items():
        factors += _as_printed(plan, total, held[total], held.pop(total) - sum(parts.values()))
        del inputs[total]
        inputs |= parts
        unknown |= parts
    factors += [factor for line in held for factor in _as_printed(plan, line, inputs[line])]
    check_promise(plan, inputs)
    rounding = found.inputs | found.lines
    return Calibration(
        plan, inputs, tuple(factors), implied, rounding, frozenset(held), frozenset(unknown)
    )


def _as_printed(
    plan: Plan, line: str, path: Array, structural: Array | float = 0.0
) -> list[AddFactor]:
    """The add factors of a held line, marked so: its structural part is nothing, or the parts of
    a total that are known."""
    if line_items()[line].unit != "mnkr":
        return []
    known = np.broadcast_to(structural, path.shape)
    printed = plan.published[line]
    return [
        AddFactor(line, year, float(part), float(value - part), float(printed[year].value), True)
        for year, value, part in zip(plan.years, path, known, strict=True)
    ]


def can(inputs: dict[str, Array], names: Iterable[str]) -> bool:
    """Whether the inputs are enough for these values."""
    lacking = missing(model(), inputs)
    return not any(name in lacking for name in names)


@dataclass(frozen=True)
class _Printed:
    """A printed figure, half a unit of its last decimal, and the value with hidden decimals.

    `own` says that the figure has hidden decimals of its own, so that the line must meet it.
    """

    printed: float
    half: float
    target: float
    own: bool

    def add_factor(self, structural: float) -> float:
        """What the equation lacks; nothing where a figure without decimals of its own is met
        within its rounding."""
        miss = self.target - structural
        met = abs(miss) < NOTHING if self.own else abs(self.printed - structural) <= self.half
        return 0.0 if met else miss


def _printed(
    plan: Plan, inputs: dict[str, Array], line: str, found: Reconciled
) -> dict[int, _Printed]:
    """What the plan prints of a line, by position of the year."""
    published = plan.published.get(line, {})
    values = plan.values.get(f"{line}_path", {})
    path = inputs.get(f"{line}_path")
    result = {}
    for t, year in enumerate(plan.years):
        if year in published:
            value, half = float(published[year].value), float(published[year].half)
        elif year in values and not values[year].held:
            value, half = values[year].value, values[year].half
        else:
            continue
        target = float(path[t]) if path is not None else found.target(line, t, value)
        own = path is not None or found.meets(line, t)
        result[t] = _Printed(value, half, target, own)
    return result


def _adjust(plan: Plan, inputs: dict[str, Array], line: str, found: Reconciled) -> list[AddFactor]:
    """Set the add factors of one line, given those of the lines before it."""
    printed = _printed(plan, inputs, line, found)
    if line == "financial_pension_cost":
        _pension_add_factor(plan, inputs, printed)
    if not printed or not can(inputs, [line]):
        return []
    own = inputs[f"add_{line}"]
    structural = evaluate(model(), inputs, [line])[line] - own
    add, factors = own.copy(), []
    for t, figure in printed.items():
        add[t] = figure.add_factor(float(structural[t]))
        limit = max(LARGE_SHARE * abs(figure.printed), LARGE_MNKR)
        factors.append(
            AddFactor(
                line,
                plan.years[t],
                float(structural[t]),
                float(add[t]),
                figure.printed,
                bool(abs(add[t]) > limit),
            )
        )
    inputs[f"add_{line}"] = add
    return factors


def _pension_add_factor(plan: Plan, inputs: dict[str, Array], printed: dict[int, _Printed]) -> None:
    """The provision of a year rests on the costs before it: set its add factors year by year."""
    needs = ("pension_index", "pension_payments")
    if not printed or not can(inputs, needs) or "opening_pension_provision" not in inputs:
        return
    known = evaluate(model(), inputs, needs)
    provision = float(inputs["opening_pension_provision"][0])
    add = np.zeros(len(plan.years))
    for t in range(len(plan.years)):
        structural = provision * float(known["pension_index"][t])
        add[t] = printed[t].add_factor(structural) if t in printed else 0.0
        accrual = structural + add[t] + float(inputs["pension_accrual_other"][t])
        provision += accrual - float(known["pension_payments"][t])
    inputs["add_financial_pension_cost"] = add


def base_levels(inputs: dict[str, Array]) -> None:
    """The plan's own levels, against which a scenario's are measured."""
    base_needs(inputs)
    levels = {
        "price_level": "base_price_level",
        "price_base_amount_level": "base_price_base_amount_level",
    }
    if "wage_growth" in inputs:
        inputs["base_wage_level"] = compounded(inputs["wage_growth"])
    else:
        # Without wages the printed pension cost is the path.
        inputs["relative_wages"] = np.ones(1)
    for name, base in levels.items():
        if can(inputs, [name]):
            inputs[base] = evaluate(model(), inputs, [name])[name]
    opening_renewal(inputs)


def _contingent_liability(plan: Plan, inputs: dict[str, Array]) -> None:
    """Ansvarsförbindelse from the two solidities: equity − solidity · assets, then assumed."""
    printed = plan.published.get("solidity_full", {})
    if not printed or not can(inputs, ["equity", "total_assets"]):
        return
    base = evaluate(model(), inputs, ["equity", "total_assets"])
    growth = inputs.get("contingent_liability_growth", np.full(len(plan.years), np.nan))
    path = np.full(len(plan.years), np.nan)
    for column, year in enumerate(plan.years):
        if year in printed:
            solidity = float(printed[year].value) / 100
            path[column] = base["equity"][column] - solidity * base["total_assets"][column]
        elif column:
            path[column] = path[column - 1] * (1 + growth[column])
    if not np.isnan(path).any():
        inputs["contingent_liability_path"] = path
