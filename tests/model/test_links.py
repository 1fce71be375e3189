"""Links between assumptions: hand arithmetic, and the same whatever route a difference comes by."""

import json
from dataclasses import replace

import numpy as np
import pytest

from analysis.batch.design import members, overrides
from analysis.batch.grid import load_grid
from analysis.batch.select import scenario_text
from analysis.errors import InputError
from analysis.inputs.links import links
from analysis.inputs.parameters import scenario_keys
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model import graph
from analysis.model.assumptions import resolve
from analysis.model.calibration import calibrate
from analysis.model.calibration_path import paths
from analysis.model.chapters import model
from analysis.model.projection import project
from analysis.study.bridge import scenario_bridge

CALIBRATION = calibrate(load_plan("norrbotten-2025"))
PLAN, INPUTS = CALIBRATION.plan, CALIBRATION.inputs
RESULT = "balanced_budget_result"
WAGES = ["wage_growth:2026-2030=1.0"]


def resolved(change=(), set_=(), name="base"):
    return resolve(load_scenario(name, PLAN, change, set_), PLAN, INPUTS)


def result(change=(), set_=(), name="base"):
    return project(CALIBRATION, load_scenario(name, PLAN, change, set_)).lines[RESULT]


def added(key, change=(), set_=()):
    moved = resolved(change, set_).moved
    return np.round((moved.get(key, INPUTS[key]) - INPUTS[key]) * 100, 9).tolist()


def test_every_link_joins_two_keys_and_has_a_source_or_the_word_assumed():
    for link in links().values():
        assert {link.start, link.target} <= set(scenario_keys())
        assert (link.source is None) == (link.status == "assumed")
        assert link.sv
        assert link.en


def test_wages_carry_their_charges():
    """Model specification, chapter 5: about -302 in 2030 alone and -445 with charges; and one
    point in 2026 with charges costs about 74 that year."""
    base = result()
    alone, linked = result(WAGES, ["links=none"]) - base, result(WAGES) - base
    assert alone[-1] == pytest.approx(-302, abs=12)
    assert linked[-1] == pytest.approx(-445, abs=15)
    assert linked[1] == pytest.approx(-74, abs=1)


def test_a_link_is_added_to_what_the_scenario_says_itself():
    change = [*WAGES, "social_charge_growth:2027=0.5"]
    assert added("social_charge_growth", change) == [0, 1, 1.5, 1, 1, 1]


def test_a_wage_that_is_set_brings_its_difference_from_the_plan():
    own = INPUTS["wage_growth"][2] * 100
    assert added("social_charge_growth", (), [f"wage_growth:2027={own + 2:.6f}"])[2] == (
        pytest.approx(2.0)
    )


def test_consumer_prices_reach_the_base_amount_a_year_later():
    change = ["consumer_price_growth:2026-2027=2.0"]
    assert added("consumption_growth", change) == [0, 2, 2, 0, 0, 0]
    assert added("price_base_amount_growth", change) == [0, 0, 2, 2, 0, 0]
    # What falls beyond the plan's last year is beyond the plan.
    assert added("price_base_amount_growth", ["consumer_price_growth:2030=2.0"]) == [0] * 6


def test_only_wages_of_the_whole_country_move_its_tax_base():
    key = "national_tax_base_growth"
    assert added(key, WAGES) == [0] * 7
    assert added(key, WAGES, ["scope=national"]) == pytest.approx([0, 0, 0.7, 0.7, 0.7, 0.7, 0.7])
    assert added(key, WAGES, ["scope=national", "links=none"]) == [0] * 7


def test_a_resolved_difference_says_what_of_it_came_by_a_link():
    found = project(CALIBRATION, load_scenario("base", PLAN, WAGES)).differences
    charge = [d for d in found if d["key"] == "social_charge_growth"]
    assert [d["by_link"] for d in charge] == [{"wage_growth": 1.0}] * 5
    assert not any("by_link" in d for d in found if d["key"] == "wage_growth")


def test_what_a_link_brings_passes_the_same_gate():
    with pytest.raises(InputError, match="social_charge_growth 2026 ends out of bounds"):
        resolved(["wage_growth:2026=30", "social_charge_growth:2026=80"])
    with pytest.raises(InputError, match="national_tax_base_growth 2026 ends out of bounds"):
        resolved(["wage_growth:2026=35"], ["scope=national"])


def test_the_shipped_scenarios_say_whose_wages_they_move():
    scopes = {n: load_scenario(n, PLAN).scope for n in ("wages-plus-one", "high-inflation")}
    assert scopes == {"wages-plus-one": "own", "high-inflation": "national"}
    assert load_scenario("stagflation", PLAN).scope == "national"


def test_parents_that_differ_in_scope_have_to_be_settled(tmp_path):
    path = tmp_path / "both.yml"
    path.write_text("question: Vad?\nextends: [wages-plus-one, stagflation]\n", encoding="utf-8")
    with pytest.raises(InputError, match="differ in scope: national and own"):
        load_scenario(path, PLAN)


@pytest.mark.parametrize("settings", [{}, {"links": "none"}, {"scope": "national"}])
def test_a_member_of_a_batch_and_its_scenario_file_are_the_same(settings, tmp_path):
    grid_file = {
        "question": "Vad?",
        "plan": "norrbotten-2025",
        "scenario": "high-inflation",
        "axes": {
            "wages": {"key": "wage_growth", "years": "2026-2030", "change": [-1.0, 0.5]},
            "social_charge_growth": {"years": 2027, "change": [0.0, 1.0]},
            "consumer_price_growth": {"years": "2028-2030", "set": [1.0, 3.0]},
        },
        **settings,
    }
    path = tmp_path / "batch.yml"
    path.write_text(json.dumps(grid_file), encoding="utf-8")
    grid = load_grid(path)
    own = {**INPUTS, **grid.resolved.own}
    moved = {**grid.resolved.moved, **overrides(grid, own, members(grid, 0, grid.size))}
    for member in range(grid.size):
        file = tmp_path / "member.yml"
        file.write_text(scenario_text(grid, member), encoding="utf-8")
        alone = resolve(load_scenario(file, PLAN), PLAN, INPUTS).moved
        for name, values in moved.items():
            row = values[member] if values.ndim == 2 else values
            np.testing.assert_allclose(row, alone.get(name, INPUTS[name]), atol=1e-12)


def test_a_bridge_gives_what_a_link_brought_to_its_cause():
    start = project(CALIBRATION, load_scenario("base", PLAN))
    end = project(CALIBRATION, load_scenario("high-inflation", PLAN))
    bridge = scenario_bridge(start, end, RESULT, by="assumption")
    assert set(bridge.players) == {
        "wage_growth", "consumer_price_growth", "pharmaceutical_growth",
    }  # fmt: skip
    assert bridge.residual < 1e-9
    prices = bridge.parts.values[bridge.players.index("consumer_price_growth")]
    assert prices[-1] < 0


@pytest.mark.parametrize(("links", "cost"), [("none", -302), ("default", -445)])
def test_the_wage_figures_of_the_specification_rest_on_pharmaceuticals_at_13_per_cent(links, cost):
    """With the 15.5 per cent that it corrects the share to they are -295 and -434."""
    plan = load_plan("norrbotten-2025")
    share = plan.values["lpik_weight_pharmaceutical"]
    before = {None: replace(share[None], value=0.13)}
    older = replace(plan, values={**plan.values, "lpik_weight_pharmaceutical": before})
    inputs = paths(older)
    weight = inputs["lpik_share_pharmaceutical"]
    calibration = calibrate(plan)
    given = {**calibration.inputs, "lpik_share_pharmaceutical": weight}
    level = graph.evaluate(model(), given, ["price_level"])["price_level"]
    given["base_price_level"] = level
    moved = {"wage_growth": given["wage_growth"] + 0.01 * np.array([0, 1, 1, 1, 1, 1])}
    if links == "default":
        moved["social_charge_growth"] = given["social_charge_growth"] + 0.01 * np.array(
            [0, 1, 1, 1, 1, 1]
        )
    found = graph.evaluate(model(), {**given, **moved}, ["operating_costs"])["operating_costs"]
    base = graph.evaluate(model(), given, ["operating_costs"])["operating_costs"]
    assert found[-1] - base[-1] == pytest.approx(cost, abs=1)
