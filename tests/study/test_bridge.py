"""Bridges of the real model: exact, complete, and the printed one as the plan has it."""

import shutil
from itertools import permutations

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.accepted import accept_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.chapters import model
from analysis.model.graph import evaluate
from analysis.model.projection import project
from analysis.study.bridge import group_of, scenario_bridge, vintage_bridge
from analysis.study.published_bridge import beside_ours

SIX_GROUPS = (
    "wage_growth:2026-2030=1.0",
    "national_tax_base_growth:2026-2030=-0.5",
    "tax_rate:2027-2030=0.25",
    "state_grants:2026-2030=40",
    "portfolio_return_rate:2026=-8",
    "capital_expenditure:2026=-200",
)


@pytest.fixture(scope="module")
def six(scenario_of):
    """A scenario that moves six groups of assumptions at once."""
    return scenario_of("base", SIX_GROUPS)


@pytest.mark.parametrize("line", ["balanced_budget_result", "cash", "solidity_full"])
def test_the_parts_of_six_groups_sum_to_the_difference(base, six, line):
    bridge = scenario_bridge(base, six, line)
    assert len(bridge.players) == 6
    assert bridge.residual < 1e-9
    np.testing.assert_allclose(bridge.end, six.lines[line])


def test_six_groups_of_the_model_agree_with_brute_force_over_all_orders(base, six, calibration):
    bridge = scenario_bridge(base, six, "cash")
    totals = {group: np.zeros(6) for group in bridge.players}
    orders = list(permutations(bridge.players))
    worth = {}
    for order in orders:
        joined = frozenset()
        for group in order:
            before, joined = _worth(base, six, joined, worth), joined | {group}
            totals[group] += _worth(base, six, joined, worth) - before
    for group, values in zip(bridge.players, bridge.parts.values, strict=True):
        np.testing.assert_allclose(values, totals[group] / len(orders), atol=1e-9)


def _worth(base, other, joined, known):
    if joined not in known:
        moved = {n: other.nodes[n] for n in other.moved if group_of(n) in joined}
        given = {**base.calibration.inputs, **moved}
        known[joined] = evaluate(model(), given, ["cash"])["cash"]
    return known[joined]


def test_a_group_that_does_not_matter_to_the_line_gets_zero(base, six):
    bridge = scenario_bridge(base, six, "tax_revenue")
    part = dict(zip(bridge.players, bridge.parts.values, strict=True))
    assert np.all(part["investments"] == 0)
    assert np.all(part["portfolio"] == 0)


def test_assumptions_one_by_one_sum_to_the_same_whole(base, six):
    bridge = scenario_bridge(base, six, "net_result", by="assumption")
    assert set(bridge.players) >= {"wage_growth", "tax_rate"}
    assert bridge.residual < 1e-9


def test_how_cash_is_covered_is_a_player_of_its_own(base, scenario_of):
    other = scenario_of("base", ["wage_growth:2026=1.0"], ["financing=borrow,floor=0,rate=3.0"])
    bridge = scenario_bridge(base, other, "cash")
    assert set(bridge.players) == {"prices", "financing"}
    assert bridge.residual < 1e-9
    np.testing.assert_allclose(bridge.end, other.lines["cash"])


def test_a_scenario_against_itself_has_no_parts(base):
    assert scenario_bridge(base, base, "cash").players == ()


def test_an_unknown_line_is_refused_with_the_nearest_name(base):
    with pytest.raises(InputError, match="did you mean 'cash'"):
        scenario_bridge(base, base, "cas")


@pytest.fixture(scope="module")
def vintage(calibration, tmp_path_factory):
    """An earlier vintage: the same plan with 100 mnkr less tax and cost in 2026, so other M, SU."""
    folder = tmp_path_factory.mktemp("plans") / "earlier"
    shutil.copytree(calibration.plan.folder, folder)
    path = folder / "tables" / "resultatbudget.csv"
    text = path.read_text(encoding="utf-8")
    for row, later, earlier in (
        ("Skatteintäkter", 8197, 8097),
        ("Verksamhetens kostnader", -11755, -11655),
        ("Verksamhetens nettokostnad", -11110, -11010),
        ("Resultat krav 1 %", 113, 112),
        ("Behov av åtgärder för att nå 1 % och positivt balanskravsresultat", -35, -36),
    ):
        assert f"{row};2026;{later}\n" in text
        text = text.replace(f"{row};2026;{later}\n", f"{row};2026;{earlier}\n")
    path.write_text(text, encoding="utf-8")
    plan = load_plan(folder, trusted=False)
    return project(calibrate(plan), load_scenario("base", plan))


def test_two_vintages_are_bridged_on_the_rows_that_both_print(vintage, base):
    """The earlier vintage prints 8 097 mnkr of tax for 2026, the later 8 197."""
    bridge = vintage_bridge(vintage, base, "operating_result")
    part = dict(zip(bridge.players, bridge.parts.values, strict=True))
    assert bridge.residual < 1e-9
    # Both are printed in whole mnkr.
    assert part["tax_revenue"][1] == pytest.approx(100.0, abs=1.0)


def test_a_balance_is_not_bridged_between_vintages(vintage, base):
    with pytest.raises(InputError, match="sum of the income statement"):
        vintage_bridge(vintage, base, "equity")


def test_the_printed_bridge_leaves_only_rounding(base):
    """Strategisk plan 2025-2027, changes against the plan 2024-2026: 169 → 206, 318 → 394."""
    bridge = beside_ours(base)
    assert bridge.of_kind("opening")[0].tolist() == [169, 318, 224]
    assert bridge.of_kind("closing")[0].tolist() == [206, 394, 250]
    assert np.abs(bridge.unexplained).max() < 3
    np.testing.assert_allclose(bridge.ours, bridge.of_kind("closing")[0], atol=0.5)


def test_ages_are_players_only_of_lines_that_rest_on_them_and_belong_to_the_population(
    base, scenario_of
):
    other = scenario_of("package-5000")
    ratio = scenario_bridge(base, other, "dependency_ratio", by="assumption")
    assert set(ratio.players) >= {"age_share_20_64", "population_path"}
    assert not {"age_share_0_19", "age_share_80_plus"} & set(ratio.players)
    assert ratio.residual < 1e-9
    assert "population" in scenario_bridge(base, other, "dependency_ratio").players
    result = scenario_bridge(base, other, "net_result", by="assumption")
    assert "age_share_80_plus" in result.players  # ages move the need of care
    tax = scenario_bridge(base, other, "tax_revenue", by="assumption")
    assert not any(player.startswith("age_share") for player in tax.players)


def test_a_path_without_ages_is_bridged_where_it_has_the_line(tmp_path, calibration):
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(calibration.plan.folder, folder)
    with (folder / "population_scenarios.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"mine;{year};250000;assumed;egen\n" for year in range(2024, 2032))
    accept_files(folder, "egen")
    own = calibrate(load_plan(folder))
    start, end = (
        project(own, load_scenario("base", own.plan, (), [f"population={name}"]))
        for name in ("scb", "mine")
    )
    assert scenario_bridge(start, end, "tax_revenue").residual < 1e-9
    with pytest.raises(InputError, match="not held by both sides"):
        scenario_bridge(start, end, "population_0_19")
