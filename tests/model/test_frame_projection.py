"""The frames of the published plans, and of a plan nobody has seen."""

from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.inputs.frames import slug
from analysis.inputs.frames_reader import read_frames
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.model.calibration import Calibration, calibrate
from analysis.model.frame_projection import FrameProjection, project_frames
from analysis.model.projection import project
from tests.made_plan import matrix, plan_yml, series, write_plan

BASE = Scenario("base", "", ())


def frames_of(name: str | Path, change: tuple[str, ...] = ()) -> FrameProjection:
    plan = load_plan(name)
    scenario = load_scenario("base", plan, change) if change else BASE
    found = project_frames(project(calibrate(plan), scenario))
    assert found is not None
    return found


def test_the_boards_close_as_bilaga_4_prints_them_in_the_base() -> None:
    """Strategisk plan 2025-2027, bilaga 4 and Verksamhetens nettokostnad per nämnd."""
    found = frames_of("norrbotten-2025")
    assert found.values("closing", "regionstyrelsen")[:3].tolist() == [-10341.7, -10593.3, -11013.9]
    assert found.values("closing", "regionala-utvecklingsnamnden")[:3].tolist() == [
        -448.9,
        -464.8,
        -481.1,
    ]
    assert found.values("closing", "politisk-verksamhet")[:3].tolist() == [-48.0, -49.2, -50.4]
    assert np.isclose(found.values("unexplained", "regionstyrelsen")[0], 1.2)


def test_the_boards_tie_to_the_net_operating_cost_with_the_difference_shown() -> None:
    ties = {tie.year: tie for tie in frames_of("norrbotten-2025").ties}
    assert set(ties) == set(range(2025, 2031))
    # 2025-2027 within what the rounding of five boards and a total in whole mnkr can hide.
    assert all(abs(ties[year].difference) <= 0.75 for year in (2025, 2026, 2027))
    # Beyond the print prices alone carry the frames forward; the plan's cost rises more than that.
    assert all(ties[year].difference > 0 for year in (2028, 2029, 2030))


def test_higher_wages_move_frames_by_the_wage_share_of_the_mix() -> None:
    base = frames_of("norrbotten-2025")
    more = frames_of("norrbotten-2025", ("wage_growth:2026-2030=1.0",))
    moved = more.values("closing", "regionstyrelsen") - base.values("closing", "regionstyrelsen")
    assert moved[0] == 0
    # 52 % wages and 22,5 % charges, which follow them, of what is not pharmaceuticals (85 to 87 %).
    assert -10341.7 * 0.0070 < moved[1] < -10341.7 * 0.0058
    assert np.all(np.diff(moved) < 0)


def test_only_vardval_follows_the_residents() -> None:
    base = frames_of("norrbotten-2025")
    fewer = frames_of("norrbotten-2025", ("population:2027-2031=-2000",))
    at = base.years.index(2027)
    primary = fewer.values("closing", "vardval-primarvard") - base.values(
        "closing", "vardval-primarvard"
    )
    assert np.isclose(
        primary[at], base.values("closing", "vardval-primarvard")[at] * -2000 / 248532
    )
    assert np.array_equal(fewer.values("closing", "psykiatri"), base.values("closing", "psykiatri"))


def test_finance_is_not_rolled_forward_since_no_price_carries_taxes() -> None:
    found = frames_of("norrbotten-2025")
    assert "finans" in found.missing
    assert np.isnan(found.values("closing", "finans")[1:]).all()


def test_the_board_grant_of_the_earlier_plan_closes_as_printed() -> None:
    """Reviderad Regionstyrelsens plan 2023-2025: 9 451,4, 9 863,5 and 9 852,1."""
    found = frames_of("norrbotten-2023")
    assert found.values("closing", "regionstyrelsen").tolist() == [-9451.4, -9863.5, -9852.1]
    assert found.ties == ()
    tree = found.frames
    assert [u.id for u in tree.children("forskning-och-utbildning")][:2] == [
        "kliniska-lektorat",
        "fou-anslag",
    ]
    assert tree.unit("forskning-och-utbildning").parent == "regionstyrelsens-uppdrag"


def test_vasterbotten_has_closings_to_2026_and_parts_only_for_2023() -> None:
    """Region Västerbotten, Nämndplan 2023: costs are printed without a minus."""
    found = frames_of("vasterbotten-2023")
    assert found.years == (2022, 2023, 2024, 2025, 2026)
    assert found.values("closing", "regionstyrelsen").tolist() == [
        -3559,
        -3869.4,
        -4111,
        -3910,
        -3978,
    ]
    assert np.isnan(found.values("price_uplift", "regionstyrelsen")[[0, 2, 3, 4]]).all()
    assert np.isclose(found.values("price_uplift", "bestallare-primarvard")[1], -57.4)


def test_the_reductions_of_2020_to_2022_are_read_without_any_frame() -> None:
    found = frames_of("norrbotten-2022")
    assert found.frames.printed("reduction", "regionstyrelsen", 2021) == 187
    assert found.frames.printed("reduction", "namnder", 2022) == 122


def test_the_items_of_an_expansion_stand_below_their_unit() -> None:
    found = read_frames(load_plan("norrbotten-2025"))
    assert found is not None
    first = {item.label: item.amount for item in found.items
             if (item.unit, item.part) == ("lanssjukvard-1", "expansion")}  # fmt: skip
    assert first == {"IVP - i väntan på ambulans": -3.0, "KSA/SLA": -3.4}


def test_an_unknown_unit_is_refused_with_the_nearest_name() -> None:
    found = read_frames(load_plan("norrbotten-2025"))
    assert found is not None
    with pytest.raises(InputError, match="did you mean 'psykiatri'"):
        found.index("psykiatrin")


def test_a_label_becomes_an_ascii_name() -> None:
    assert slug("Länssjukvård 1") == "lanssjukvard-1"
    assert slug("Hälso- och sjukvårdsnämnden") == "halso-och-sjukvardsnamnden"


def decided(folder: Path, years: str, **more: object) -> Path:
    table = series({"Ram": {2031: "-10,0"}})
    change = {"label": "Nytt", "years": years, "amount": -1.0, "unit": "norr", "kind": "expansion"}
    frames = {
        "frames": {
            "norr": {
                "table": "x",
                "unit": "Norr",
                "level": "board",
                "mix": "fast",
                "parts": {"closing": "Ram"},
            }
        },
        "mixes": {"fast": {"status": "assumed", "note": "Följer inget pris."}},
        "decided": [change | {"status": "assumed", "note": "Beslut."} | more],
    }
    return write_plan(folder, {"x": table}, frames=frames)


def test_a_decided_change_is_dated_and_lasts(tmp_path: Path) -> None:
    found = frames_of(decided(tmp_path, "2032"))
    assert found.values("closing", "norr").tolist() == [-10.0, -11.0, -11.0]


def test_a_change_in_a_printed_year_is_refused_since_it_would_count_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="printed for 2031"):
        read_frames(load_plan(decided(tmp_path, "2031-2032")))


def test_a_reallocation_takes_from_one_what_it_gives_another(tmp_path: Path) -> None:
    rows = {"A": {"Ram": "-10"}, "B": {"Ram": "-20"}, "Summa": {"Ram": "-30"}}
    frames = {
        "mixes": {"fast": {"status": "assumed", "note": "Följer inget pris."}},
        "frames": {
            "t": {
                "table": "x",
                "year": 2031,
                "level": "board",
                "mix": "fast",
                "totals": ["Summa"],
                "within": {"A": "Summa", "B": "Summa"},
                "parts": {"closing": "Ram"},
            }
        },
        "decided": [
            {
                "label": "Flytt",
                "years": 2032,
                "amount": -3.0,
                "from": "a",
                "to": "b",
                "status": "assumed",
                "note": "Beslut.",
            }
        ],
    }
    found = frames_of(write_plan(tmp_path, {"x": matrix(rows)}, plan_yml(), frames=frames))
    assert found.values("closing", "a").tolist() == [-10, -7, -7]
    assert found.values("closing", "b").tolist() == [-20, -23, -23]
    assert found.values("closing", "summa").tolist() == [-30, -30, -30]


PLANS = ("norrbotten-2025", "norrbotten-2023", "norrbotten-2022", "vasterbotten-2023")


@lru_cache
def calibrated(plan: str) -> Calibration:
    return calibrate(load_plan(plan))


def gaps(found: FrameProjection) -> np.ndarray:
    """Each total less the units directly below it, mnkr (totals, years)."""
    units = found.units
    closing = {u.id: found.values("closing", u.id) for u in units}
    below = {
        u.id: [v for v in units if v.parent == u.id and not v.part_of]
        for u in units
        if u.level == "total"
    }
    return np.array(
        [closing[t] - sum(closing[u.id] for u in units) for t, units in below.items() if units]
    )


@pytest.mark.parametrize("plan", PLANS)
@settings(max_examples=12, deadline=None)
@given(
    population=st.integers(-20_000, 20_000),
    wages=st.floats(-3, 6).map(lambda x: round(x, 1)),
    start=st.integers(0, 3),
)
def test_under_any_scenario_children_add_up_to_their_parent_as_they_do_in_print(
    plan: str, population: int, wages: float, start: int
) -> None:
    calibration = calibrated(plan)
    base = project_frames(project(calibration, BASE))
    first, last = calibration.years[0] + start % len(calibration.years), calibration.years[-1]
    change = [f"population:{first}-{last}={population}", f"wage_growth:{first}-{last}={wages}"]
    if "population" not in calibration.inputs or "wage_growth" not in calibration.inputs:
        change = []
    scenario = load_scenario("base", calibration.plan, change)
    found = project_frames(project(calibration, scenario))
    assert base is not None
    assert found is not None
    # A total may be off its rows by what rounding hides in print; no scenario adds to that.
    assert np.allclose(gaps(found), gaps(base), atol=1e-6, equal_nan=True)
    for unit in found.units:
        parts = [u.id for u in found.units if u.parent == unit.id and u.part_of]
        moved = [
            np.nan_to_num(found.values("population", u) - base.values("population", u))
            for u in (unit.id, *parts)
        ]
        if parts:
            assert np.allclose(moved[0], sum(moved[1:]), atol=1e-6)


def test_what_residents_change_in_care_choice_reaches_the_division_the_board_and_the_sum() -> None:
    calibration = calibrated("norrbotten-2025")
    base = project_frames(project(calibration, BASE))
    found = project_frames(project(calibration, load_scenario("scb-population", calibration.plan)))
    assert base is not None
    assert found is not None
    moved = {
        unit: found.values("closing", unit) - base.values("closing", unit)
        for unit in ("vardval-primarvard", "vardval-barntandvard", "regiongemensamt",
                     "regionstyrelsen", "namnder")
    }  # fmt: skip
    care = moved["vardval-primarvard"] + moved["vardval-barntandvard"]
    assert care[-1] > 50
    for unit in ("regiongemensamt", "regionstyrelsen", "namnder"):
        assert np.allclose(moved[unit], care), unit


def test_the_ties_of_a_scenario_are_explained_to_the_last_part() -> None:
    """Only residents differ: what explains the tie is the plan and residents, nothing else."""
    calibration = calibrated("norrbotten-2025")
    plan = project_frames(project(calibration, BASE))
    found = project_frames(project(calibration, load_scenario("scb-population", calibration.plan)))
    assert plan is not None
    assert found is not None
    for tie, before in zip(found.ties, plan.ties, strict=True):
        assert np.isclose(tie.plan, before.difference)
        assert np.isclose(tie.rest, 0, atol=1e-6)
        assert before.residents == 0
        assert np.isclose(before.rest, 0, atol=1e-9)


def test_a_board_stands_beside_its_divisions_in_every_year() -> None:
    """2025: 10 341.7 against 7 080.2 + 2 726.7 (Regionstyrelsens plan 2025-2027, Ekonomisk ram)."""
    shared = {each.year: each for each in frames_of("norrbotten-2025").shared}
    assert set(shared) == set(range(2025, 2031))
    assert np.isclose(shared[2025].shared, -9806.9)
    assert np.isclose(shared[2025].left, -534.8)
