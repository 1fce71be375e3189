"""One door: every file of rows is read from every encoding, division and form of number alike."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from analysis.batch.axis_values import listed
from analysis.batch.grid_schema import FileOfValues
from analysis.errors import InputError
from analysis.inputs.accepted import files_beside, read_accepted
from analysis.inputs.audit import audit
from analysis.inputs.demography_table import read_counts
from analysis.inputs.documents import read_yaml, text_document
from analysis.inputs.encoding import decoded
from analysis.inputs.forecast_table import read_forecast
from analysis.inputs.horizon import Horizon
from analysis.inputs.in_year import read_booked
from analysis.inputs.mapped.files import mapped_files
from analysis.inputs.mapping import read_mapping
from analysis.inputs.measure_outcomes import read_outcomes as read_measure_outcomes
from analysis.inputs.outcomes import read_outcomes
from analysis.inputs.plan import load_plan
from analysis.inputs.population_ages import COLUMNS, read_population_ages
from analysis.inputs.population_paths import read_population_paths
from analysis.inputs.scenario import load_scenario
from analysis.inputs.source_cells import read_source
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import read_table
from analysis.inputs.validation import validate
from tests.made_plan import plan_yml, series, write_plan

PLAN = load_plan("norrbotten-2025")
OWN_UNIT = {"circular": "%", "residents": "", "ages": "", "beside": ""}
"""What stands beside a figure where it is no amount; counts of persons have no sign."""
AGE_HEAD = list(COLUMNS)


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
    found = read_forecast(path, lambda key: range(2026, 2028))
    return [float(value) for by_year in found.set_.values() for value in by_year.values()]


def residents(path: Path) -> list[float]:
    found = read_population_paths(laid_in(path, "population_scenarios.csv"), (2026,))["a"][2026]
    assert found[2] == "å"
    return [found[0]]


def ages(path: Path) -> list[float]:
    found = read_population_ages(laid_in(path, "population_age_groups.csv"), (2026,))["a"][2026]
    return [found["population_20_64"].value, found["population_80_plus"].value]


def beside(path: Path) -> list[float]:
    (found,) = files_beside(laid_in(path, "population_beyond.csv")).values()
    return [float(item["population_20_64"]) for item in found.items]  # type: ignore[arg-type]


def laid_in(path: Path, name: str) -> Path:
    folder = path.parent / "plan"
    folder.mkdir()
    (folder / name).write_bytes(path.read_bytes())
    return folder


def mapped(path: Path) -> list[float]:
    mapping = dumped(path, {
        "plan": plan_yml("egen", "2026-2027"),
        "tables": {"t": {
            "from": {"sheet": path.stem, "rename": {"Årets\u00a0 resultat": "Resultat"}},
            "is": {"document": "boken", "heading": "h", "unit": "mnkr", "status": "published",
                   "kind": "series"}}},
    })  # fmt: skip
    found = mapped_files(read_source(path), read_mapping(mapping)).files["tables/t.csv"]
    rows = [line.split(";") for line in found.splitlines()[1:]]
    assert {row[0] for row in rows} == {"Resultat"}
    return [float(row[2].replace(",", ".")) for row in rows]


def dumped(path: Path, data: dict[str, Any]) -> Path:
    """YAML in the same encoding as the file of rows, with labels and numbers as they are printed"""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    target = path.with_suffix(".yml")
    target.write_bytes(text.encode(encoding_of(path)))
    return target


def encoding_of(path: Path) -> str:
    return decoded(path.read_bytes(), path).encoding


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
    "residents": (
        [["namn", "ar", "varde", "status", "anteckning"], ["a", "2026", "{c}", "assumed", "å"]],
        residents,
    ),
    "ages": ([AGE_HEAD, ["a", "2026", "0", "{c}", "0", "{b}", "assumed", ""]], ages),
    "beside": ([AGE_HEAD, *(["a", y, "0", n, "0", "0", "assumed", ""]
                            for y, n in (("2026", "{c}"), ("2027", "{b}")))], beside),
    "mapping": ([["", "2026", "Budget 2027"], ["Årets resultat*", "{a}", "{b}"]], mapped),
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
    a, b = (n.replace("mnkr", OWN_UNIT.get(door, "mnkr")) for n in numbers)
    filled = [[cell.format(a=a, b=b, c=a.strip("-()\u2212")) for cell in row] for row in rows]
    path = write(tmp_path / "fil å.csv", filled, DIVIDED[divided], encoding)
    expected = NUMBERS[numbers]
    if door in OWN_UNIT and door != "circular":
        expected = [abs(expected[0]), *expected[1:]]
    assert read(path) == (expected[:1] if door == "residents" else expected)


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


def written(path: Path, data: object, encoding: str) -> Path:
    """YAML as somebody may type it: numbers as they are printed, labels with hard spaces."""
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    if encoding == "cp1252":
        text = text.replace("\u2212", "-").replace("\u202f", "\u00a0")
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_files_of_a_plan_read_numbers_and_labels_as_they_are_printed(
    encoding: str, tmp_path: Path
) -> None:
    check = {
        "kind": "sum",
        "total": "Årets\u00a0 resultat",
        "of": ["In\u202fkomst"],
        "factor": "1,0",
    }
    spec, rows = series(
        {"In komst": {2031: "1,5"}, "Årets resultat": {2031: "1,5"}}, checks=[check]
    )
    growth = {"years": 2031, "value": "\u22121,5 %", "status": "assumed", "note": "n"}
    parameter = {"wage_growth": {"unit": "pct", "segments": [growth]}}
    plan = plan_yml(years="2031-2031", parameters=parameter)
    folder = write_plan(tmp_path, {"t": (spec, rows)}, plan)
    for name, data in (("plan", plan), ("tables", {"t": spec})):
        written(folder / f"{name}.yml", data, encoding)
    found = load_plan(folder)
    assert found.values["wage_growth"][2031].value == -1.5
    assert audit(found).findings
    assert not audit(found).differences


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_horizon_reads_numbers_as_they_are_printed(encoding: str, tmp_path: Path) -> None:
    data = read_yaml(PLAN.folder / "horizon.yml").data
    data["contribution_low"]["value"] = "\u22121\u202f000,5 mnkr"
    data["cases"]["low_return"]["return_change"] = "\u22122,5"
    found = validate(read_yaml(written(tmp_path / "horizon.yml", data, encoding)), Horizon)
    assert found.contribution_low.value == -1000.5
    assert found.cases["low_return"].return_change == -2.5
    data["contribution_low"]["value"] = "\u22121 000 tkr"
    with pytest.raises(InputError, match="contribution_low"):
        validate(read_yaml(written(tmp_path / "horizon.yml", data, encoding)), Horizon)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_is_accepted_is_read_from_every_encoding(encoding: str, tmp_path: Path) -> None:
    entry = {"reason": "läst", "fingerprint": "0" * 64, "totals": {"varde": "\u22121\u202f234,5"},
             "codes": "abc123"}  # fmt: skip
    written(tmp_path / "accepted.yml", {"tables": {"t": entry}}, encoding)
    found = read_accepted(tmp_path).tables["t"]
    assert (found.reason, found.totals) == ("läst", {"varde": "-1234.5"})
    written(
        tmp_path / "accepted.yml", {"tables": {"t": entry | {"totals": {"varde": "x"}}}}, encoding
    )
    with pytest.raises(InputError, match="totals"):
        read_accepted(tmp_path)


@pytest.mark.parametrize("divided", DIVIDED)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_statistics_are_read_through_the_same_door(
    encoding: str, divided: str, tmp_path: Path
) -> None:
    """Counts with thousands behind spaces, a dash for none, names with hard spaces."""
    rows = [["region", "ålder", "kön", "år", "Folkmängd"]]
    for age in range(101):
        count = "\u2013" if age == 99 else "1\u202f234"
        shown = f"{age}+\u00a0år" if age == 100 else f"{age}\u00a0år"
        rows += [
            ["25 Norrbottens\u00a0 län", shown, sex, "2024", count] for sex in ("män", "kvinnor")
        ]
    found = read_counts(write(tmp_path / "å.csv", rows, DIVIDED[divided], encoding), "population")
    assert found.regions == ("Norrbotten",)
    assert found.values.sum() == 200 * 1234
