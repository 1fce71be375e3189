"""Residents by age in the budget: by hand, and on the paths that scenarios take."""

import shutil

import numpy as np
import pytest

from analysis.inputs.accepted import accept_files
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model import population
from analysis.model.calibration import calibrate
from analysis.model.cohort_groups import GROUPS, SHARES, age_shares
from analysis.model.projection import project
from tests.gaps import largest_gap

LINES = (*GROUPS, "dependency_ratio")


@pytest.fixture
def folder(project_root, tmp_path):
    """The plan with a population path of a user's own, without age structure."""
    target = tmp_path / "norrbotten-2025"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", target)
    with (target / "population_scenarios.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"mine;{year};250000;assumed;egen\n" for year in range(2024, 2032))
    accept_files(target, "egen")
    return target


def test_a_thousand_residents_by_hand():
    people = np.array([1000.0])
    working = population.population_20_64(people, np.array([0.5]))
    assert working == 500
    assert population.population_0_19(people, np.array([0.2])) == 200
    assert population.population_65_79(people, np.array([0.2])) == 200
    assert population.population_80_plus(people, np.array([0.1])) == 100
    # 500 outside working age for 500 within.
    assert population.dependency_ratio(people, working) == 1.0


def test_shares_are_weighted_by_persons_and_sum_to_one():
    found = age_shares({name: np.array([persons, 1.0]) for name, persons in zip(
        GROUPS, (200.0, 500.0, 200.0, 100.0), strict=True)})  # fmt: skip
    assert list(found) == list(SHARES)
    assert found["age_share_20_64"].tolist() == [0.5, 0.25]


def test_the_groups_are_those_of_the_file_and_sum_to_the_residents(plan, base):
    """The plan's own path: 248 103 on 1 November 2024, of which 18 404,7 aged 80 and over."""
    assert base.lines["population_80_plus"][0] == pytest.approx(18404.7, abs=0.05)
    whole = np.sum([base.lines[name] for name in GROUPS], axis=0)
    np.testing.assert_allclose(whole, base.lines["population"], rtol=1e-12)
    held = plan.ages["own"]
    for name in GROUPS:
        expected = [held[year][name].value for year in plan.years]
        np.testing.assert_allclose(base.lines[name], expected, atol=0.2)


def test_the_dependency_ratio_is_shown_in_percent(base):
    lines = base.lines
    outside = lines["population"] - lines["population_20_64"]
    expected = 100 * outside / lines["population_20_64"]
    np.testing.assert_allclose(lines["dependency_ratio"], expected)
    assert 80 < lines["dependency_ratio"][0] < 95


@pytest.mark.parametrize("name", ["scb", "high-migration", "low-mortality", "package-5000"])
def test_a_named_path_brings_its_own_ages(ask, plan, name):
    found = ask(set_=[f"population={name}"]).lines
    for group in GROUPS:
        expected = [plan.ages[name][year][group].value for year in plan.years]
        np.testing.assert_allclose(found[group], expected, atol=0.2)


def test_a_blend_of_paths_holds_the_weighted_persons_of_each_age(ask, calibration, tmp_path):
    path = tmp_path / "quarter.yml"
    blend = "{own: 0.25, scb: 0.75}"
    path.write_text(f"question: En fjärdedel?\nset:\n  population: {{blend: {blend}}}\n")
    mixed = project(calibration, load_scenario(path, calibration.plan)).lines
    own, scb = ask().lines, ask(set_=["population=scb"]).lines
    for group in GROUPS:
        np.testing.assert_allclose(mixed[group], 0.25 * own[group] + 0.75 * scb[group], atol=0.1)


def test_more_residents_of_no_stated_age_have_the_ages_of_the_path(base, ask):
    more = ask(change=["population:2027=1000"]).lines
    share = base.lines["population_0_19"][2] / base.lines["population"][2]
    assert more["population_0_19"][2] - base.lines["population_0_19"][2] == pytest.approx(
        1000 * share
    )
    np.testing.assert_allclose(more["dependency_ratio"], base.lines["dependency_ratio"])


def test_a_path_without_ages_has_no_age_lines_and_says_what_is_missing(folder):
    calibration = calibrate(load_plan(folder))
    plain = load_scenario("base", calibration.plan, (), ["population=mine"])
    found = project(calibration, plain)
    assert found.lines["population"][0] == 250_000
    assert not set(LINES) & set(found.lines)
    assert found.missing["population_0_19"] == ("age_share_0_19",)
    assert found.missing["dependency_ratio"] == ("age_share_20_64",)
    assert largest_gap(found) < 1e-6
    assert set(LINES) <= set(project(calibration, load_scenario("base", calibration.plan)).lines)


def test_a_blend_with_a_path_without_ages_has_none_unless_its_weight_is_zero(folder, tmp_path):
    calibration = calibrate(load_plan(folder))
    for weight, held in ((0.5, False), (0.0, True)):
        path = tmp_path / "mixed.yml"
        blend = f"{{own: {1 - weight}, mine: {weight}}}"
        path.write_text(f"question: Hur?\nset:\n  population: {{blend: {blend}}}\n")
        found = project(calibration, load_scenario(path, calibration.plan))
        assert ("population_0_19" in found.lines) is held


def test_a_plan_without_age_groups_has_the_same_budget_and_no_age_lines(folder, base):
    (folder / "population_age_groups.csv").unlink()
    accept_files(folder, "egen")
    calibration = calibrate(load_plan(folder))
    found = project(calibration, load_scenario("base", calibration.plan))
    assert set(base.lines) - set(found.lines) == set(LINES)
    for line, values in found.lines.items():
        np.testing.assert_array_equal(values, base.lines[line])
