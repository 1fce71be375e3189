"""The size of a risk that is published, or a stated share of print, is what the tables print."""

from decimal import Decimal

import pytest

from analysis.inputs.documents import read_yaml
from tests.data.printed import RAW, grid

PLAN = RAW / "norrbotten-2025"
TABLES = PLAN / "tables"


def size(risk: str, line: str = "operating_costs") -> dict[str, Decimal]:
    """Years, as written, to the amount of a risk in mnkr."""
    change = read_yaml(PLAN / "risks" / f"risk-{risk}.yml").data["change"][line]
    return {str(years): Decimal(str(amount)) for years, amount in change.items()}


def test_the_rise_of_grants_is_taken_back_year_by_year() -> None:
    printed = list(grid(TABLES, "statsbidrag_forandring").values())
    assert list(size("state-grants", "state_grants").values()) == [-amount for amount in printed]


def test_public_transport_grows_by_as_much_again_as_in_the_bridge() -> None:
    bridge = grid(TABLES, "brygga_foregaende_plan")
    rows = ("Kollektivtrafik Länstrafiken", "Kollektivtrafik Norrtåg - nya tågagnar")
    printed = [sum(bridge[row, year] for row in rows) for year in ("2025", "2026", "2027")]
    assert list(size("public-transport").values()) == printed


def test_deferred_care_and_digitalisation_are_the_reductions_of_the_frames() -> None:
    less, more = grid(TABLES, "neddragningar_2025"), grid(TABLES, "utokningar_2025")
    care = less["Köp av vård", "Summa"] / 1000
    saved = less["FVIS", "Summa"] + less["FVIS – Minskad VAS-förvaltning", "Summa"]
    kept = more["Förvaltning FVIS/Cosmic", "Summa"] + more["FVIS - Restposter", "Summa"]
    assert list(size("deferred-care").values()) == [care]
    assert list(size("digitalisation").values()) == [(saved + kept) / 1000]


@pytest.mark.parametrize(
    ("risk", "line", "table", "cell", "share"),
    [
        ("frames", "operating_costs", "ramar_2025",
         ("Summa sjukvårdsdivisioner", "UB Nettokostnad"), "0.02"),
        ("revenue", "operating_revenue", "resultatbudget", ("Verksamhetens intäkter", "2025"),
         "-0.02"),
        ("hired-staff", "operating_costs", "resultatbudget", ("Verksamhetens kostnader", "2025"),
         "0.006295"),
    ],
)  # fmt: skip
def test_an_assumed_share_is_of_the_printed_amount(
    risk: str, line: str, table: str, cell: tuple[str, str], share: str
) -> None:
    """Two per cent of frames and revenue; one of staff costs, (0.520 + 0.225) × (1 − 0.155)."""
    amount = grid(TABLES, table)[cell] * Decimal(share)
    assert list(size(risk, line).values()) == [round(amount)]
