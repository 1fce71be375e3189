"""Weights of LPIK: estimated from the published index, and how much their interval matters.

SKR's own weights are not in the sources. Weights of a base year are estimated by least squares
within [0, 1], summing to one, against the published index; every set of weights that reproduces
the index within its rounding is equally true to the print, and that interval is carried through
a scenario to the operating costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.inputs.plan import Plan
from analysis.inputs.scenario import Scenario
from analysis.model.assumptions import apply
from analysis.model.calibration import Calibration
from analysis.model.calibration_path import COMPONENTS
from analysis.model.prices import lpik_excl, price_level_excl
from analysis.model.projection import evaluate

Array = np.ndarray

STEP = 0.001
"""Distance between the weights that are tried, as shares of one."""


@dataclass(frozen=True)
class Weights:
    """Weights of the base year: wage, social charge, consumption; shares of one."""

    estimate: dict[str, float]
    lowest: dict[str, float]
    highest: dict[str, float]
    largest_miss: float
    allowed: Array
    """Every tried set of weights within the rounding, shape (n, 3)."""


def published_index(plan: Plan) -> tuple[list[int], Array, Array]:
    """Years, component growth (3, years) and published LPIK excl. pharmaceuticals, fractions."""
    printed = plan.published["lpik_excl"]
    years = sorted(y for y in printed if all(y in plan.values[f"{c}_growth"] for c in COMPONENTS))
    growth = np.array([[plan.values[f"{c}_growth"][y].value for y in years] for c in COMPONENTS])
    index = np.array([float(printed[y].value) for y in years])
    return years, growth / 100, index / 100


def estimate(plan: Plan) -> Weights:
    """Least squares weights and their interval. Needs components from the year after the base."""
    from scipy.optimize import LinearConstraint, minimize

    _, growth, index = published_index(plan)

    def squared_misses(weights: Array) -> float:
        # In squared tenths of a point, so that the solver's tolerance means something.
        return 1e6 * float(np.sum((_index(growth, weights[None, :])[0] - index) ** 2))

    found = minimize(
        squared_misses,
        np.full(3, 1 / 3),
        bounds=[(0, 1)] * 3,
        constraints=LinearConstraint(np.ones((1, 3)), np.ones(1), np.ones(1)),
        options={"ftol": 1e-14, "maxiter": 500},
        method="SLSQP",
    )
    miss = np.abs(_index(growth, found.x[None, :])[0] - index).max()
    allowed = _allowed(growth, index)
    return Weights(
        dict(zip(COMPONENTS, map(float, found.x), strict=True)),
        dict(zip(COMPONENTS, allowed.min(axis=0), strict=True)),
        dict(zip(COMPONENTS, allowed.max(axis=0), strict=True)),
        float(miss) * 100,
        allowed,
    )


def _index(growth: Array, weights: Array) -> Array:
    """LPIK (n, years) of n sets of weights (n, 3)."""
    shares = (weights[:, k : k + 1] for k in range(3))
    return lpik_excl(price_level_excl(*growth, *shares))


def _allowed(growth: Array, index: Array) -> Array:
    """Weights on a grid that reproduce every printed year within half a tenth of a point."""
    wage, social = np.meshgrid(np.arange(0, 1 + STEP, STEP), np.arange(0, 1 + STEP, STEP))
    inside = wage + social <= 1
    grid = np.stack([wage[inside], social[inside], 1 - wage[inside] - social[inside]], axis=1)
    close = np.abs(_index(growth, grid) - index).max(axis=1) <= 0.0005 + 1e-12
    return grid[close]


def cost_interval(
    calibration: Calibration, scenario: Scenario, allowed: Array
) -> Mapping[str, Array]:
    """Operating costs of a scenario less the plan's, mnkr (T,): lowest and highest over the
    allowed weights, and as calibrated. Base and scenario are weighted alike."""
    plan = calibration.plan
    moved = apply(scenario, plan, calibration.inputs)
    shares = _first_year_shares(plan, allowed)
    names = {f"lpik_share_{c}": shares[:, k : k + 1] for k, c in enumerate(COMPONENTS)}
    base = evaluate(calibration, names, ["price_level"])["price_level"]
    given = {**moved, **names, "base_price_level": base}
    costs = evaluate(calibration, given, ["operating_costs"])["operating_costs"]
    own = evaluate(calibration, moved, ["operating_costs"])["operating_costs"]
    plain = evaluate(calibration, {}, ["operating_costs"])["operating_costs"]
    return {
        "lowest": (costs - plain).min(axis=0),
        "calibrated": own - plain,
        "highest": (costs - plain).max(axis=0),
    }


def _first_year_shares(plan: Plan, weights: Array) -> Array:
    """Shares (n, 3) of the first plan year, from weights of the base year."""
    years, growth, _ = published_index(plan)
    before = [i for i, year in enumerate(years) if year < plan.years[0]]
    level = weights * np.prod(1 + growth[:, before], axis=1)
    return level / level.sum(axis=1, keepdims=True)
