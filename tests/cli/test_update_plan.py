"""`update-plan`: a circular's table becomes a scenario, and the bridge says what it changes."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from analysis.cli import application
from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from tests.least_plan import FIGURES, LINES

TABLE = (
    "Skatteunderlag och priser, procent;;;\n;2025;2026;2027;2031\n"
    "Skatteunderlag, riket;4,5;4,2 %;3,9;3,8\nTimlön*;3,5;3,4;3,2;\nSociala avgifter;3,4;3,4;3,2;\n"
    "Uppräkningsfaktor;;1,043;;\nLPIK exkl. läkemedel;3,0;3,1;3,0;\nBNP;2,1;1,9;1,8;\n"
)


@pytest.fixture
def plan(tmp_path: Path, project_root: Path) -> Path:
    folder = tmp_path / "norrbotten-2025"
    shutil.copytree(project_root / "data" / "raw" / "norrbotten-2025", folder)
    return folder


def run(table: Path, plan: Path, *more: str) -> Result:
    arguments = ["update-plan", str(table), "--plan", str(plan), *more]
    return CliRunner().invoke(application(), arguments)


def test_a_circular_becomes_a_scenario_of_its_own_and_a_bridge_to_it(
    tmp_path: Path, plan: Path
) -> None:
    table = tmp_path / "cirkulär 26-11.csv"
    table.write_bytes(TABLE.encode("cp1252"))
    result = run(table, plan)
    assert result.exit_code == 0, result.exception
    written = (plan / "scenarios" / "cirkular-26-11.yml").read_text(encoding="utf-8")
    assert "  national_tax_base_growth: {2025: 4.5, 2026: 4.2, 2027: 3.9}\n" in written
    assert "  growth_factor: {2026: 1.043}\n" in written
    assert "SHA-256" in written
    own = load_plan(plan)
    calibration = calibrate(own)
    new = project(calibration, load_scenario("cirkular-26-11", own))
    base = project(calibration, load_scenario("base", own))
    assert new.lines["operating_result"][2] != base.lines["operating_result"][2]
    assert "Skatteunderlagets tillväxt i riket" in result.stdout
    assert "Prognosens LPIK mot modellens av dess delar" in result.stdout
    told = result.stderr
    assert "cirkulär 26-11!E3 '3,8'" in told
    assert "inget antagande som ett scenario kan ha (5)" in told
    with pytest.raises(InputError, match="is there already"):
        raise run(table, plan).exception or AssertionError
    assert run(table, plan, "--replace").exit_code == 0


def test_a_workbook_in_per_cent_gives_the_same_and_a_slip_is_told_at_its_row(
    tmp_path: Path, plan: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Tabell 4"
    sheet.append(["", "Prognos 2025", "Prognos 2026"])
    sheet.append(["Wages", 0.034, 0.99])
    for cell in (sheet["B2"], sheet["C2"]):
        cell.number_format = "0.0%"
    book.save(tmp_path / "prognos.xlsx")
    before = sorted(path.name for path in (plan / "scenarios").iterdir())
    error = run(tmp_path / "prognos.xlsx", plan).exception
    assert isinstance(error, InputError)
    assert "prognos.xlsx, Tabell 4!A2: wage_growth 2026" in str(error)
    assert sorted(path.name for path in (plan / "scenarios").iterdir()) == before
    sheet["C2"] = 0.032
    book.save(tmp_path / "prognos.xlsx")
    assert run(tmp_path / "prognos.xlsx", plan, "--name", "ny").exit_code == 0
    text = (plan / "scenarios" / "ny.yml").read_text(encoding="utf-8")
    assert "  wage_growth: {2025: 3.4, 2026: 3.2}\n" in text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (";2025;2026\nBNP;1;2\n", "no row with years above it is an assumption"),
        (";2025;2026\nTimlön;1;#REF!\n", "the cell holds an error"),
        (";2025;2026\nTimlön;1;2\nLöner;1;2\n", "two rows are wage_growth"),
        (";2025;2026\nTimlön;1;2 mnkr\n", "not in mnkr"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_and_nothing_is_written(
    text: str, words: str, tmp_path: Path, plan: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(text, encoding="utf-8")
    error = run(table, plan).exception
    assert isinstance(error, InputError)
    assert len(error.problems) == 1
    assert words in str(error)
    assert not (plan / "scenarios" / "t.yml").exists()


def test_years_before_the_plan_are_named_and_not_refused(tmp_path: Path) -> None:
    plan = tmp_path / "kronoberg-2027"
    rows = [["mnkr", "Budget 2027", "Plan 2028", "Plan 2029"]]
    rows += [[label, *map(str, values)] for label, values in zip(LINES, FIGURES, strict=True)]
    statement = tmp_path / "resultat.csv"
    statement.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")
    arguments = ["import-plan", str(statement), str(plan), "--region", "Kronoberg"]
    assert CliRunner().invoke(application(), arguments).exit_code == 0
    table = tmp_path / "okt.csv"
    head = "Procent;2025;2026;2027;2028;2029\n"
    table.write_text(
        f"{head}Skatteunderlag;4,0;3,9;4,4;4,1;3,9\nTimlön;3,9;3,4;3,3;3,4;3,4\n", "utf-8"
    )
    result = run(table, plan)
    assert result.exit_code == 0, result.exception
    assert "okt!C3 '3,4'" in result.stderr
    written = (plan / "scenarios" / "okt.yml").read_text(encoding="utf-8")
    assert "wage_growth: {2027: 3.3, 2028: 3.4, 2029: 3.4}" in written
    early = tmp_path / "gammal.csv"
    early.write_text("Procent;2024;2025\nTimlön;3,9;3,4\n", encoding="utf-8")
    with pytest.raises(InputError, match="none of the years that a scenario"):
        raise run(early, plan).exception or AssertionError
