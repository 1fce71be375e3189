"""Norrbotten from the figures of 2015 to the totals of Strategisk plan 2025-2027."""

import numpy as np
import pytest

from analysis.inputs.packages import read_package
from analysis.model.cohort_groups import GROUPS, total
from analysis.study.population import known_region, outlook
from tests.gaps import balance_gaps

# Strategisk plan 2025-2027, table "Framskrivning av regionens befolkningsutveckling"; a column
# 2024 is 1 November 2023.
OWN = dict(
    zip(
        range(2023, 2031),
        [248653, 248103, 248276, 248532, 248863, 249264, 249734, 250274],
        strict=True,
    )
)
SCB = dict(
    zip(
        range(2023, 2031),
        [246677, 245742, 244868, 244036, 243283, 242598, 241972, 241366],
        strict=True,
    )
)


@pytest.fixture(scope="module")
def found():
    package = read_package("package-5000")
    return outlook(known_region("Norrbotten"), OWN, SCB, 2034, (package,))


@pytest.mark.parametrize(("name", "totals"), [("own-path", OWN), ("scb-path", SCB)])
def test_a_solved_path_meets_every_total_of_the_plan(found, name, totals):
    november = found.november(name)
    assert {y: november[y] for y in totals} == pytest.approx(totals, abs=1e-6)


def test_every_scenario_begins_with_the_count_of_november_2023_except_the_official_forecast(found):
    for name in found.scenarios:
        expected = 246677 if name == "scb-path" else 248653
        assert found.november(name)[2023] == pytest.approx(expected, abs=1e-6)


def test_the_figures_of_2015_are_those_of_statistics_sweden(found):
    assert total(found.at("trend", 2015)) == 249_733


def test_every_balance_of_every_scenario_is_exact(found):
    for cohorts in found.scenarios.values():
        assert np.abs(balance_gaps(cohorts)).max() < 1e-9
        assert cohorts.population.min() >= 0


@pytest.mark.parametrize("component", ["fertility", "migration"])
def test_high_lies_above_and_low_below_the_own_path_in_total(found, component):
    last = [
        found.november(name)[2030] for name in (f"high-{component}", "own-path", f"low-{component}")
    ]
    assert last == sorted(last, reverse=True)
    assert last[0] > last[2] + 500


def test_low_mortality_leaves_more_old_people_and_fertility_leaves_them_as_they_are(found):
    old = {
        name: total(found.at(name, 2033)[..., GROUPS["population_80_plus"]])
        for name in found.scenarios
    }
    assert old["low-mortality"] > old["own-path"] > old["high-mortality"]
    assert old["high-fertility"] == old["own-path"]


def test_80_and_over_rise_by_about_a_third_in_ten_years_beside_the_plans_35_per_cent(found):
    old = GROUPS["population_80_plus"]
    rise = total(found.at("own-path", 2033)[..., old]) / total(found.at("own-path", 2023)[..., old])
    assert 0.30 < rise - 1 < 0.38


def test_a_package_of_5000_adds_its_people_less_those_who_leave_again(found):
    added = found.november("package-5000")[2030] - found.november("own-path")[2030]
    assert 4_300 < added < 5_200
