"""The investment lists of the published plans."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.investments import read_investments
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import Scenario
from analysis.model.calibration import calibrate
from analysis.model.investment_projection import InvestmentProjection, project_investments
from analysis.model.projection import project
from tests.data.printed import RAW
from tests.made_plan import item_list, write_plan


def investments_of(name: str | Path) -> InvestmentProjection:
    found = project_investments(project(calibrate(load_plan(name)), Scenario("base", "", ())))
    assert found is not None
    return found


def test_equipment_and_buildings_2025_sum_as_printed() -> None:
    """Regionstyrelsens plan 2025-2027, bilaga 5 and 6: 177 173 tkr and 693,7 mnkr (items 692,7)."""
    found = investments_of("norrbotten-2025")
    assert np.isclose(found.investments.total("inventarier"), 177.173)
    assert np.isclose(found.investments.total("fastigheter"), 692.7)
    assert found.investments.without_amount == ()
    by_type = found.sums(lambda item: item.type, "inventarier")
    assert {name: round(value, 3) for name, value in by_type.items()} == {
        "IT": 18.7,
        "MT": 139.775,
        "Konst": 0.5,
        "Övrig inventarie": 6.268,
        "Fordon": 11.93,
    }


def test_equipment_2023_lacks_one_amount_that_is_said_and_not_invented() -> None:
    """Reviderad Regionstyrelsens plan 2023-2025, bilaga 4: 217 479 tkr printed."""
    found = investments_of("norrbotten-2023")
    assert np.isclose(found.investments.total("inventarier"), 217.479 - 0.090)
    assert [item.name for item in found.investments.without_amount] == ["Reinv Diatermitestare"]
    assert np.isclose(found.investments.total("fastigheter"), 80.0)


def test_the_frames_by_decision_level_make_934_2() -> None:
    """Regionstyrelsens plan 2025-2027: 870,4 + 0,5 + 10,6 + 14,2 + 38,0 + 0,5 = 934,2."""
    found = investments_of("norrbotten-2025").investments
    total = dict(found.levels["Summa"])
    assert total.pop("Summa") == 934.2
    assert list(total.values()) == [870.4, 0.5, 10.6, 14.2, 38.0, 0.5]
    assert np.isclose(sum(total.values()), 934.2)
    # Frames without the financial investments, which are no assets in use.
    assert np.isclose(found.decided[2025], 933.7)


def test_depreciation_starts_the_year_after_and_follows_each_categorys_life() -> None:
    found = investments_of("norrbotten-2025")
    it = found.by_category["it"]
    assert it.tolist() == pytest.approx([0, 18.7 / 4, 18.7 / 4, 18.7 / 4, 18.7 / 4, 0])
    building = 692.7 * (0.35 / 70 + 0.15 / 40 + 0.35 / 25 + 0.15 / 15)
    assert found.by_category["building"][1] == pytest.approx(building)
    assert not found.by_category["art"].any()


def test_existing_assets_begin_at_the_published_depreciation_and_run_off() -> None:
    found = investments_of("norrbotten-2025")
    assert found.published is not None
    assert found.existing is not None
    assert found.explained is not None
    assert found.existing[0] == pytest.approx(found.published[0])
    assert np.all(np.diff(found.existing) < 0)
    # Nothing is fitted: the printed path is met within 2 % in the years of the decided frames.
    # Beyond them the plan holds its spending still and yet prints more depreciation.
    miss = np.abs(found.explained / found.published - 1)
    assert np.all(miss[:3] < 0.02)
    assert np.all(miss < 0.20)


def test_art_is_one_per_cent_of_what_is_built_anew() -> None:
    found = investments_of("norrbotten-2025")
    new = found.sums(lambda item: item.kind, "fastigheter")["new"]
    assert found.art == (pytest.approx(0.01 * new), pytest.approx(0.5))


def test_a_plan_without_assets_says_nothing_of_their_run_off() -> None:
    found = investments_of("norrbotten-2023")
    assert found.existing is None
    assert found.explained is None


FILE = {
    "categories": {"bil": {"label": {"sv": "Bil", "en": "Car"}, "life": 5.0, "status": "assumed",
                           "note": "Antagen."}},
    "lists": {"lista": {"table": "x", "label": {"sv": "Lista", "en": "List"}, "year": 2031,
                        "amount": "belopp", "name": "namn", "division": "enhet", "type": "typ",
                        "categories": {"Bil": "bil"}}},
}  # fmt: skip


def test_a_type_without_a_category_is_refused_with_its_line(tmp_path: Path) -> None:
    columns = {"enhet": "text", "typ": "text", "namn": "text", "belopp": "mnkr"}
    table = item_list(columns, [["N", "Bil", "Volvo", "1"], ["N", "Bill", "Saab", "2"]])
    plan = load_plan(write_plan(tmp_path, {"x": table}, investments=FILE))
    with pytest.raises(InputError) as raised:
        read_investments(plan)
    (problem,) = raised.value.problems
    assert "line 3" in problem.message
    assert problem.nearest == "Bil"


def test_a_start_year_and_slippage_move_the_depreciation(tmp_path: Path) -> None:
    columns = {"enhet": "text", "typ": "text", "namn": "text", "belopp": "mnkr"}
    table = item_list(columns, [["N", "Bil", "Volvo", "10,0"]])
    slow = FILE | {"slippage": {"share": 0.5, "status": "assumed", "note": "Antagen."}}
    found = investments_of(write_plan(tmp_path, {"x": table}, investments=slow))
    # Half of 10 is in use 2032, a quarter 2033: 5/5 and (5 + 2,5)/5.
    assert found.by_category["bil"].tolist() == pytest.approx([0, 1.0, 1.5])


def test_areas_of_running_text_are_the_items_of_a_series_but_for_its_sum() -> None:
    """Region Västerbotten, Nämndplan 2023: 678 + 170 + 46 + 29 + 1 = 924 of 3 781 mnkr."""
    found = investments_of("vasterbotten-2023")
    items = {item.name: item.amount for item in found.investments.items}
    assert list(items.values()) == [678.0, 170.0, 46.0, 29.0, 1.0]
    assert found.investments.total() == 924.0
    spending = found.projection.lines["capital_expenditure"]
    assert spending[0] == 924.0
    assert np.isclose(spending.sum(), 3781.0, atol=0.5)
    assert found.projection.lines["depreciation"].tolist() == [-550.0, -585.0, -600.0, -600.0]


def test_a_plan_states_its_self_financing_as_a_row_where_it_cannot_be_computed(
    tmp_path: Path,
) -> None:
    """Nämndplan 2023 says that it shall be high and prints no figure; a region may state one."""
    folder = shutil.copytree(RAW / "vasterbotten-2023", tmp_path / "plan")
    table = {
        **{"document": "np2023", "heading": "Investeringar", "unit": "pct", "status": "assumed"},
        **{"kind": "series", "years": [2023, 2024, 2025, 2026], "rows": ["Självfinansieringsgrad"]},
        "lines": {"Självfinansieringsgrad": "self_financing_ratio"},
    }
    with (folder / "tables.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nsjalvfinansiering: {json.dumps(table, ensure_ascii=False)}\n")
    rows = [f"Självfinansieringsgrad;{year};{year - 1956}" for year in range(2023, 2027)]
    text = "\n".join(["rad;ar;varde", *rows, ""])
    (folder / "tables" / "sjalvfinansiering.csv").write_text(text, "utf-8")
    (folder / "accepted.yml").unlink()
    lines = project(calibrate(load_plan(folder)), Scenario("base", "", ())).lines
    assert np.allclose(lines["self_financing_ratio"], [67, 68, 69, 70])
