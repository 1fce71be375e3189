"""What the pages on frames, investment lists, measures and risks show, also of partial plans."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.numbers import parse_swedish
from analysis.report.blocks.opened import open_view
from analysis.report.blocks.parts import Parts, parts_of
from analysis.report.blocks.rows import waterfall
from analysis.report.blocks.view import Words
from analysis.report.chapters import frames, investment_lists, measures
from analysis.report.chapters.frames import choice, words
from analysis.report.chapters.investment_lists import items as list_items
from analysis.report.chapters.investment_lists import words as lists
from analysis.report.notebook import chart, table
from analysis.report.output import files
from analysis.study.measures import outcomes_of

PLANS = ("norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022")
CHAPTERS = (frames, investment_lists, measures)
CHARTS = [chart.name for chapter in CHAPTERS for chart in chapter.SHOWS.charts]
TABLES = {listing.name: listing for chapter in CHAPTERS for listing in chapter.SHOWS.tables}


@pytest.fixture(scope="module")
def views() -> dict[str, Parts]:
    return {name: parts_of(open_view(name)) for name in PLANS}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_chart_and_table_is_shown_or_said_to_be_missing(plan: str, language: str) -> None:
    view = open_view(plan, language=language)
    for name in CHARTS:
        shown = chart(name, view).data
        assert ('class="missing"' in shown) != ("<img" in shown), name
    for name in TABLES:
        assert table(name, view).data, name


def test_the_waterfall_goes_from_10_299_9_to_10_341_7_with_1_2_unexplained(
    views: dict[str, Parts],
) -> None:
    """Strategisk plan 2025-2027, bilaga 4, regionstyrelsen 2025 (costs shown as positive)."""
    unit, year, start, end, steps = words.frame_steps(views["norrbotten-2025"])
    assert (unit, year, start, end) == ("Regionstyrelsen", 2025, 10299.9, 10341.7)
    named = {name: round(value, 6) for name, value in steps}
    assert named == {"Pris- och löneuppräkning": 110.8, "Minskning": -67.8, "Oförklarat": -1.2}
    assert np.isclose(start + sum(named.values()), end)


def test_the_bars_never_count_a_frame_twice(views: dict[str, Parts]) -> None:
    found = views["norrbotten-2025"].frames
    assert found is not None
    chosen = choice.bars_of(found)
    assert chosen is not None
    units, year = chosen
    assert year == 2025
    assert {choice.root(found, unit).id for unit in units} == {"resultat-regionstyrelsen"}
    assert not any(unit.part_of or unit.level == "total" for unit in units)


def test_a_bar_of_the_waterfall_is_as_long_as_its_step_and_a_cut_level_has_none() -> None:
    steps = [("upp", 30.0), ("ned", -10.0)]
    for cut, levels in ((True, []), (False, [(0.0, 100.0), (0.0, 120.0)])):
        figure = waterfall(Words("sv"), "mnkr", ("start", 100.0), steps, ("slut", 120.0), cut)
        bars = [(patch.get_x(), patch.get_width()) for patch in figure.axes[0].patches]
        assert bars == [*levels, (100.0, 30.0), (130.0, -10.0)]


def test_reinvestment_stands_beside_the_depreciation_of_the_same_year(
    views: dict[str, Parts],
) -> None:
    year, found = lists.reinvestment(views["norrbotten-2025"])
    named = dict(found)
    assert year == 2025
    assert named["Avskrivningar enligt planen"] == pytest.approx(286, abs=0.5)
    assert named["Reinvestering"] + named["Nyinvestering"] + named[
        "Slag ej angivet"
    ] == pytest.approx(692.7 + 177.173)


def test_the_risk_matrix_says_how_many_call_for_action(views: dict[str, Parts]) -> None:
    """Reviderad Regionstyrelsens plan 2023-2025, bilaga 3."""
    html = chart("risk_matrix", views["norrbotten-2023"].view).data
    assert "8 av 16 risker kräver åtgärd" in html


def test_outcomes_are_shown_by_tertial_as_written_with_what_is_left(
    views: dict[str, Parts], tmp_path: Path
) -> None:
    """Nr 4: T1 2021 81,5, target 95; nr 31: target 0,0 mnkr. Without outcomes, from the start."""
    file = tmp_path / "utfall.csv"
    file.write_text("nr;ar;period;varde\n4;2023;T1;86,50\n31;2023;T1;-13,27\n", encoding="utf-8")
    plain = views["norrbotten-2023"].view
    given = outcomes_of(plain.projection.plan, file)
    shown = TABLES["measure_follow_up"].tables(parts_of(replace(plain, outcomes=given)))
    rows = {r.name[:3]: tuple(c.replace("\xa0", " ") for c in r.cells) for r in shown.rows}
    four = ("81,5 % (T1 2021)", "86,50 %", "95 % (2023)", "8,50 procentenheter under målet")
    assert rows["4. "][:4] == four
    assert rows["31."][1:4] == ("−13,27 mnkr", "0,0 mnkr (2023)", "13,27 mnkr under målet")
    assert "0 av 2 mål" in chart("measure_gap", replace(plain, outcomes=given)).data
    before = TABLES["measure_follow_up"].tables(views["norrbotten-2023"])
    assert before.head[-1] == "Avstånd till målet"
    kept = files.input_files(plain.projection, [], file), files.input_files(plain.projection, [])
    with_file, without = (files.checksum(plain.projection, each) for each in kept)
    assert with_file != without
    assert "outcomes/utfall.csv" in {each.name for each in kept[0]}


def test_each_risk_has_cause_action_and_control_as_the_document_says(
    views: dict[str, Parts],
) -> None:
    """Reviderad regionstyrelsens plan 2023-2025, bilaga 3: two risks have no control printed."""
    table = TABLES["risk_register"].tables(views["norrbotten-2023"])
    assert table.head[-3:] == ("Orsak", "Åtgärd", "Kontroll")
    assert len(table.rows) == 16
    assert all("–" not in row.cells[:-1] for row in table.rows)
    without = {row.name.split(".")[0] for row in table.rows if row.cells[-1] == "–"}
    assert without == {"1", "6"}
    assert "inget riskregister" in table_of("risk_register", views["vasterbotten-2023"])


def test_goals_success_factors_measures_and_risks_are_tied_as_in_the_documents(
    views: dict[str, Parts],
) -> None:
    """Same document: 15 success factors with measures (the 16th, on support services, has none
    yet); 33 measures, each under one of them."""
    table = TABLES["success_factors"].tables(views["norrbotten-2023"])
    assert len(table.rows) == 15
    assert sum(len(row.cells[1].split("; ")) for row in table.rows) == 33
    tied = {row.name: row.cells for row in table.rows}
    assert tied["Kostnadseffektiv verksamhet"][0] == "Långsiktigt hållbar ekonomi"
    assert tied["Kostnadseffektiv verksamhet"][2] == "17 (8)"
    assert tied["Hållbar arbetsmiljö"] == ("Hållbar kompetensförsörjning", "28. Sjukfrånvaro",
                                           "14 (9)")  # fmt: skip


def table_of(name: str, parts: Parts) -> str:
    return str(table(name, parts.view).data)


def test_every_investment_is_a_row_to_sort_and_search_in_the_workbook(
    views: dict[str, Parts],
) -> None:
    """Regionstyrelsens plan 2025-2027: 692,7 of buildings and 177,173 of equipment in the lists."""
    head, rows = list_items.cells(views["norrbotten-2025"])
    assert head[0] == "Namn"
    assert len(head) == len(rows[0])
    assert sum(float(row[-1] or 0) for row in rows) == pytest.approx(692.7 + 177.173)


def test_vasterbotten_says_what_it_lacks_and_shows_what_it_holds(
    views: dict[str, Parts],
) -> None:
    view = views["vasterbotten-2023"].view
    assert "<img" in chart("waterfall", view).data
    assert "Fastigheter är 73" in chart("by_type", view).data
    assert "efter område" in chart("by_division", view).data
    assert "inte vad som är reinvesteringar" in chart("reinvestment", view).data
    assert "ingen riskmatris" in chart("risk_matrix", view).data
    other = views["norrbotten-2022"].view
    assert "inga investeringslistor" in chart("by_division", other).data


def test_the_levels_add_up_with_the_sum_last_and_art_beside(views: dict[str, Parts]) -> None:
    """Regionstyrelsens plan 2025-2027: Investeringsramar 2025, mnkr."""
    table = TABLES["investment_levels"].tables(views["norrbotten-2025"])
    assert table.head[-1] == "Summa"
    assert table.rows[-1].cells[-1] == "934,2"
    assert "870,4 + 0,5 + 10,6 + 14,2 + 38,0 + 0,5 = 934,2." in table.note
    assert "3,9" in table.note


def test_the_sums_called_investments_lead_from_the_lists_to_the_frame(
    views: dict[str, Parts],
) -> None:
    """Investments of 2025: 869.9 in the lists, 881 spent (867 + 14), 882 in the cash flow with 1
    of financial ones, 934.2 decided (strategic plan and Regionstyrelsens plan 2025-2027)."""
    table = TABLES["investment_amounts"].tables(views["norrbotten-2025"])
    sums = {row.name: float(parse_swedish(row.cells[0])) for row in table.rows}
    assert sums["Namngivna i investeringslistorna"] == 869.9
    assert round(sums["Årets investeringsutgift"]) == 881
    assert round(sums["Investeringsverksamhetens utflöde"]) == 882
    assert sums["Beslutad ram"] == 934.2
    assert [row.kind for row in table.rows] == ["total", "", "total", "", "total", "", "total"]
    values = list(sums.values())
    for first, step, then in zip(values[::2], values[1::2], values[2::2], strict=False):
        assert abs(first + step - then) <= 0.1001


def test_the_audit_table_shows_the_acknowledged_break(views: dict[str, Parts]) -> None:
    table = TABLES["audit"].tables(views["norrbotten-2025"])
    cells = {row.name: row.cells for row in table.rows}
    shown = cells["Nettokostnadsram, summa – 2025"]
    assert shown[1:3] == ("−10\u00a0341,7", "−10\u00a0342,9")
    assert shown[4:6] == ("0,7", "aldrig")
    net = cells["Årets resultat – 2030"]
    assert net[4:6] == ("2", "bara om varje tal är avrundat så långt det går")
    assert "0 ryms inom avrundningen" in table.note
    assert "en gång på 1\u00a0000" in table.note


def test_the_warnings_of_check_stand_in_the_report(views: dict[str, Parts]) -> None:
    rows = [row.name for row in TABLES["warnings"].tables(views["norrbotten-2025"]).rows]
    assert len(rows) == 2
    assert "Investeringsutgifter (positivt tal) hålls kvar" in rows[1]
    nothing = TABLES["warnings"].tables(views["vasterbotten-2023"]).rows
    assert "Inget i planens tabeller" in nothing[0].name


def test_what_a_plan_writes_is_never_markup(tmp_path) -> None:
    from tests.made_plan import item_list, series, write_plan

    evil = "<script>alert(1)</script>"
    printed = series({evil: {2031: "-10,0"}, "in": {2031: "-9,0"}, "pris": {2031: "-1,0"}})
    items = item_list({"enhet": "text", "namn": "text", "belopp": "mnkr"}, [[evil, evil, "1,0"]])
    frames_file = {"frames": {"a": {"table": "x", "unit": evil, "level": "board", "parts": {
        "opening": "in", "price_uplift": "pris", "closing": evil}}}}  # fmt: skip
    lists_file = {
        "categories": {"c": {"label": {"sv": evil, "en": evil}, "life": 3.0, "status": "assumed",
                             "note": evil}},
        "lists": {"l": {"table": "y", "label": {"sv": evil, "en": evil}, "year": 2031,
                        "amount": "belopp", "name": "namn", "division": "enhet", "category": "c"}},
    }  # fmt: skip
    folder = write_plan(tmp_path, {"x": printed, "y": items}, frames=frames_file,
                        investments=lists_file)  # fmt: skip
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "base.yml").write_text("question: Vad?\n", encoding="utf-8")
    view = open_view(str(folder) + "/")
    for name in CHARTS:
        assert "<script" not in chart(name, view).data
    for name in TABLES:
        assert "<script" not in table(name, view).data


def test_the_walk_of_a_frame_names_each_decision_with_document_and_column(
    views: dict[str, Parts],
) -> None:
    """Regionstyrelsens plan 2025-2027: Länssjukvård 1 is given 3.0 and 3.4 of its 6.4."""
    walks = {t.caption.partition(" 2025")[0]: t for t in TABLES["frame_items"].made(
        views["norrbotten-2025"])}  # fmt: skip
    rows = [(row.name.strip(), *row.cells) for row in walks["Länssjukvård 1"].rows]
    named = {name: (amount, where) for name, amount, where in rows}
    assert named["KSA/SLA"][0] == "−3,4"
    assert named["KSA/SLA"][1].startswith("Regionstyrelsens plan 2025-2027: Utökning av ram 2025")
    assert named["Utökning"][0] == "−6,4"
    assert [rows[0][:2], rows[-1][:2]] == [
        ("Ingående ram", "−3\u00a0143,3"),
        ("Utgående ram", "−3\u00a0183,8"),
    ]


@pytest.mark.parametrize("plan", ["norrbotten-2025", "norrbotten-2023", "vasterbotten-2023"])
def test_the_items_of_a_part_and_what_is_left_give_the_part_as_printed(
    plan: str, views: dict[str, Parts]
) -> None:
    parts = {"Utökning", "Minskning", "Omfördelning"}
    for walk in TABLES["frame_items"].made(views[plan]):
        held: list[float] = []
        for row in walk.rows:
            value = float(parse_swedish(row.cells[0]))
            if row.kind == "part":
                held.append(value)
            elif row.name in parts and held:
                assert abs(sum(held) - value) <= 0.05 * (len(held) + 1) + 0.05, walk.caption
            held = held if row.kind == "part" else []
