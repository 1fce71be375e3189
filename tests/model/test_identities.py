"""Identities over random scenarios: the statements balance whatever is assumed."""

import numpy as np
import pytest

from analysis.inputs.parameters import scenario_keys
from analysis.inputs.scenario import load_scenario
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import GAP_LIMIT, project

SCENARIOS = 2000
GAPS = ["gap_balance_sheet", "gap_cash_flow", "gap_pension_provision", "gap_capital_expenditure"]


def evaluate(calibration, moved, targets):
    """The values alone: identities hold also where more is taken than a stock holds."""
    return graph.evaluate(model(), {**calibration.inputs, **moved}, targets)


@pytest.fixture(scope="module")
def random_inputs(calibration):
    """2 000 scenarios that move every key at once, with loans, sales and nothing to cover cash."""
    rng = np.random.default_rng(20261121)
    moved = {}
    for key, spec in scenario_keys().items():
        name = input_name(key)
        start = calibration.inputs[name]
        size = (SCENARIOS, start.shape[-1])
        if key == "growth_factor":
            decided = rng.random(size) < 0.3
            moved[name] = np.where(decided, 1 + rng.normal(0.035, 0.02, size), np.nan)
        elif key == "slippage":
            moved[name] = rng.random(size)
        elif spec.unit in {"mnkr"}:
            moved[name] = start + rng.normal(0, 100, size)
        elif spec.unit == "persons":
            moved[name] = start * (1 + rng.normal(0, 0.02, size))
        elif spec.unit == "pct":
            moved[name] = start + rng.normal(0, 0.03, size)
        else:
            moved[name] = start + rng.normal(0, 0.005, size)
    mode = rng.integers(0, 3, (SCENARIOS, 1))
    moved["financing_borrows"] = (mode == 1).astype(float)
    moved["financing_sells"] = (mode == 2).astype(float)
    moved["financing_floor"] = rng.uniform(0, 300, (SCENARIOS, 1))
    moved["financing_rate"] = rng.uniform(0, 0.08, (SCENARIOS, 1))
    return moved


def test_every_identity_holds_on_two_thousand_random_scenarios(calibration, random_inputs):
    gaps = evaluate(calibration, random_inputs, GAPS)
    for name, gap in gaps.items():
        assert gap.shape == (SCENARIOS, 6), name
        assert np.abs(gap).max() < GAP_LIMIT, name


def test_random_scenarios_really_differ(calibration, random_inputs):
    lines = evaluate(calibration, random_inputs, ["net_result", "long_term_debt", "tax_settlement"])
    assert lines["net_result"].std(axis=0).min() > 50
    assert (lines["long_term_debt"] > 0).any()
    assert (lines["tax_settlement"] > 0).any()
    assert (lines["tax_settlement"] < 0).any()


def test_a_broken_balance_sheet_shows_as_a_gap(calibration):
    off = {"total_assets": np.full(6, 1.0)}
    gap = evaluate(calibration, off, ["gap_balance_sheet"])["gap_balance_sheet"]
    assert np.abs(gap).min() > 1


def test_a_batch_gives_what_each_scenario_gives_alone(calibration, random_inputs):
    lines = ["net_result", "cash", "self_financing_ratio", "solidity_full", "tax_revenue"]
    together = evaluate(calibration, random_inputs, lines)
    for number in (0, 1, 2, 777, SCENARIOS - 1):
        own = {name: values[number] for name, values in random_inputs.items()}
        alone = evaluate(calibration, own, lines)
        for line in lines:
            np.testing.assert_allclose(together[line][number], alone[line], rtol=1e-12, atol=1e-9)


def test_cash_never_ends_below_the_floor_when_something_covers_it(calibration, random_inputs):
    cash = evaluate(calibration, random_inputs, ["cash"])["cash"]
    covered = (random_inputs["financing_borrows"] + random_inputs["financing_sells"])[:, 0] > 0
    floor = random_inputs["financing_floor"]
    assert (cash[covered] >= floor[covered] - 1e-6).all()
    assert (cash[~covered] < floor[~covered]).any()


def test_a_scenario_file_and_the_same_arrays_give_the_same(calibration):
    scenario = load_scenario("wages-plus-one", calibration.plan, set_="links=none")
    projected = project(calibration, scenario)
    wages = calibration.inputs["wage_growth"].copy()
    wages[1:] += 0.01
    cost = evaluate(calibration, {"wage_growth": wages}, ["operating_costs"])["operating_costs"]
    np.testing.assert_array_equal(projected.nodes["operating_costs"], cost)
