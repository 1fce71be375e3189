"""Regionstyrelsens plan 2025-2027: frames, their changes, and the investment lists.

The document's text has lost its columns and breaks rows over several lines, so that cells are
held against it in order, with spaces and word divisions left out.
"""

import re
from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from analysis.inputs.documents import read_yaml
from analysis.inputs.table_spec import TableSpec, read_specs
from analysis.inputs.tables import read_table
from tests.data.printed import RAW, carried_rows, lines_of, number
from tests.data.walk import PAGE, sections_in

PLAN = RAW / "norrbotten-2025"
TABLES = PLAN / "tables"
SOURCE = "001_443a541421ab291a.txt"

# table: (heading as printed, rows, columns)
MATRICES = {
    "ramar_2025": ("Ekonomisk ram 2025, mnkr", 14, 6),
    "utokningar_2025": ("Utökning av ram 2025, tkr", 7, 5),
    "neddragningar_2025": ("Neddragning av ram 2025, tkr", 9, 3),
    "omfordelningar_2025": ("Omfördelning inom ram 2025, tkr", 25, 12),
    "investeringsramar_beslutsniva_2025": ("Investeringsramar 2025, mnkr", 5, 7),
}
LISTS = {
    "investeringar_inventarier_2025": 211,
    "investeringar_inventarier_summa_2025": 1,
    "investeringar_fastigheter_2025": 123,
    "investeringar_fastigheter_summor_2025": 10,
    "medarbetare_divisioner": 7,
    "textuppgifter_styrelseplan": 20,
    "aktiviteter": 55,
}
EQUIPMENT_BY_DIVISION = {
    "Div Regiongemensamt": (16, 23045),
    "Division Funktion": (61, 86935),
    "Division Länssjukvård 1": (43, 26495),
    "Division Länssjukvård 2": (38, 21769),
    "Division Nära": (33, 12684),
    "Division Psykiatri": (1, 150),
    "Division Regionstöd": (19, 6095),
}
EQUIPMENT_BY_TYPE = {
    "IT": (9, 18700),
    "MT": (168, 139775),
    "Konst": (1, 500),
    "Övrig inventarie": (26, 6268),
    "Fordon": (7, 11930),
}
# The rows of the new rents that cancel together, not one by one.
RENT = {
    "Hyresjustering - Hyreskostnad",
    "Hyresjustering - Hyresintäkt",
    "Hyresjustering - Omslutning fastighet",
}


def bare(text: str) -> str:
    """A text without spaces, hyphens and dashes, so that a divided word meets the whole one."""
    return re.sub("[\\s\u00ad\u2013\u2212-]", "", text)


@pytest.fixture(scope="module")
def source(lines: list[str]) -> str:
    return re.sub(r"\s+", " ", "\n".join(lines))


@pytest.fixture(scope="module")
def specs() -> dict[str, TableSpec]:
    return read_specs(read_yaml(PLAN / "tables.yml"))


def test_every_table_is_described_and_can_be_read(specs: dict[str, TableSpec]) -> None:
    assert set(specs) == {path.stem for path in TABLES.glob("*.csv")}
    for table, spec in specs.items():
        found = read_table(PLAN, table, spec)
        assert found.cells or found.items, table
        assert set(spec.lines) | set(spec.units) <= set(found.rows), table
        assert spec.kind != "list" or set(spec.columns) == set(found.header), table


def test_every_check_and_acknowledgement_names_rows_that_exist(
    specs: dict[str, TableSpec],
) -> None:
    for table, spec in specs.items():
        rows = set(read_table(PLAN, table, spec).rows)
        for check in spec.checks:
            own = check.get("own", [])
            named = {own} if isinstance(own, str) else set(own)
            if check["kind"] == "sum":
                named = {check["total"], *check["of"], *check.get("minus", [])}
            assert named <= rows, (table, check)
            assert check.get("table", table) in specs
        for known in spec.acknowledged:
            # A list is acknowledged at the printed sum, which stands in another table.
            assert spec.kind == "list" or set(known["row"].split(" + ")) <= rows, (table, known)
            assert known["reason"]


@pytest.mark.parametrize("table", MATRICES)
def test_a_matrix_has_as_many_rows_and_columns_as_are_printed(table: str) -> None:
    _, rows, columns = MATRICES[table]
    matrix = carried_rows(TABLES, table)
    assert len(matrix) == rows
    assert {len(cells) for cells in matrix.values()} == {columns}


@pytest.mark.parametrize("table", MATRICES)
def test_every_matrix_row_stands_in_the_plan_in_order_with_its_figures(
    table: str, source: str
) -> None:
    heading, *_ = MATRICES[table]
    body = source[source.index(heading) :]
    unspaced, loose, place = re.sub(r"\s", "", body), bare(body), 0
    for label, cells in carried_rows(TABLES, table).items():
        values = "".join(value for value in cells.values() if value)
        place = loose.index(bare(label + values), place)
        assert values in unspaced, label


@pytest.mark.parametrize("table", LISTS)
def test_a_list_has_as_many_items_as_are_printed(table: str) -> None:
    assert len(lines_of(TABLES, table)) == LISTS[table]


def test_every_item_of_equipment_stands_in_the_plan_and_none_is_missing(source: str) -> None:
    start = source.index("Bilaga 5: Investeringsram inventarier")
    body, place = source[start : source.index("Bilaga 6: Investeringsram")], 0
    names = ("division", "verksamhetsomrade", "id", "benamning", "typ", "belopp")
    items = lines_of(TABLES, "investeringar_inventarier_2025")
    for item in items:
        place = body.index(" ".join(item[name] for name in names), place)
    assert len(re.findall(r"Div(?:ision)? (?!VO)\w", body)) == len(items)


def test_equipment_sums_to_the_printed_total_and_has_one_number_per_item() -> None:
    items = lines_of(TABLES, "investeringar_inventarier_2025")
    assert sum(number(item["belopp"]) for item in items) == 177173
    assert lines_of(TABLES, "investeringar_inventarier_summa_2025")[0]["varde"] == "177173"
    assert len({item["id"] for item in items}) == len(items)


@pytest.mark.parametrize(
    ("column", "expected"), [("division", EQUIPMENT_BY_DIVISION), ("typ", EQUIPMENT_BY_TYPE)]
)
def test_equipment_sums_by_division_and_by_type(
    column: str, expected: dict[str, tuple[int, int]]
) -> None:
    items = lines_of(TABLES, "investeringar_inventarier_2025")
    counts = Counter(item[column] for item in items)
    sums = {
        name: sum(number(item["belopp"]) for item in items if item[column] == name)
        for name in counts
    }
    assert {name: (counts[name], sums[name]) for name in counts} == expected


def test_every_building_item_stands_in_the_plan_and_none_is_missing(source: str) -> None:
    body, place = source[source.index("Bilaga 6: Investeringsram Fastigheter") :], 0
    items = lines_of(TABLES, "investeringar_fastigheter_2025")
    for item in items:
        words = f"{item['slag']}(ar)? {re.escape(item['benamning'])} {item['belopp']}(?![,\\d])"
        found = re.compile(words).search(body, place)
        assert found, item
        place = found.end()
    assert len(re.findall("Nyinvestering|Reinvestering", body)) == len(items)
    for item in lines_of(TABLES, "investeringar_fastigheter_summor_2025"):
        assert f"{item['rad']} {item['belopp']}" in body


def test_buildings_tie_group_by_group_but_for_one_mnkr_in_sunderby() -> None:
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for item in lines_of(TABLES, "investeringar_fastigheter_2025"):
        sums[item["distrikt"], item["slag"]] += number(item["belopp"])
    gaps = {}
    printed = lines_of(TABLES, "investeringar_fastigheter_summor_2025")
    for item in printed[:-1]:
        place = (item["distrikt"], item["slag"])
        gaps[place] = number(item["belopp"]) - sums[place]
    assert {place: gap for place, gap in gaps.items() if gap} == {
        ("Sunderby Fastighetsdistrikt", "Reinvestering"): 1
    }
    assert sum(number(item["belopp"]) for item in printed[:-1]) == number("693,7")
    assert printed[-1]["belopp"] == "693,7"
    assert sum(sums.values()) == number("692,7")


def test_the_lists_tie_to_the_planned_investments_of_870_4() -> None:
    """Equipment without the art, which has a frame of its own, and buildings."""
    equipment = (number("177173") - 500) / 1000
    assert abs(equipment + number("693,7") - number("870,4")) <= number("0,1")
    frames = carried_rows(TABLES, "investeringsramar_beslutsniva_2025")
    assert frames["Regionstyrelsen"]["Summa"] == "870,4"


def test_frames_close_as_opening_plus_changes_within_the_printed_decimal() -> None:
    for label, cells in carried_rows(TABLES, "ramar_2025").items():
        *changes, closing = (number(value) for value in cells.values())
        assert abs(sum(changes) - closing) <= number("0,1"), label


def test_reallocations_cancel_but_for_a_total_under_politik_that_no_row_explains() -> None:
    matrix = {
        label: {column: number(value) for column, value in cells.items()}
        for label, cells in carried_rows(TABLES, "omfordelningar_2025").items()
    }
    totals = matrix.pop("Totalt")
    sums = {column: sum(row[column] for row in matrix.values()) for column in totals}
    assert {c: totals[c] - sums[c] for c in totals if totals[c] != sums[c]} == {"Politik": 423}
    for label in matrix.keys() - RENT:
        assert sum(matrix[label].values()) == 0, label
    assert sum(sum(matrix[label].values()) for label in RENT) == 0


def test_every_figure_from_the_running_text_stands_in_the_plan(source: str) -> None:
    in_words = {"1": "en procent", "1100": "1/1100"}
    for fact in lines_of(TABLES, "textuppgifter_styrelseplan"):
        value = fact["varde"]
        grouped = re.sub(r"^(\d{2})(\d{3},\d)$", r"\1 \2", value)
        body = source[source.index(fact["rubrik"]) :]
        forms = (value, grouped, in_words.get(value, value))
        assert any(re.search(rf"(?<![\d,]){re.escape(f)}(?!\d)", body) for f in forms), fact


def test_the_staff_figures_stand_in_the_plan(source: str) -> None:
    body = source[source.index("Bilaga 3: Verksamhet i divisionerna") :]
    for item in lines_of(TABLES, "medarbetare_divisioner"):
        grouped = re.sub(r"^(\d)(\d{3})$", r"\1 \2", item["antal"])
        assert f"ca {item['antal']}" in body or f"a {grouped} " in body, item


def activities_in(lines: list[str]) -> list[tuple[str, str, str]]:
    """Division, name and expected effect of each activity, in printed order."""
    specs = read_specs(read_yaml(PLAN / "tables.yml"))
    divisions = specs["aktiviteter"].columns["division"].one_of or []
    headings = [
        f"Divisionsövergripande uppdrag och aktiviteter i {division.replace('D', 'd', 1)}"
        for division in divisions
    ]
    bodies = sections_in("\n".join(lines), [*headings, "Bilaga 5: Investeringsram inventarier"])
    activity = re.compile(r"Namn:(.*?)Beskrivning:.*?Förväntad effekt:(.*?)(?=Namn:|\Z)", re.S)
    return [
        (division, *(" ".join(part.split()) for part in found.groups()))
        for division, body in zip(divisions, bodies, strict=False)
        for found in activity.finditer(PAGE.sub("", body))
    ]


def test_every_activity_of_the_divisions_is_here_and_none_has_an_amount(lines: list[str]) -> None:
    """Bilaga 4: an expected effect is told in words; two name a goal of Agenda 2030."""
    printed = activities_in(lines)
    held = [(item["division"], item["aktivitet"]) for item in lines_of(TABLES, "aktiviteter")]
    assert [(division, bare(name)) for division, name, _ in printed] == [
        (division, bare(name)) for division, name in held
    ]
    money = re.compile(r"\d[\d ,]*(?:mnkr|tkr|miljon|kronor|kr\b|procent|%)")
    assert not [effect for *_, effect in printed if money.search(effect)]
