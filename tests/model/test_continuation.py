"""A plan to 2040: printed years to the bit, identities, and rules that every assumption has."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.accepted import accept_files
from analysis.inputs.continuation import rules
from analysis.inputs.parameters import registry, scenario_keys
from analysis.inputs.places import plan_folders, scenario_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model import graph
from analysis.model.calibration import calibrate
from analysis.model.chapters import model
from analysis.model.continuation import continued
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import GAP_LIMIT, project
from analysis.study.long_cost import BESIDE, PARTS, long_cost, longer
from analysis.study.opened import open_plan, opened
from tests.gaps import largest_gap

GAPS = ["gap_balance_sheet", "gap_cash_flow", "gap_pension_provision", "gap_capital_expenditure"]


def evaluate(calibration, moved, targets):
    """The values alone: identities hold also where more is taken than a stock holds."""
    return graph.evaluate(model(), {**calibration.inputs, **moved}, targets)


@pytest.fixture(scope="module")
def long(calibration):
    return continued(calibration, 2040)


@pytest.fixture(scope="module")
def far(long):
    return project(long, load_scenario("base", long.plan))


@pytest.mark.parametrize("plan_name", plan_folders())
def test_no_printed_year_moves_by_a_bit_in_any_scenario_when_the_horizon_grows(plan_name):
    near = calibrate(load_plan(plan_name))
    far = continued(near, near.years[-1] + 10)
    for name in scenario_files(near.plan.folder):
        short, wide = (project(c, load_scenario(name, c.plan)) for c in (near, far))
        assert list(short.lines) == list(wide.lines)
        for line, values in short.lines.items():
            assert wide.lines[line][: len(near.years)].tobytes() == values.tobytes(), (name, line)
        assert [g for g in wide.goals if set(g.years) <= set(near.years)] == short.goals


def test_every_statement_reaches_2040(far):
    assert far.years == tuple(range(2025, 2041))
    for line, values in far.lines.items():
        assert values.shape == (16,), line
        assert np.isfinite(values).all(), line
    assert largest_gap(far) < GAP_LIMIT


def test_every_identity_holds_to_2040_on_random_scenarios(long):
    rng = np.random.default_rng(20261126)
    moved = {}
    for key, spec in scenario_keys().items():
        start = long.inputs[input_name(key)]
        size = {"mnkr": 100, "pct": 0.03, "share": 0.2}.get(spec.unit, 0.005)
        scale = start if spec.unit == "persons" else 1.0
        noise = rng.normal(0, size, (200, start.shape[-1])) * scale
        moved[input_name(key)] = np.abs(start + noise) if spec.unit == "share" else start + noise
    mode = rng.integers(0, 3, (200, 1))
    moved["financing_borrows"], moved["financing_sells"] = (mode == 1) * 1.0, (mode == 2) * 1.0
    found = evaluate(long, moved, [*GAPS, "net_result"])
    assert found["net_result"].shape == (200, 16)
    assert found["net_result"].std(axis=0).min() > 50
    for name in GAPS:
        assert np.abs(found[name]).max() < GAP_LIMIT, name


def test_every_assumption_with_years_has_a_rule_a_status_and_a_reason():
    assert set(rules()) == {name for name, spec in registry().items() if spec.axis != "constant"}
    assert all(rule.sv and rule.en for rule in rules().values())


def test_each_year_that_is_added_says_its_rule(long):
    value = long.plan.values["tax_rate"][2035]
    assert (value.value, value.status, value.held) == (11.34, "assumed", True)
    assert value.note == "Oförändrad skattesats."
    charges = long.plan.values["social_charge_growth"][2035]
    assert charges.value == pytest.approx(long.plan.values["wage_growth"][2035].value)


def test_an_add_factor_stays_the_share_of_its_line_that_it_is_in_the_last_year(far):
    for line in ("state_grants", "financial_pension_cost"):
        add = far.nodes[f"add_{line}"]
        share = add / (far.nodes[line] - add)
        assert abs(share[5]) > 0.005
        np.testing.assert_allclose(share[6:], share[5])


def test_costs_after_the_print_are_the_last_printed_at_prices_and_need(far):
    cost, nodes = far.lines["operating_costs"], far.nodes
    need = 1.0
    for t in range(6, 16):
        need *= 1 + 0.828 * (nodes["base_need"][t] / nodes["base_need"][t - 1] - 1)
        prices = nodes["price_level"][t] / nodes["price_level"][5]
        assert cost[t] == pytest.approx(cost[5] * prices * need)
    assert need == pytest.approx(1.0227, abs=0.0005)


def test_people_over_80_grow_by_a_third_in_ten_years(far):
    """The plan: about 35 % more people over 80 in ten years, from November 2023."""
    older = far.lines["population_80_plus"]
    first = far.plan.ages["own"][2024]["population_80_plus"].value
    assert older[far.years.index(2034)] / first - 1 == pytest.approx(0.35, abs=0.02)


def test_spending_after_the_plan_is_what_ends_its_life_and_depreciation_follows(far):
    spent, due = far.lines["capital_expenditure"], far.nodes["renewal_need"]
    np.testing.assert_allclose(spent[6:], due[6:])
    bought = far.nodes["opening_renewal_need"][0]
    for t in range(6, 16):
        ended = bought * 1.025 ** (t - 1 - 21 + 1)
        change = far.lines["depreciation"][t] - far.lines["depreciation"][t - 1]
        assert change == pytest.approx(-(spent[t - 1] - ended) / 21)


def test_pensions_follow_their_paths(far):
    t = far.years.index(2040)
    assert far.lines["pension_payments"][t] == pytest.approx(206 * 1.02**10)
    liability = far.lines["contingent_pension_liability"]
    assert liability[t] == pytest.approx(liability[5] * 0.938**10)


def test_what_2040_costs_is_price_need_renewal_and_pensions_and_nothing_else(far):
    found = long_cost(far)
    assert (found.start, found.end) == (2030, 2040)
    assert sum(found.parts.values()) == pytest.approx(found.costs[1] - found.costs[0], abs=1e-6)
    assert tuple(found.parts) == PARTS
    assert set(found.beside) == set(BESIDE)
    assert found.parts["price"] == pytest.approx(4046, abs=1)
    assert found.parts["need"] == pytest.approx(396, abs=1)
    assert found.parts["renewal"] == pytest.approx(100, abs=1)
    assert found.parts["pensions"] == pytest.approx(-14, abs=1)


def test_the_switch_shows_2040_without_ages(long):
    heads = project(long, load_scenario("base", long.plan, (), ["age_driven_need:2025-2040=0"]))
    assert long_cost(heads).parts["need"] == pytest.approx(259, abs=1)
    assert long_cost(heads).parts["price"] == pytest.approx(4046, abs=1)


def test_a_projection_is_carried_to_the_year_of_the_plans_horizon(calibration):
    base = project(calibration, load_scenario("base", calibration.plan))
    assert longer(base).years[-1] == 2040
    assert longer(base, 2033).years[-1] == 2033
    assert continued(calibration, 2030) is calibration


@pytest.mark.parametrize("year", [2029, 2061, "2040", 2040.0, True])
def test_a_year_that_is_not_after_the_plan_is_refused(calibration, year):
    with pytest.raises(InputError, match="cannot be carried to this year"):
        continued(calibration, year)


def test_a_path_without_years_beyond_keeps_its_residents_and_ages(tmp_path, calibration):
    import shutil

    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(calibration.plan.folder, folder)
    (folder / "population_beyond.csv").unlink()
    accept_files(folder, "egen")
    found = continued(calibrate(load_plan(folder)), 2035)
    base = project(found, load_scenario("base", found.plan))
    assert base.lines["population"][7:].tolist() == [base.lines["population"][6]] * 4
    assert found.plan.populations["own"][2034].held


def test_a_path_that_ends_before_the_horizon_keeps_its_own_last_year(tmp_path, calibration):
    import shutil

    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(calibration.plan.folder, folder)
    file = folder / "population_beyond.csv"
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(r for r in rows if not _late(r)), encoding="utf-8")
    accept_files(folder, "egen")
    found = continued(calibrate(load_plan(folder)), 2040)
    lines = project(found, load_scenario("base", found.plan)).lines
    for line in ("population", "population_80_plus"):
        known, held = lines[line][:11], lines[line][11:]  # to 2035, and after
        assert set(held) == {known[-1]}
        assert known[-1] != lines[line][5]


def _late(row: str) -> bool:
    year = row.split(";")[1]
    return year.isdigit() and int(year) > 2035


def test_the_plans_own_last_year_is_a_horizon_that_changes_nothing(calibration):
    assert opened(calibration.plan, 2030).plan.horizon is None
    assert opened(calibration.plan, 2030).years == calibration.years


def test_a_plan_states_its_own_horizon_which_a_command_may_shorten(tmp_path, calibration):
    import shutil

    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(calibration.plan.folder, folder)
    text = (folder / "plan.yml").read_text(encoding="utf-8")
    kalkyl = "  kalkyl: 2028-2030\n"
    (folder / "plan.yml").write_text(text.replace(kalkyl, f"{kalkyl}  horizon: 2040\n", 1), "utf-8")
    assert open_plan(folder).years[-1] == 2040
    assert open_plan(folder, 2032).years[-1] == 2032
    assert open_plan(folder, 2030).years == calibration.years
    (folder / "plan.yml").write_text(text.replace(kalkyl, f"{kalkyl}  horizon: 2029\n", 1), "utf-8")
    with pytest.raises(InputError, match=r"plan.yml, line \d+: the plan cannot be carried .*2030"):
        open_plan(folder)


def test_a_longer_horizon_is_another_scenario_by_its_checksum(calibration, far):
    assert far.digest != project(calibration, load_scenario("base", calibration.plan)).digest
