"""Region Västerbotten, Nämndplan 2023: frames, budget changes, investments and indicators.

The frame table is held cell by cell against the text it was read from, the rest figure by figure.
"""

import re
from decimal import Decimal

import pytest

from tests.data.printed import (
    RAW,
    assert_adds_up,
    carried_rows,
    grid,
    has_figure,
    lines_of,
    names,
    number,
    rows_below,
)

TABLES = RAW / "vasterbotten-2023" / "tables"
SOURCE = "002_6d41670bb0d4d7ed.txt"

BRIDGE = ["Budget 2022", "Omfördelning 2022", "Budget förändring 2023", "Löne- och prisindex"]
BRIDGE += ["Budget 2023"]
YEARS = {"Budget 2022": "2022", "Budget 2023": "2023"}
YEARS |= {f"Plan {year}": str(year) for year in (2024, 2025, 2026)}
TOTAL = "Summa Regionstyrelse"


def test_the_frame_table_carries_every_printed_cell_in_the_bridge_or_by_year(
    lines: list[str],
) -> None:
    columns = [*BRIDGE, "Plan 2024", "Plan 2025", "Plan 2026"]
    printed = rows_below(lines, "Budgetramar 2023 per anslagsnivå", 8, columns)
    header = printed.pop("Regionstyrelsen")
    assert header == {column: column.replace(" ", "") for column in columns}
    bridge, years = carried_rows(TABLES, "ramar_2023"), carried_rows(TABLES, "ramar_per_anslag")
    assert list(bridge) == list(years) == list(printed)
    for row, cells in printed.items():
        assert bridge[row] == {c: v for c, v in cells.items() if c in BRIDGE}
        assert years[row] == {YEARS[c]: v for c, v in cells.items() if c in YEARS}


def test_every_frame_of_2023_follows_from_the_budget_of_2022_and_its_changes() -> None:
    bridge = grid(TABLES, "ramar_2023")
    for row in names(bridge):
        parts = [value for (r, c), value in bridge.items() if r == row and c != "Budget 2023"]
        assert_adds_up(bridge[row, "Budget 2023"], parts, row)


@pytest.mark.parametrize("table", ["ramar_2023", "ramar_per_anslag"])
def test_the_appropriations_add_up_to_the_frame_of_the_board(table: str) -> None:
    figures = grid(TABLES, table)
    for column in {column for _, column in figures}:
        parts = [v for (row, c), v in figures.items() if c == column and row != TOTAL]
        assert_adds_up(figures[TOTAL, column], parts, column)


def test_depreciation_and_external_pension_cost_are_as_printed() -> None:
    figures = grid(TABLES, "ramar_per_anslag")
    years = ("2022", "2023", "2024", "2025", "2026")
    assert [figures["Avskrivningar", y] for y in years] == [480, 550, 585, 600, 600]
    pensions = [figures["Externa pensionskostnader", y] for y in years]
    assert pensions == [1076, 1309, 1454, 1171, 1173]


def test_the_budget_changes_in_the_text_are_the_change_column_of_the_frame_table() -> None:
    bridge = grid(TABLES, "ramar_2023")
    changes: dict[str, list[Decimal]] = {}
    for line in lines_of(TABLES, "budgetforandringar"):
        changes.setdefault(line["anslag"], []).append(number(line["belopp"]))
    assert set(changes) == set(names(bridge)) - {TOTAL}
    for row, parts in changes.items():
        assert_adds_up(bridge[row, "Budget förändring 2023"], parts, row)


def test_every_budget_change_stands_in_the_text_under_its_own_heading(lines: list[str]) -> None:
    for change in lines_of(TABLES, "budgetforandringar"):
        start = max(i for i, line in enumerate(lines) if line.strip() == change["forandring"])
        section = " ".join(lines[start : start + 6])
        assert has_figure(section, change["belopp"]), change


def test_planned_investments_2023_add_up_to_924_mnkr_and_stand_in_the_text(
    lines: list[str],
) -> None:
    start = max(i for i, line in enumerate(lines) if line.strip() == "4.3 Investeringar")
    section = " ".join(lines[start : start + 12])
    figures = grid(TABLES, "investeringar")
    assert all(has_figure(section, line["varde"]) for line in lines_of(TABLES, "investeringar"))
    total = figures.pop(("Investeringsbudget", "2023"))
    assert total == sum(figures.values()) == 924


def test_every_figure_from_the_running_text_stands_under_its_heading(lines: list[str]) -> None:
    for fact in lines_of(TABLES, "textuppgifter"):
        heading = rf"4\.\d {fact['rubrik']}"
        start = max(i for i, line in enumerate(lines) if re.fullmatch(heading, line.strip()))
        assert has_figure(" ".join(lines[start : start + 4]), fact["varde"]), fact


def printed_indicators(lines: list[str]) -> list[tuple[str, str]]:
    """Outcome 2021 and target 2023 of every indicator, as printed, in printed order."""
    tables = lines[: lines.index("3.1 Uppdrag från fullmäktige till nämnd", 60)]
    rows = [[cell.strip() for cell in line.split("\t")] for line in tables]
    return [(row[2], row[3]) for row in rows if len(row) == 4 and row[0] != "Delmål"]


def test_every_indicator_has_the_outcome_and_target_that_are_printed(lines: list[str]) -> None:
    printed = [tuple(re.sub(r"[\s%]", "", v) for v in pair) for pair in printed_indicators(lines)]
    found = [
        (i["utfall_2021"] or i["utfall_text"].replace(" ", ""), i["mal_2023"])
        for i in lines_of(TABLES, "indikatorer")
    ]
    assert found == printed


def test_an_indicator_is_in_per_cent_when_it_is_printed_so(lines: list[str]) -> None:
    indicators = lines_of(TABLES, "indikatorer")
    for pair, indicator in zip(printed_indicators(lines), indicators, strict=True):
        assert ("%" in "".join(pair)) == (indicator["enhet"] == "pct"), indicator


def test_the_boards_assignments_have_the_status_and_date_that_are_printed(
    lines: list[str],
) -> None:
    printed = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) == 4 and cells[2].startswith("Tertial"):
            printed.append((cells[0], cells[2], cells[3]))
    found = lines_of(TABLES, "uppdrag")
    assert [(u["status"], u["periodicitet"], u["slutdatum"]) for u in found] == printed
