"""Strategisk plan 2025-2027: every printed table of the economy chapter and of bilaga 4.

The tables are held against the text they were read from, row by row and cell by cell.
"""

import re
from decimal import Decimal

import pytest

from tests.data.printed import RAW, carried_rows, grid, lines_of

TABLES = RAW / "norrbotten-2025" / "tables"
SOURCE = "004_89c0f1149caa0324.txt"

# table: (heading as printed, rows, cells)
PRINTED = {
    "nyckeltal": ("Nyckeltal för svensk ekonomi, procentuell förändring", 4, 20),
    "befolkning": ("Framskrivning av regionens befolkningsutveckling", 3, 24),
    "skatteunderlag": ("Skatteunderlagstillväxt, procentuell förändring", 2, 10),
    "statsbidrag_forandring": ("Utjämning och generella statsbidrag", 1, 5),
    "loner_priser": ("Löne- och prispförändringar för regioner, (Procent)", 5, 25),
    "lakemedelskostnader": (
        "Prognostiserade läkemedelskostnader av Socialstyrelsen (Procent)",
        2,
        8,
    ),
    "resultatbudget": ("Resultatbudget 2025-2027 och kalkyl 2028-2030, mnkr", 15, 90),
    "skatt_och_bidrag": ("Skatt, utjämning och generella statsbidrag, mnkr:", 10, 30),
    "skatt_och_bidrag_forandring": ("Procentuell förändring av:", 3, 9),
    "brygga_foregaende_plan": (
        "Sammanfattning av förändringar i resultatbudget jämfört med strategisk plan 2024-2026",
        27,
        81,
    ),
    "balansbudget": ("Balansbudget", 12, 36),
    "kassaflode": ("Finansieringsbudget", 16, 48),
    "investeringsramar": ("Region Norrbottens beslutade investeringsramar", 4, 12),
    "namnder_nettokostnad": ("Verksamhetens nettokostnad per nämnd", 6, 18),
    "ram_regionstyrelsen": ("Regionstyrelsen", 5, 15),
    "ram_regionala_utvecklingsnamnden": ("Regionala utvecklingsnämnden", 4, 12),
    "ram_patientnamnden": ("Patientnämnden", 3, 9),
    "ram_politisk_verksamhet": ("Politisk verksamhet", 4, 12),
    "specifikation_politisk_verksamhet": ("Specifikation politisk verksamhet 2025", 12, 12),
}
# Printed lines that are headers or section headings: no label or no figure of their own.
HEADINGS = {
    "",
    "LPIK",
    "Tkr",
    "<i>Förändringar:</i>",
    "Tillgångar",
    "Skulder och eget kapital",
    "DEN LÖPANDE VERKSAMHETEN",
    "INVESTERINGSVERKSAMHETEN",
    "FINANSIERINGSVERKSAMHETEN",
    "Beslutsramar",
    "Mnkr",
    "(Mnkr)",
}
IN_WORDS = {"1": "en procent", "3": "tre", "5": "fem procent"}

Rows = list[tuple[str, list[str]]]


def rows_of(table: str) -> Rows:
    """The rows of a table in printed order: label and values as printed."""
    return [(row, list(cells.values())) for row, cells in carried_rows(TABLES, table).items()]


def printed_value(text: str) -> str:
    """A printed cell without thousands spaces; a lone dash means that nothing is stated."""
    value = re.sub(r"\s", "", text).replace("\u2212", "-")
    return "" if value == "-" else value


def after(lines: list[str], heading: str) -> list[str]:
    """The lines that follow the heading: its last line alone, else the last that begins with it."""
    alone = [i for i, line in enumerate(lines) if line.strip() == heading]
    first = [i for i, line in enumerate(lines) if line.split("\t")[0].strip() == heading]
    return lines[(alone or first)[-1] + 1 :]


def printed_rows(lines: list[str], heading: str, count: int) -> Rows:
    """The `count` rows with figures that follow the heading."""
    rows = []
    for line in after(lines, heading):
        label, *values = line.split("\t")
        if values and label.strip() not in HEADINGS:
            rows.append((label.strip(), [printed_value(value) for value in values]))
        if len(rows) == count:
            break
    return rows


@pytest.mark.parametrize("table", PRINTED)
def test_a_table_has_as_many_rows_and_cells_as_are_printed(table: str) -> None:
    _, rows, cells = PRINTED[table]
    found = rows_of(table)
    assert len(found) == rows
    assert sum(len(values) for _, values in found) == cells


@pytest.mark.parametrize("table", PRINTED)
def test_every_row_stands_in_the_plan_with_the_same_figures_in_the_same_order(
    table: str, lines: list[str]
) -> None:
    heading, count, _ = PRINTED[table]
    assert rows_of(table) == printed_rows(lines, heading, count)


def test_every_figure_from_the_running_text_stands_in_the_plan(lines: list[str]) -> None:
    facts = lines_of(TABLES, "textuppgifter")
    assert len(facts) == 45
    for fact in facts:
        value = fact["varde"]
        grouped = re.sub(r"^(\d{1,3})(\d{3})$", r"\1 \2", value)
        section = re.sub(r"\s+", " ", " ".join(after(lines, fact["rubrik"])[:40]))
        forms = (value, grouped, IN_WORDS.get(value, value))
        assert any(re.search(rf"(?<![\d,]){re.escape(f)}(?!\d)", section) for f in forms), fact


def test_no_year_of_a_row_is_left_out() -> None:
    for table in PRINTED:
        lengths = {len(values) for _, values in rows_of(table)}
        assert len(lengths) == 1, table


def test_the_boards_add_up_to_the_net_operating_cost_of_the_income_statement() -> None:
    boards, statement = grid(TABLES, "namnder_nettokostnad"), grid(TABLES, "resultatbudget")
    for year in ("2025", "2026", "2027"):
        total = boards["Nettokostnadsram, summa", year]
        assert total == statement["Verksamhetens nettokostnad", year]
        rows = [v for (row, y), v in boards.items() if y == year and not row.startswith("Netto")]
        # The total is printed in whole mnkr, the five boards with one decimal.
        assert abs(sum(rows) - total) <= Decimal("0.5") + 5 * Decimal("0.05")


def test_the_printed_frame_of_regionstyrelsen_2025_is_1_2_mnkr_off_its_rows() -> None:
    frame = grid(TABLES, "ram_regionstyrelsen")
    year = {row: value for (row, y), value in frame.items() if y == "2025"}
    printed = year.pop("Nettokostnadsram, summa")
    assert printed == Decimal("-10341.7")
    assert sum(year.values()) == Decimal("-10342.9")


def test_self_financing_36_percent_follows_from_the_cash_flow_budget() -> None:
    flow = grid(TABLES, "kassaflode")
    years = ("2025", "2026", "2027")
    operating = sum(flow["Kassaflöde från den löpande verksamheten", y] for y in years)
    investing = sum(flow["Kassaflöde från investeringsverksamheten", y] for y in years)
    assert (operating, investing) == (846, -2332)
    assert round(-100 * operating / investing) == 36


def test_every_owner_has_the_share_that_is_printed_of_the_body(lines: list[str]) -> None:
    """Bilaga 2: the text of a body runs from its name to the name of the next one."""
    appendix = after(lines, "Bilaga 2 Bolag, stiftelser och kommunalförbund")
    text = re.sub(r"\s+", " ", " ".join(appendix))
    owners = lines_of(TABLES, "bolag_stiftelser_forbund")
    bodies = list(dict.fromkeys(owner["namn"] for owner in owners))
    begin = {name: text.index(f"{name} ") for name in bodies}
    for owner in (o for o in owners if o["andel"]):
        start = begin[owner["namn"]]
        body = text[start : min((b for b in begin.values() if b > start), default=len(text))]
        share = (owner["i_ord"] or owner["andel"]).removesuffix(" procent")
        assert re.search(rf"(?<![\d,]){share} procent", body), owner
