"""What the pages on frames, investment lists, measures and risks show, also of partial plans."""

import re

import numpy as np
import pytest

from analysis.inputs.places import project_root
from analysis.report.blocks.notebook import open_view
from analysis.report.blocks.plan_charts import CHARTS, chart_html
from analysis.report.blocks.plan_notebook import NEEDS, TABLES, listing, picture
from analysis.report.blocks.plan_shapes import waterfall
from analysis.report.blocks.plan_view import PlanView
from analysis.report.chapters.frames import choice
from analysis.report.chapters.frames import figures as frames
from analysis.report.chapters.investment_lists import figures as lists

PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")
NOTEBOOKS = ("8_frames", "9_investment_lists", "10_measures_and_risks")


@pytest.fixture(scope="module")
def views() -> dict[str, PlanView]:
    return {name: PlanView(open_view(name)) for name in PLANS}


def test_every_call_of_the_notebooks_names_what_exists() -> None:
    for name in NOTEBOOKS:
        text = (project_root() / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        assert set(re.findall(r'picture\(\\"(\w+)', text)) <= set(CHARTS)
        assert set(re.findall(r'listing\(\\"(\w+)', text)) <= set(TABLES)
    assert set(NEEDS) <= set(TABLES)


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_chart_and_table_is_shown_or_said_to_be_missing(plan: str, language: str) -> None:
    view = open_view(plan, language=language)
    for name in CHARTS:
        shown = picture(name, view).data
        assert ('class="missing"' in shown) != ("<img" in shown), name
    for name in TABLES:
        assert listing(name, view).data, name


def test_the_waterfall_goes_from_10_299_9_to_10_341_7_with_1_2_unexplained(
    views: dict[str, PlanView],
) -> None:
    """Strategisk plan 2025-2027, bilaga 4, regionstyrelsen 2025 (costs shown as positive)."""
    unit, year, start, end, steps = frames.frame_steps(views["norrbotten-2025"])
    assert (unit, year, start, end) == ("Regionstyrelsen", 2025, 10299.9, 10341.7)
    named = {name: round(value, 6) for name, value in steps}
    assert named == {"Pris- och löneuppräkning": 110.8, "Minskning": -67.8, "Oförklarat": -1.2}
    assert np.isclose(start + sum(named.values()), end)


def test_the_bars_never_count_a_frame_twice(views: dict[str, PlanView]) -> None:
    found = views["norrbotten-2025"].frames
    assert found is not None
    chosen = choice.bars_of(found)
    assert chosen is not None
    units, year = chosen
    assert year == 2025
    assert {choice.root(found, unit).id for unit in units} == {"resultat-regionstyrelsen"}
    assert not any(unit.part_of or unit.level == "total" for unit in units)


def test_a_bar_of_the_waterfall_is_as_long_as_its_step(views: dict[str, PlanView]) -> None:
    figure = waterfall(views["norrbotten-2025"], ["upp", "ned"], [30.0, -10.0], 100.0, 120.0)
    heights = [patch.get_height() for patch in figure.axes[0].patches]
    bottoms = [patch.get_y() for patch in figure.axes[0].patches]
    assert (heights, bottoms) == ([30.0, -10.0], [100.0, 130.0])


def test_reinvestment_stands_beside_the_depreciation_of_the_same_year(
    views: dict[str, PlanView],
) -> None:
    year, found = lists.reinvestment(views["norrbotten-2025"])
    named = dict(found)
    assert year == 2025
    assert named["Avskrivningar enligt planen"] == pytest.approx(286, abs=0.5)
    assert named["Reinvestering"] + named["Nyinvestering"] + named[
        "Slag ej angivet"
    ] == pytest.approx(692.7 + 177.173)


def test_the_risk_matrix_says_how_many_call_for_action(views: dict[str, PlanView]) -> None:
    """Reviderad Regionstyrelsens plan 2023-2025, bilaga 3."""
    html = chart_html(views["norrbotten-2023"], "risk_matrix")
    assert "8 av 16 risker kräver åtgärd" in html


def test_vasterbotten_says_what_it_lacks_and_shows_what_it_holds(
    views: dict[str, PlanView],
) -> None:
    view = views["vasterbotten-2023"]
    assert "<img" in chart_html(view, "waterfall")
    assert "inga investeringslistor" in chart_html(view, "by_division")
    assert "ingen riskmatris" in chart_html(view, "risk_matrix")


def test_the_levels_add_up_with_the_sum_last_and_art_beside(views: dict[str, PlanView]) -> None:
    """Regionstyrelsens plan 2025-2027: Investeringsramar 2025, mnkr."""
    table = TABLES["investment_levels"](views["norrbotten-2025"])
    assert table.head[-1] == "Summa"
    assert table.rows[-1].cells[-1] == "934,2"
    assert "870,4 + 0,5 + 10,6 + 14,2 + 38,0 + 0,5 = 934,2." in table.note
    assert "3,9" in table.note


def test_the_audit_table_shows_the_acknowledged_break(views: dict[str, PlanView]) -> None:
    table = TABLES["audit"](views["norrbotten-2025"])
    cells = {row.name: row.cells for row in table.rows}
    shown = cells["Nettokostnadsram, summa – 2025"]
    assert shown[1:3] == ("−10\u00a0341,7", "−10\u00a0342,9")


def test_what_a_plan_writes_is_never_markup(tmp_path) -> None:
    from tests.made_plan import item_list, series, write_plan

    evil = "<script>alert(1)</script>"
    table = series({evil: {2031: "-10,0"}, "in": {2031: "-9,0"}, "pris": {2031: "-1,0"}})
    items = item_list({"enhet": "text", "namn": "text", "belopp": "mnkr"}, [[evil, evil, "1,0"]])
    frames_file = {"frames": {"a": {"table": "x", "unit": evil, "level": "board", "parts": {
        "opening": "in", "price_uplift": "pris", "closing": evil}}}}  # fmt: skip
    lists_file = {
        "categories": {"c": {"label": {"sv": evil, "en": evil}, "life": 3.0, "status": "assumed",
                             "note": evil}},
        "lists": {"l": {"table": "y", "label": {"sv": evil, "en": evil}, "year": 2031,
                        "amount": "belopp", "name": "namn", "division": "enhet", "category": "c"}},
    }  # fmt: skip
    folder = write_plan(tmp_path, {"x": table, "y": items}, frames=frames_file,
                        investments=lists_file)  # fmt: skip
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "base.yml").write_text("question: Vad?\n", encoding="utf-8")
    view = open_view(str(folder) + "/")
    for name in CHARTS:
        assert "<script" not in picture(name, view).data
    for name in TABLES:
        assert "<script" not in listing(name, view).data
