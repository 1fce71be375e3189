"""What an outlook writes into the folder of a plan."""

import shutil

import pytest

from analysis.inputs.accepted import accept_files
from analysis.inputs.plan import load_plan
from analysis.model.cohort_groups import GROUPS
from analysis.study.population_plan import plan_files, plan_outlook


@pytest.fixture
def folder(project_root, tmp_path):
    target = tmp_path / "norrbotten-2025"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", target)
    return target


def test_both_files_are_those_that_the_project_ships(folder):
    plan = load_plan(folder)
    files = plan_files(plan, plan_outlook(plan))
    assert set(files) == {"population_scenarios.csv", "population_age_groups.csv"}
    for name, text in files.items():
        assert text == (folder / name).read_text(encoding="utf-8")


def test_ages_are_written_for_the_plans_own_paths_first_and_under_their_names(folder):
    plan = load_plan(folder, age_groups=False)
    text = plan_files(plan, plan_outlook(plan))["population_age_groups.csv"]
    names = list(dict.fromkeys(line.split(";")[0] for line in text.splitlines()[1:]))
    assert names[:3] == ["own", "scb", "trend"]
    assert "own-path" not in names


def test_ages_of_a_users_own_path_are_kept_and_those_of_a_path_that_is_gone_are_not(folder):
    paths, ages = folder / "population_scenarios.csv", folder / "population_age_groups.csv"
    years = range(2024, 2032)
    with paths.open("a", encoding="utf-8") as file:
        file.writelines(f"mine;{year};250000;assumed;egen\n" for year in years)
    with ages.open("a", encoding="utf-8") as file:
        for name in ("mine", "gone"):
            file.writelines(
                f"{name};{year};50000;130000;50000;20000;assumed;egen\n" for year in years
            )
    plan = load_plan(folder, age_groups=False)
    for name, text in plan_files(plan, plan_outlook(plan)).items():
        (folder / name).write_text(text, encoding="utf-8")
    accept_files(folder, "egen")
    found = load_plan(folder).ages
    assert "gone" not in found
    value = found["mine"][2030]["population_80_plus"]
    assert (value.value, value.status, value.note) == (20000, "assumed", "egen")


def test_low_mortality_leaves_more_of_the_oldest_in_the_budget_too():
    ages = load_plan("norrbotten-2025").ages
    old = [
        ages[name][2031]["population_80_plus"].value
        for name in ("high-mortality", "own", "low-mortality")
    ]
    assert old == sorted(old)
    assert set(ages["own"][2031]) == set(GROUPS)
