"""Scenarios: a question, what it builds on, and two kinds of difference."""

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.assumptions import apply
from analysis.model.calibration import calibrate


@pytest.fixture(scope="module")
def plan():
    return load_plan("norrbotten-2025")


@pytest.fixture(scope="module")
def inputs(plan):
    return calibrate(plan).inputs


def write(tmp_path, name, body):
    path = tmp_path / f"{name}.yml"
    path.write_text(f"question: {name}?\n{body}", encoding="utf-8")
    return path


def test_a_change_is_added_and_a_set_replaces(plan, inputs, tmp_path):
    path = write(
        tmp_path, "s", "change: {wage_growth: {2026-2027: 1.0}}\nset: {tax_rate: {2027: 11.84}}\n"
    )
    moved = apply(load_scenario(path, plan), plan, inputs)
    assert moved["wage_growth"] - inputs["wage_growth"] == pytest.approx([0, 0.01, 0.01, 0, 0, 0])
    assert moved["tax_rate"] == pytest.approx([0.1134, 0.1134, 0.1184, 0.1134, 0.1134, 0.1134])
    assert set(moved) == {"wage_growth", "tax_rate", "social_charge_growth"}


def test_a_child_adds_to_the_changes_of_its_parent(plan, inputs, tmp_path):
    write(tmp_path, "parent", "change: {wage_growth: {2026: 1.0}}\n")
    child = write(tmp_path, "child", "extends: [parent]\nchange: {wage_growth: {2026-2027: 0.5}}\n")
    moved = apply(load_scenario(child, plan), plan, inputs)
    step = moved["wage_growth"] - inputs["wage_growth"]
    assert step == pytest.approx([0, 0.015, 0.005, 0, 0, 0])


def test_a_childs_set_replaces_what_its_parent_says_of_those_years_only(plan, inputs, tmp_path):
    write(tmp_path, "parent", "change: {tax_rate: {2026-2027: 1.0}}\n")
    child = write(tmp_path, "child", "extends: [parent]\nset: {tax_rate: {2027: 11.0}}\n")
    moved = apply(load_scenario(child, plan), plan, inputs)
    assert moved["tax_rate"] == pytest.approx([0.1134, 0.1234, 0.11, 0.1134, 0.1134, 0.1134])


def test_a_common_ancestor_is_counted_once_and_is_no_conflict(plan, inputs, tmp_path):
    write(tmp_path, "root", "change: {wage_growth: {2026: 1.0}}\n")
    write(tmp_path, "left", "extends: [root]\nchange: {state_grants: {2026: 5.0}}\n")
    write(tmp_path, "right", "extends: [root]\nchange: {operating_costs: {2026: -5.0}}\n")
    both = write(tmp_path, "both", "extends: [left, right]\n")
    moved = apply(load_scenario(both, plan), plan, inputs)
    assert moved["wage_growth"][1] - inputs["wage_growth"][1] == pytest.approx(0.01)
    assert moved["state_grants_change"][1] == 5
    assert moved["operating_costs_change"][1] == -5


def test_conflicting_parents_are_named_with_key_and_year(plan, tmp_path):
    write(tmp_path, "one", "set: {tax_rate: {2026-2028: 12.0}}\n")
    write(tmp_path, "two", "change: {tax_rate: {2028-2030: 1.0}}\n")
    both = write(tmp_path, "both", "extends: [one, two]\n")
    with pytest.raises(InputError, match=r"one and two both say something of tax_rate in 2028"):
        load_scenario(both, plan)


def test_parents_with_the_same_key_in_other_years_do_not_conflict(plan, inputs, tmp_path):
    write(tmp_path, "one", "set: {tax_rate: {2026: 12.0}}\n")
    write(tmp_path, "two", "set: {tax_rate: {2027: 13.0}}\n")
    both = write(tmp_path, "both", "extends: [one, two]\n")
    moved = apply(load_scenario(both, plan), plan, inputs)
    assert moved["tax_rate"][1:3] == pytest.approx([0.12, 0.13])


def test_a_long_circle_is_told_in_its_order(plan, tmp_path):
    write(tmp_path, "a", "extends: [b]\n")
    write(tmp_path, "b", "extends: [c]\n")
    path = write(tmp_path, "c", "extends: [a]\n")
    with pytest.raises(InputError, match="c → a → b → c"):
        load_scenario(path, plan)


def test_differences_of_the_command_line_come_on_top(plan, inputs):
    scenario = load_scenario("wages-plus-one", plan, change=["wage_growth:2026=0.5"])
    moved = apply(scenario, plan, inputs)
    assert moved["wage_growth"][1] - inputs["wage_growth"][1] == pytest.approx(0.015)


def test_a_named_path_and_a_year_of_it(plan, inputs):
    scenario = load_scenario("base", plan, set_=["population=scb", "population:2030=240000"])
    path = apply(scenario, plan, inputs)["population_path"]
    assert path[1] == 245742
    assert path[6] == 240000


def test_a_question_may_hold_any_text(plan, tmp_path):
    path = tmp_path / "odd.yml"
    path.write_text("question: '<script>alert(1)</script> {0} %s =1+1 $HOME'\n", encoding="utf-8")
    assert load_scenario(path, plan).question.startswith("<script>")


def test_the_base_scenario_differs_in_nothing(plan):
    assert load_scenario("base", plan).is_base


def test_a_path_takes_no_year_and_a_plan_without_paths_lists_none(plan):
    with pytest.raises(InputError) as caught:
        load_scenario("base", plan, (), ("population:2026=own",))
    assert "population=own" in caught.value.said("sv")
    with pytest.raises(InputError) as caught:
        load_scenario("base", load_plan("norrbotten-2023"), (), ("population=trend",))
    assert caught.value.said("sv").endswith("inget befolkningsscenario 'trend'")
