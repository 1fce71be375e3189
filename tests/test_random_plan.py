"""No plan is special: one with other years, boards and names is checked, projected and reported."""

from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.audit import audit
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.frame_projection import project_frames
from analysis.model.investment_projection import project_investments
from analysis.model.projection import project
from analysis.report.output.build import build_report
from analysis.study.plan_files_check import file_problems
from tests.gaps import largest_gap
from tests.random_plan import random_plan


@pytest.mark.parametrize("seed", range(8))
def test_a_random_plan_is_checked_audited_and_projected(seed: int, tmp_path: Path) -> None:
    plan = load_plan(random_plan(tmp_path / f"slump-{seed}", seed))
    assert file_problems(plan) == []
    found = audit(plan)
    assert found.findings
    assert found.differences == ()
    calibration = calibrate(plan)
    base = project(calibration, load_scenario("base", plan))
    assert base.missing.keys() <= {
        "population_0_19", "population_20_64", "population_65_79", "population_80_plus",
        "dependency_ratio", "contingent_pension_liability", "solidity_full", "pension_coverage",
    }  # fmt: skip
    assert largest_gap(base) < 1e-6
    for line, printed in plan.published.items():
        for year, figure in printed.items():
            value = float(base.lines[line][plan.years.index(year)])
            assert abs(value - float(figure.value)) <= 0.5 + 1e-6, (line, year)


@pytest.mark.parametrize("seed", range(8))
def test_the_frames_of_a_random_plan_tie_and_follow_wages(seed: int, tmp_path: Path) -> None:
    plan = load_plan(random_plan(tmp_path / f"slump-{seed}", seed))
    calibration = calibrate(plan)
    base = project_frames(project(calibration, load_scenario("base", plan)))
    change = [f"wage_growth:{plan.years[0]}-{plan.years[-1]}=1.0"]
    more = project_frames(project(calibration, load_scenario("base", plan, change)))
    assert base is not None
    assert more is not None
    printed = [tie for tie in base.ties if tie.year in plan.budget_years]
    assert len(printed) == len(plan.budget_years)
    # Each board is printed with one decimal, the total in whole mnkr.
    assert all(abs(t.difference) <= 0.5 + 0.5 + 0.05 * len(base.units) for t in printed)
    assert base.missing == ()
    assert np.all(more.path.closing < base.path.closing)


def test_the_lists_of_a_random_plan_are_written_off(tmp_path: Path) -> None:
    plan = load_plan(random_plan(tmp_path / "slump-1", 1))
    found = project_investments(project(calibrate(plan), load_scenario("base", plan)))
    assert found is not None
    sums = found.sums(lambda item: item.category)
    expected = sums.get("ting", 0.0) / 7 + sums.get("hus", 0.0) * (0.5 / 50 + 0.5 / 10)
    assert np.isclose(sum(values[1] for values in found.by_category.values()), expected)


def test_a_random_plan_becomes_a_report(tmp_path: Path) -> None:
    folder = random_plan(tmp_path / "slump-2", 2)
    target = build_report(folder, "base", tmp_path / "ut", workers=1)
    pages = {page.name for page in target.glob("*.html")}
    assert {"index.html", "frames.html", "investment_lists.html"} <= pages
    text = (target / "frames.html").read_text(encoding="utf-8")
    assert 'id="chart-waterfall"' in text
    assert "Norrbotten" not in text
