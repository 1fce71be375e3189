"""What residents yield, in the plan of Norrbotten."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.inputs.packages import read_package
from analysis.inputs.plan import load_plan
from analysis.inputs.profiles import read_profiles
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.cohort_groups import age_groups
from analysis.model.projection import evaluate, project
from analysis.study.population import known_region, outlook
from analysis.study.residents import (
    ages_in,
    effects,
    marginal_by_age,
    moved_by,
    package_moves,
    scenario_text,
)


@pytest.fixture(scope="module")
def plan():
    return load_plan("norrbotten-2025")


@pytest.fixture(scope="module")
def calibration(plan):
    return calibrate(plan)


@pytest.fixture(scope="module")
def package():
    return read_package("package-5000")


@pytest.fixture(scope="module")
def found(plan, package):
    own = {year - 1: value.value for year, value in plan.populations["own"].items()}
    return outlook(known_region("Norrbotten"), own, {}, 2031, (package,))


@pytest.fixture(scope="module")
def base(found, plan):
    return ages_in(found, "own-path", plan)


def test_the_own_path_by_age_sums_to_the_plans_population(base, calibration):
    np.testing.assert_allclose(base.sum((1, 2)), calibration.inputs["population_path"], atol=1e-6)


@pytest.mark.parametrize("name", ["own-path", "package-5000"])
def test_the_age_lines_of_the_budget_are_the_ages_of_the_residents_page(
    calibration, found, plan, name
):
    chosen = "own" if name == "own-path" else name
    lines = project(calibration, load_scenario("base", plan, (), [f"population={chosen}"])).lines
    people = ages_in(found, name, plan)[1:-1]
    for group, persons in age_groups(people).items():
        np.testing.assert_allclose(lines[group], persons, atol=0.2)
    everyone, working = people.sum((1, 2)), people[..., 20:65].sum((1, 2))
    ratio = 100 * (everyone - working) / working
    np.testing.assert_allclose(lines["dependency_ratio"], ratio, atol=1e-3)


def test_a_hundred_people_of_85_are_a_hundred_more_of_the_oldest(calibration, base):
    people = base.copy()
    people[1:, :, 85] += 50
    moved = moved_by(calibration, people, base, read_profiles())
    old, young = "population_80_plus", "population_0_19"
    after, before = (
        evaluate(calibration, given, [old, young]) for given in (moved.overrides(), {})
    )
    np.testing.assert_allclose(after[old] - before[old], 100, atol=0.2)
    np.testing.assert_allclose(after[young], before[young], atol=0.2)


def test_nothing_moves_when_the_population_is_that_of_the_base(calibration, base):
    moved = moved_by(calibration, base, base, read_profiles())
    for name, change in effects(calibration, moved).items():
        assert np.abs(change).max() < 1e-9, name


def test_100_residents_of_the_average_age_yield_3_2_mnkr_and_then_4_as_the_plan_says(
    calibration, base
):
    # Strategisk plan 2025-2027: "cirka +/- 4,0 mnkr" per 100 residents.
    people = base.copy()
    people[1:] += 100 * base[1:] / base[1:].sum((1, 2), keepdims=True)
    change = effects(calibration, moved_by(calibration, people, base, read_profiles()))
    income = sum(
        change[n]
        for n in ("tax_revenue", "income_equalisation", "cost_equalisation", "regulation_item")
    )
    assert income[0] == pytest.approx(3.2, abs=0.1)
    assert income[1] == pytest.approx(3.3, abs=0.1)  # the base of 2024 stands
    assert income[2] == pytest.approx(4.15, abs=0.15)  # that of 2025 has followed


def test_equalisation_takes_back_about_three_quarters_of_what_a_higher_income_pays(
    calibration, base
):
    effect = marginal_by_age(calibration, base, read_profiles())
    tax, equalisation = (
        effect.lines[n][45, -1] - effect.lines[n][22, -1]
        for n in ("tax_revenue", "income_equalisation")
    )
    assert 0.70 < -equalisation / tax < 0.80


def test_people_of_working_age_yield_and_the_oldest_cost(calibration, base):
    net = marginal_by_age(calibration, base, read_profiles()).net[:, -1]
    assert net.shape == (101,)
    assert net[25:50].min() > 0
    assert net[75:].max() < 0


def test_a_package_changes_tax_equalisation_capitation_costs_and_self_financing(
    calibration, found, package
):
    change = effects(calibration, package_moves(calibration, found, package, read_profiles()))
    assert change["tax_revenue"][-1] > 100
    assert change["income_equalisation"][-1] > 0
    assert change["cost_equalisation"][-1] > 10
    assert -100 < change["operating_costs"][-1] < -50  # most of them have not brought all they will
    assert abs(change["self_financing_ratio"][-1]) > 0.01
    # Taxes come two years after the people, their care with them.
    assert change["tax_revenue"][1] < 1 < -change["operating_costs"][1]


def test_commuters_who_pay_tax_elsewhere_add_cost_and_nothing_else(calibration, found, package):
    stay_at_home = replace(package, visitors=0.0)
    both = [
        effects(calibration, package_moves(calibration, found, p, read_profiles()))
        for p in (package, stay_at_home)
    ]
    np.testing.assert_allclose(both[0]["tax_revenue"], both[1]["tax_revenue"])
    assert both[0]["operating_costs"][-1] < both[1]["operating_costs"][-1] - 1


def test_the_scenario_file_of_a_package_gives_the_same_result_as_the_study(
    calibration, found, package, plan, tmp_path
):
    moved = package_moves(calibration, found, package, read_profiles())
    tricky = replace(package, question='What "if"\nfolks: come? # {x}')
    text = scenario_text(plan, tricky, moved)
    path = tmp_path / "inmigration.yml"
    # The named path brings its ages, whose need moves the costs; the file holds the rest.
    path.write_text(text.replace("extends: [base]\n", ""), encoding="utf-8")
    scenario = load_scenario(path, plan)
    assert scenario.question == 'What "if" folks: come? # {x}'
    result = project(calibration, scenario)
    base_lines = project(calibration, load_scenario("base", plan)).lines
    change = effects(calibration, moved)
    for line in ("tax_revenue", "operating_costs", "net_result"):
        got = result.lines[line] - base_lines[line]
        np.testing.assert_allclose(got, change[line], atol=0.2)
