"""Reviderad Regionstyrelsens plan 2023-2025: every printed table, held against its text.

Tables are compared row by row and cell by cell, and by the sums that the plan prints.
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
    rows_below,
)

TABLES = RAW / "norrbotten-2023" / "tables"
SOURCE = "000_f9ff390ae739b17b.txt"

CHANGES = ["Löne- och prisindex", "Utökning av ram", "Ramminskning"]
ASSIGNMENTS = ["Nettokostnad 2022", *CHANGES, "Omfördelning av ram", "Nettokostnad 2023"]
RESEARCH = ["Anslagsbindning 2021", *ASSIGNMENTS[1:5], "Anslagsbindning 2022"]
UNITS = ["Nära", "LS 1", "LS 2", "Funktion", "Regionstöd"]
UNITS += ["Kultur/infrastruktur/Näringslivsutveckling", "Vårdval", "RS uppdrag"]
UNITS += ["RD + uppdrag", "Gem. intäkter o kostnader"]
INVESTMENTS = ["Inventarier & fastigheter", "Finansiella investeringar", "Akutram"]
INVESTMENTS += ["Hjälpmedel", "Konst", "Summa"]

# table: (heading as printed, printed rows with figures, columns in printed order)
PRINTED = {
    "regionbidrag": (
        "Förändringar i regionbidraget till Regionstyrelsen",
        7,
        ["2023", "2024", "2025"],
    ),
    "ramar_2023": (
        "Ekonomisk ram 2023, mnkr",
        17,
        ["IB Nettokostnad", *CHANGES, "Omfördelning inom ram", "UB Nettokostnad"],
    ),
    "utokningar_2023": (
        "Utökning av ram 2023, tkr",
        5,
        ["Regionstöd", "RD-stab", "Gemensamma intäkter & kostnader", "Summa"],
    ),
    "omfordelningar_2023": (
        "Omfördelning inom ram 2023, tkr (tabellen summerar totalt sett till noll)",
        36,
        UNITS,
    ),
    "regiondirektorens_uppdrag": (
        "Anslag regiondirektörens uppdrag, stab, kansli och avdelningar 2022, tkr",
        9,
        ASSIGNMENTS,
    ),
    "regionstyrelsens_uppdrag": ("Regionstyrelsens uppdrag, tkr", 26, ASSIGNMENTS),
    "forskning_och_utbildning": (
        "Fördelning forskning och utbildning inom Regionstyrelsens uppdrag, tkr",
        10,
        RESEARCH,
    ),
    "investeringsramar_beslutsniva_2023": ("Investeringsramar 2023, mnkr", 5, INVESTMENTS),
}


@pytest.mark.parametrize("table", PRINTED)
def test_every_row_stands_in_the_plan_with_the_same_figures_in_the_same_columns(
    table: str, lines: list[str]
) -> None:
    heading, count, columns = PRINTED[table]
    found = carried_rows(TABLES, table)
    assert len(found) == count
    assert list(found.items()) == list(rows_below(lines, heading, count, columns).items())


def test_every_figure_from_the_running_text_stands_under_its_heading(lines: list[str]) -> None:
    for fact in lines_of(TABLES, "textuppgifter"):
        headings = (fact["rubrik"], f"Förändringar av ramar**{fact['rubrik']}**")
        start = max(i for i, line in enumerate(lines) if line.strip() in headings)
        section = " ".join(lines[start : start + 25])
        assert has_figure(section, fact["varde"]), fact


@pytest.mark.parametrize("table", ["vardval_anslag", "vardval_ersattning", "vardval_fordelning"])
def test_every_figure_of_the_capitation_stands_under_its_heading(
    table: str, lines: list[str]
) -> None:
    start = lines.index("Vårdval Norrbotten - Primärvård")
    section = " ".join(lines[start : start + 9])
    for line in lines_of(TABLES, table):
        assert has_figure(section, line["varde"]), line


def test_the_board_grant_rolls_forward_from_9_451_to_9_852() -> None:
    grant = grid(TABLES, "regionbidrag")
    for year in ("2023", "2024", "2025"):
        parts = [v for (row, y), v in grant.items() if y == year and row != "Regionbidrag"]
        assert_adds_up(grant["Regionbidrag", year], parts, year)
    for before, after in (("2023", "2024"), ("2024", "2025")):
        assert grant["Anslag året innan", after] == grant["Regionbidrag", before]
    assert grant["Regionbidrag", "2025"] == Decimal("9852.1")


def test_the_frames_add_up_over_rows_and_columns_but_for_the_board_total() -> None:
    frame = grid(TABLES, "ramar_2023")
    rows = names(frame)
    columns = PRINTED["ramar_2023"][2]
    sums = {rows[7]: rows[:7], rows[12]: rows[8:12], rows[15]: rows[13:15]}
    sums[rows[16]] = [rows[7], rows[12], rows[15]]
    for column in columns:
        for total, of in sums.items():
            assert_adds_up(frame[total, column], [frame[r, column] for r in of], (total, column))
    for row in rows[:-1]:
        assert_adds_up(frame[row, columns[-1]], [frame[row, c] for c in columns[:-1]], row)
    # The total is added up over the divisions: across its own row it is 0.4 off.
    across = sum(frame["Summa Regionstyrelsen", column] for column in columns[:-1])
    assert frame["Summa Regionstyrelsen", columns[-1]] == Decimal("481.3")
    assert across == Decimal("481.7")


def test_every_reallocation_and_their_total_sum_to_zero() -> None:
    moved = grid(TABLES, "omfordelningar_2023")
    rows = names(moved)
    assert len(rows) == 36
    for row in rows:
        assert_adds_up(Decimal(0), [v for (r, _), v in moved.items() if r == row], row)
    for unit in UNITS:
        parts = [v for (row, u), v in moved.items() if u == unit and row != "Totalt"]
        assert_adds_up(moved["Totalt", unit], parts, unit)


def test_cardiac_care_moves_the_other_way_in_the_frame_table() -> None:
    frame, moved = grid(TABLES, "ramar_2023"), grid(TABLES, "omfordelningar_2023")
    for unit, row in (("LS 1", "Länssjukvård 1"), ("LS 2", "Länssjukvård 2")):
        as_printed = moved["Totalt", unit]
        turned = as_printed - 2 * moved["Hjärtsjukvård", unit]
        printed = frame[row, "Omfördelning inom ram"]
        assert abs(-as_printed / 1000 - printed) > 500
        assert abs(-turned / 1000 - printed) <= Decimal("0.051")


def test_reallocations_of_the_assignments_tie_only_with_the_minus_that_is_not_printed() -> None:
    rows = grid(TABLES, "regionstyrelsens_uppdrag")
    opening, price, more, less, moved, closing = ASSIGNMENTS
    unsigned = ["Oförutsett Regionstyrelsen", "Summa övriga uppdrag"]
    unsigned += ["Totalt Regionstyrelsens uppdrag"]
    for row in names(rows):
        parts = [rows[row, column] for column in (opening, price, more, less, moved)]
        if row in unsigned:
            assert parts[-1] > 0
            parts[-1] = -parts[-1]
        if row == "Forskning och utbildning":
            assert parts[2] == -15
            parts[2] = Decimal(15)
        assert_adds_up(rows[row, closing], parts, row)
    others = [
        -v if row in unsigned else v
        for (row, column), v in rows.items()
        if column == moved and not re.match("Summa|Totalt|Vårdval|Barntandvård", row)
    ]
    assert sum(others) == -rows["Summa övriga uppdrag", moved] == -141064


def test_other_assignments_and_care_choice_add_up_to_1_798_mnkr() -> None:
    rows = grid(TABLES, "regionstyrelsens_uppdrag")
    closing = {row: v for (row, column), v in rows.items() if column == "Nettokostnad 2023"}
    care, other = closing.pop("Summa vårdval"), closing.pop("Summa övriga uppdrag")
    assert_adds_up(closing.pop("Totalt Regionstyrelsens uppdrag"), [care, other], "total")
    chosen = [closing.pop("Vårdval Norrbotten"), closing.pop("Barntandvård kundvalsmodellen")]
    assert_adds_up(care, chosen, "care choice")
    assert_adds_up(other, list(closing.values()), "other")
    assert len(closing) == 21


def test_research_and_training_tie_to_their_row_among_the_assignments() -> None:
    research, rows = (
        grid(TABLES, "forskning_och_utbildning"),
        grid(TABLES, "regionstyrelsens_uppdrag"),
    )
    total = "Summa Forskning och Utbildning"
    for own, theirs in (("Anslagsbindning 2021", ASSIGNMENTS[0]), (RESEARCH[-1], ASSIGNMENTS[-1])):
        assert research[total, own] == rows["Forskning och utbildning", theirs]
        parts = [v for (row, column), v in research.items() if column == own and row != total]
        assert_adds_up(research[total, own], parts, own)


def test_the_directors_assignments_add_up_with_the_reallocation_in_the_reduction_column() -> None:
    rows = grid(TABLES, "regiondirektorens_uppdrag")
    for row in names(rows):
        parts = [v for (r, c), v in rows.items() if r == row and c != ASSIGNMENTS[-1]]
        assert_adds_up(rows[row, ASSIGNMENTS[-1]], parts, row)
    assert rows["Total summa", "Ramminskning"] == 6973
    frame = grid(TABLES, "ramar_2023")
    row = "Regiondirektörens stab, avdelningar och uppdrag."
    assert frame[row, "Ramminskning"] == 0
    assert frame[row, "Omfördelning inom ram"] == Decimal("-7.0")


def test_the_capitation_ties_to_the_frames_and_its_weights_are_the_whole() -> None:
    grants, frame = grid(TABLES, "vardval_anslag"), grid(TABLES, "ramar_2023")
    for grant, row in (
        ("Vårdval Norrbotten - Primärvård", "Vårdval primärvård"),
        ("Vårdval allmän barn- och ungdomstandvård 3-23 år", "Vårdval barn- och ungdomstandvård"),
    ):
        assert grants[grant, "2023"] == -frame[row, "UB Nettokostnad"]
    assert list(grants.values()) == [Decimal("1311.3"), Decimal("89.8")]
    assert list(grid(TABLES, "vardval_ersattning").values()) == [5254, 1631]
    assert sum(grid(TABLES, "vardval_fordelning").values()) == 65 + 25 + 10


def test_the_investment_frames_add_up_to_351_5() -> None:
    frames = grid(TABLES, "investeringsramar_beslutsniva_2023")
    for column in INVESTMENTS:
        parts = [v for (row, c), v in frames.items() if c == column and row != "Summa"]
        assert_adds_up(frames["Summa", column], parts, column)
    assert frames["Summa", "Summa"] == Decimal("351.5")
