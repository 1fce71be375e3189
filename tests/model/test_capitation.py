"""Capitation: price per listed times the listed."""

from pathlib import Path

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.calibration import calibrate
from analysis.model.capitation import (
    CapitationPath,
    capitation_budget,
    group_prices,
    implied_listed,
    moved_listed,
    population_reserve,
    printed_reserve,
    project_capitation,
)
from analysis.model.frame_projection import project_frames
from analysis.model.projection import project
from tests.made_plan import edited


def paths(name: str, change: tuple[str, ...] = ()) -> dict[str, CapitationPath]:
    plan = load_plan(name)
    scenario = load_scenario("base", plan, change) if change else Scenario("base", "", ())
    frames = read_frames(plan)
    assert frames is not None
    found = project_capitation(project(calibrate(plan), scenario), frames)
    return {path.id: path for path in found}


def test_a_budget_is_price_times_listed_over_age_groups() -> None:
    # 4 000 · 1 000 + 10 000 · 200 = 6 million kronor.
    assert capitation_budget(np.array([4000.0, 10000.0]), np.array([1000.0, 200.0])) == 6.0


def test_prices_of_age_groups_meet_the_mean_that_is_paid() -> None:
    prices = group_prices(5000.0, np.array([1.0, 3.0]), np.array([0.75, 0.25]))
    assert np.allclose(prices, [5000 / 1.5, 15000 / 1.5])
    assert np.isclose(prices @ np.array([0.75, 0.25]), 5000)


def test_each_age_group_may_follow_its_own_residents() -> None:
    listed = np.array([100.0, 50.0])
    both = moved_listed(listed, np.array([[1.0, 1.0], [1.1, 0.9]]))
    assert np.allclose(both, [[100, 50], [110, 45]])
    assert np.allclose(
        moved_listed(listed, np.array([1.0, 1.1, 1.2])).sum(axis=-1), [150, 165, 180]
    )


def test_vardval_2023_implies_the_listed_from_budget_and_price() -> None:
    """Reviderad Regionstyrelsens plan 2023-2025: 1 311,3 mnkr, 5 254 kr; 89,8 mnkr, 1 631 kr."""
    found = paths("norrbotten-2023")
    primary, dental = found["vardval-primarvard"], found["vardval-barntandvard"]
    assert (primary.budget, primary.price) == (1311.3, 5254.0)
    assert (dental.budget, dental.price) == (89.8, 1631.0)
    assert round(primary.listed) == round(1311.3e6 / 5254) == 249581
    assert round(dental.listed) == 55058
    assert np.allclose(primary.budget_path, 1311.3)
    assert implied_listed(np.array(89.8), np.array(1631.0)) == dental.listed


def test_fewer_residents_free_their_price_and_the_reserve_says_how_much() -> None:
    found = paths("norrbotten-2025", ("population:2027-2031=-1000",))["vardval-primarvard"]
    at = found.years.index(2027)
    assert np.isclose(found.price, 1447.3e6 / 248103)
    lost = 248103 * 1000 / 248532
    assert np.isclose(found.listed_path[at], 248103 - lost)
    assert np.isclose(found.reserve[at], -lost * found.price / 1e6)
    assert population_reserve(np.array(10.0), np.array(12.0)) == 2.0


def test_criteria_share_out_the_capitation_of_2023() -> None:
    """Reviderad Regionstyrelsens plan 2023-2025: age 65, ACG 25 and CNI 10 per cent of 1 311,3."""
    shares = paths("norrbotten-2023")["vardval-primarvard"].shares
    weights = {share.label["sv"]: share.amount for share in shares if share.kind == "criterion"}
    assert list(weights) == ["Ålder", "Vårdtyngd (ACG)", "Socioekonomi (CNI)"]
    assert np.allclose(list(weights.values()), [852.345, 327.825, 131.13])


def test_reimbursements_printed_apart_and_the_rest_make_the_budget_of_2025() -> None:
    """Regionstyrelsens plan 2025-2027, tkr: SÄBO 8 250, litenhet 4 000, vaccination 25 200, 270."""
    path = paths("norrbotten-2025")["vardval-primarvard"]
    within = [share.amount for share in path.shares if share.within]
    assert np.allclose(sorted(within), [0.27, 4.0, 8.25, 25.2, 1447.3 - 37.72])
    apart = {share.kind: share.amount for share in path.shares if not share.within}
    assert np.allclose([apart["outside"], apart["population"]], [0.9426, -3.5526])
    frames = read_frames(load_plan("norrbotten-2025"))
    assert frames is not None
    (reserve,) = printed_reserve(load_plan("norrbotten-2025"), frames)
    assert reserve.amount == -11.0


def test_dental_care_of_the_young_follows_them_in_budget_and_frame() -> None:
    plan = load_plan("norrbotten-2025")
    frames = read_frames(plan)
    assert frames is not None
    calibration = calibrate(plan)
    base, scb = (project(calibration, load_scenario(n, plan)) for n in ("base", "scb-population"))
    dental = {path.id: path for path in project_capitation(scb, frames)}["vardval-barntandvard"]
    young = scb.lines["population_0_19"] / base.lines["population_0_19"]
    assert np.allclose(dental.budget_path, 77.8 * young)
    assert dental.listed == base.lines["population_0_19"][0]
    moved, kept = project_frames(scb, frames), project_frames(base, frames)
    assert moved is not None
    assert kept is not None
    closing = [found.values("closing", "vardval-barntandvard")[-1] for found in (moved, kept)]
    assert np.isclose(closing[0] / closing[1], young[-1])


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("criteria: vardval_fordelning", "criteria: vardval_fordelningar", "criteria"),
        ("row: Snittersättning per listad patient", "row: Snittersättning per listad", "price"),
        ("vardval_fordelning\n", "vardval_ersattning\n", "criteria"),
        ("criteria: vardval_fordelning", "follows: population_0_18", "follows"),
    ],
)
def test_a_care_choice_that_names_what_is_not_there_is_refused(
    tmp_path: Path, old: str, new: str, place: str
) -> None:
    folder = edited(tmp_path, "norrbotten-2023", "frames.yml", old, new)
    with pytest.raises(InputError) as caught:
        read_frames(load_plan(folder))
    (problem,) = caught.value.problems
    assert f"vardval-primarvard.{place}" in str(problem.column)
