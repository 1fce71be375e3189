"""One door: every file of rows is read from every encoding, division and form of number alike."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from analysis.batch.axis_values import listed
from analysis.batch.grid_schema import FileOfValues
from analysis.errors import InputError
from analysis.inputs.documents import text_document
from analysis.inputs.forecast_table import read_forecast
from analysis.inputs.in_year import read_booked
from analysis.inputs.measure_outcomes import read_outcomes as read_measure_outcomes
from analysis.inputs.outcomes import read_outcomes
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import read_table

PLAN = load_plan("norrbotten-2025")


def axis(path: Path) -> list[float]:
    given = FileOfValues(file=path.name, column="Värde")
    found = listed(given, text_document("a: 1\n", path.with_name("g.yml")), ("a",), "mnkr")
    assert found is not None
    return [float(value) for value in found]


def outcomes(path: Path) -> list[float]:
    return list(read_outcomes(path)["net_result"].values())


def measure(path: Path) -> list[float]:
    known: Any = SimpleNamespace(measures=[SimpleNamespace(number="Åtgärd 1")])
    return [reading.value for reading in read_measure_outcomes(path, known)]


def booked(path: Path) -> list[float]:
    seasons: Any = {"tax_revenue": None, "state_grants": None}
    return [one.value for one in read_booked(path, seasons).values()]


def table(path: Path) -> list[float]:
    stated = {"document": "d", "heading": "h", "unit": "mnkr", "kind": "series"}
    spec = TableSpec.model_validate(
        stated | {"status": "published", "rows": ["Årets resultat"], "years": [2026, 2027]}
    )
    folder = path.parent / "plan"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables/t.csv").write_bytes(path.read_bytes())
    found = read_table(folder, "t", spec)
    return [float(cell.value) for cell in found.cells if cell.value is not None]


def circular(path: Path) -> list[float]:
    found = read_forecast(path, range(2026, 2028))
    return [float(value) for by_year in found.set_.values() for value in by_year.values()]


DOORS: dict[str, tuple[list[list[str]], Callable[[Path], list[float]]]] = {
    "axis": ([["Värde"], ["{a}"], ["{b}"]], axis),
    "outcomes": (
        [["post", "år", "värde"], ["Årets resultat", "2026", "{a}"], ["net_result", "2027", "{b}"]],
        outcomes,
    ),
    "measures": (
        [["Nr", "År", "Värde"], ["Åtgärd 1", "2026", "{a}"], ["Åtgärd 1", "2027", "{b}"]], measure,
    ),
    "booked": (
        [["post", "månad", "ackumulerat"], ["Skatteintäkter", "4", "{a}"],
         ["Generella statsbidrag och utjämning", "4", "{b}"]], booked,
    ),
    "table": (
        [["rad", "ar", "varde"], ["Årets\u00a0resultat", "2026", "{a}"],
         ["Årets resultat", "2027", "{b}"]], table,
    ),
    "circular": ([["", "2026", "Prognos 2027"], ["Timlön*", "{a}", "{b}"]], circular),
}  # fmt: skip
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
DIVIDED = {"semicolons": ";", "commas": ",", "tabs": "\t", "empty columns at the end": ";;"}
NUMBERS = {
    ("-1234,5", "2610.5"): [-1234.5, 2610.5],
    ("\u22121\u00a0234,5", "2\u202f610,5"): [-1234.5, 2610.5],
    ("1 234,5-", "\u2013"): [-1234.5, 0.0],
    ("(1234,5)", "2 610,5 mnkr"): [-1234.5, 2610.5],
}


def write(path: Path, rows: list[list[str]], divided: str, encoding: str) -> Path:
    mark, end = divided[0], divided[1:] * 2
    text = "\r\n".join(mark.join(f'"{cell}"' for cell in row) + end for row in rows) + "\r\n"
    raw = text.replace("\u2212", "-").replace("\u202f", " ") if encoding == "cp1252" else text
    path.write_bytes(raw.encode(encoding))
    return path


@pytest.mark.parametrize("numbers", NUMBERS)
@pytest.mark.parametrize("divided", DIVIDED)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_reads_the_same(
    door: str, encoding: str, divided: str, numbers: tuple[str, str], tmp_path: Path
) -> None:
    rows, read = DOORS[door]
    a, b = (n.replace("mnkr", "%") if door == "circular" else n for n in numbers)
    filled = [[cell.format(a=a, b=b) for cell in row] for row in rows]
    path = write(tmp_path / "fil å.csv", filled, DIVIDED[divided], encoding)
    assert read(path) == NUMBERS[numbers]


STATED = {
    "\u22121,5": -1.5, "1\u202f234,5": 1234.5, "1 234,5 mnkr": 1234.5, "1.5": 1.5, "-2e2": -200.0,
}  # fmt: skip


@pytest.mark.parametrize("text", STATED)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_scenario_reads_a_value_as_it_is_printed(
    text: str, encoding: str, tmp_path: Path
) -> None:
    told = text.replace("\u2212", "-").replace("\u202f", " ") if encoding == "cp1252" else text
    body = f"question: Vad händer?\nchange:\n  state_grants: {{2027: '{told}'}}\n"
    path = tmp_path / "löner.yml"
    path.write_bytes(body.encode(encoding))
    (found,) = load_scenario(path, PLAN).differences
    assert found.value == STATED[text]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3,4 tkr", "not in tkr"), ("3 %", "not in pct"), ("-", "a number such as"),
        ("3*", "a number such as"), ("1,2,3", "a number such as"),
    ],
)  # fmt: skip
def test_a_value_in_another_unit_is_refused(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load_scenario("base", PLAN, change={"state_grants": {2027: text}})
    assert load_scenario("base", PLAN, set_="wage_growth:2027=3,4 %").differences[0].value == 3.4
