"""The page of staff and ownership: headcounts, shares and what the plan pays."""

import pytest

from analysis.report.blocks.opened import open_view
from analysis.report.blocks.parts import Parts, parts_of
from analysis.report.chapters.staff import tables, words
from analysis.report.chapters.staff.cells import cells
from analysis.study.carried import carried


@pytest.fixture(scope="module")
def parts() -> Parts:
    return parts_of(open_view("norrbotten-2025"))


def test_the_headcount_tells_the_divisions_that_are_printed_by_year(parts: Parts) -> None:
    assert "5\u00a0980 medarbetare 2025" in words.say_headcount(parts)
    rows = {row.name: row.cells for row in tables.headcount(parts).rows}
    assert rows["Division Psykiatri"] == ("500", "550")
    assert rows["Primärvården"] == ("–", "1\u00a0100")


def test_amounts_to_companies_and_federations_are_summed_from_the_bridge_alone(
    parts: Parts,
) -> None:
    """−15 and −3 in 2025; −15, −6, −4; −16, −12, −4. The 3.4 of the board's plan is the same."""
    assert "−18 (2025), −25 (2026) och −32 (2027) mnkr" in words.say_contributions(parts)
    assert [row.cells[1] for row in tables.contributions(parts).rows] == ["−15", "0", "−3", "3,4"]


def test_ages_of_retirement_stand_with_their_heading(parts: Parts) -> None:
    rows = {row.name: row.cells for row in tables.facts(parts).rows}
    value, heading = rows["Genomsnittlig pensionsålder, historiskt"]
    assert value == "64 år"
    assert heading.startswith("Kompetensförsörjning")


def test_a_plan_without_owners_says_what_it_lacks_and_shows_its_amounts() -> None:
    earlier = parts_of(open_view("norrbotten-2023"))
    assert "3 belopp" in words.say_contributions(earlier)
    assert [row.cells[1] for row in tables.contributions(earlier).rows] == ["1,3", "7,0", "6"]
    assert not earlier.staff.bodies


def test_the_workbook_has_every_figure_of_staff_and_ownership_in_a_row_of_its_own(
    parts: Parts,
) -> None:
    head, rows = cells(parts)
    assert (head[0], len({len(row) for row in rows})) == ("Gäller", 1)
    held = {(row[0], row[1], row[2], row[3]): row[4] for row in rows}
    assert held["Medarbetare", "Division Psykiatri", "", 2023] == 500
    assert held["Medarbetare", "Division Nära", "Primärvården", 2025] == 1100
    assert held["Belopp i planen", "Länstrafiken i Norrbotten", "", 2026] == -15
    within = held["Belopp i ramen under scenariot", "Norrtåg", "Regionala utvecklingsnämnden", 2028]
    assert within == pytest.approx(-12.4, abs=0.05)
    ages = [row for row in rows if row[1] == "Genomsnittlig pensionsålder, historiskt"]
    assert [row[4:6] for row in ages] == [[64, "år"]]
    bodies = {row[1] for row in rows if row[0] == "Regionens andel"}
    assert bodies == {body.name for body in parts.staff.bodies}


def test_an_amount_within_a_frame_moves_as_the_frame_does(parts: Parts) -> None:
    """−15 in 2025 opens 2026, and −15 of 2026 opens 2027: each times what the scenario raises the
    board's frame beyond the plan; after 2027 last year's amount is raised as the frame is."""
    (decided, *_) = tables.carried_amounts(parts).rows
    assert decided.cells[1:4] == ("−15,0", "−15,0", "−16,0")
    moved = parts_of(open_view("norrbotten-2025", "high-inflation"))
    unit = "regionala-utvecklingsnamnden"
    own, plan = (
        (f.values("price_uplift", unit) / f.values("opening", unit)).tolist()
        for f in (moved.frames, parts.frames)
    )
    found = carried(moved.frames, unit, {2025: -15, 2026: -15, 2027: -16})
    first = -15 * (own[1] - plan[1])
    second = first * (1 + own[2]) - 15 * (own[2] - plan[2])
    expected = [-15, -15 + first, -16 + second, (-16 + second) * (1 + own[3])]
    assert [found[year] for year in range(2025, 2029)] == pytest.approx(expected)
    assert found[2026] < -15


def test_the_two_boards_of_the_bridge_are_named_and_how_that_is_known(parts: Parts) -> None:
    rows = {row.name: row.cells for row in tables.carried_amounts(parts).rows}
    assert rows["Norrtåg"][0] == "Regionala utvecklingsnämnden"
    assert rows["Norrtåg"][-2] == "härledd"
    (air,) = (cells for name, cells in rows.items() if "SLA" in name)
    assert (air[0], air[-2]) == ("Länssjukvård 1", "publicerad")
