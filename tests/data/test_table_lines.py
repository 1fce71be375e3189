"""The tables of each plan folder: all that are printed and no other, each with all its lines."""

import pytest

from tests.data.printed import RAW, lines_of

# plan: table: lines of the file below its header
LINES = {
    "norrbotten-2022": {"budgetminskning": 12, "textuppgifter": 4, "uppdrag": 40},
    "norrbotten-2023": {
        "regionbidrag": 15,
        "ramar_2023": 102,
        "utokningar_2023": 12,
        "omfordelningar_2023": 82,
        "regiondirektorens_uppdrag": 46,
        "regionstyrelsens_uppdrag": 156,
        "forskning_och_utbildning": 51,
        "vardval_anslag": 2,
        "vardval_ersattning": 2,
        "vardval_fordelning": 3,
        "investeringsramar_beslutsniva_2023": 15,
        "investeringar_inventarier_2023": 388,
        "investeringar_inventarier_summor_2023": 8,
        "investeringar_fastigheter_2023": 19,
        "investeringar_fastigheter_summor_2023": 6,
        "textuppgifter": 73,
        "medarbetare_divisioner": 7,
        "uppdrag": 9,
        "styrmatt": 33,
        "styrmatt_ingangsvarden": 64,
        "styrmatt_mal": 38,
        "riskmatris": 16,
        "risknivaer": 2,
    },
    "vasterbotten-2023": {
        "ramar_2023": 30,
        "ramar_per_anslag": 35,
        "budgetforandringar": 11,
        "investeringar": 6,
        "textuppgifter": 9,
        "indikatorer": 38,
        "uppdrag": 6,
    },
}


@pytest.mark.parametrize("plan", LINES)
def test_every_table_of_the_plan_is_here_and_no_other(plan: str) -> None:
    assert {path.stem for path in (RAW / plan / "tables").glob("*.csv")} == set(LINES[plan])


@pytest.mark.parametrize(("plan", "table"), [(p, table) for p in LINES for table in LINES[p]])
def test_a_table_has_as_many_lines_as_are_printed(plan: str, table: str) -> None:
    assert len(lines_of(RAW / plan / "tables", table)) == LINES[plan][table]
