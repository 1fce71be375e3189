"""Out to a spreadsheet program and back: the same plan, the same projection."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.report.output.plan_files import write_csv_folder, write_plan_folder, write_workbook
from analysis.study.plan_files_check import refuse_faults
from analysis.study.plan_sheets import exported, plan_sheets
from tests.inputs.test_mapped import EXAMPLE, command
from tests.study.test_plan_sheets import sheets_in

OFFICE = shutil.which("soffice")


def converted(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it: other styles, shared texts, its own cell types."""
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation=file://{folder / 'profile'}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=150,
    )  # fmt: skip
    return folder / path.name


def lines(folder: Path | str) -> dict[str, np.ndarray]:
    plan = load_plan(folder)
    return dict(project(calibrate(plan), load_scenario("base", plan)).lines)


def same(folder: Path, name: str) -> None:
    got, wanted = lines(folder), lines(name)
    assert got.keys() == wanted.keys()
    for line, values in wanted.items():
        np.testing.assert_array_equal(got[line], values, err_msg=line)


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_a_plan_saved_by_libreoffice_gives_the_same_projection(tmp_path: Path) -> None:
    write_workbook(plan_sheets(load_plan("norrbotten-2025")), tmp_path / "ut.xlsx")
    (tmp_path / "kontor").mkdir()
    saved = converted(tmp_path / "ut.xlsx", tmp_path / "kontor")
    write_plan_folder(tmp_path / "p", exported(sheets_in(saved), "ut.xlsx").files, refuse_faults)
    same(tmp_path / "p", "norrbotten-2025")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice on this machine")
def test_the_example_saved_by_libreoffice_is_imported_to_the_same_tables(tmp_path: Path) -> None:
    (tmp_path / "kontor").mkdir()
    saved = converted(EXAMPLE / "fjallviken.xlsx", tmp_path / "kontor")
    for name, file in (("a", EXAMPLE / "fjallviken.xlsx"), ("b", saved)):
        mapping = EXAMPLE / "fjallviken-mapping.yml"
        assert command(file, tmp_path / name, "--mapping", mapping)[0] == 0
    for table in (tmp_path / "a" / "tables").iterdir():
        assert (tmp_path / "b" / "tables" / table.name).read_bytes() == table.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_plan_as_semicolon_csv_comes_back_from_any_encoding(
    encoding: str, tmp_path: Path
) -> None:
    plan = load_plan("vasterbotten-2023")
    write_csv_folder(plan_sheets(plan), tmp_path / "blad")
    for file in (tmp_path / "blad").iterdir():
        text = file.read_text(encoding="utf-8")
        if encoding == "cp1252":
            text = text.replace("\u2212", "-").replace("\u202f", "\u00a0")
        file.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    files = exported(sheets_in(tmp_path / "blad"), "blad").files
    write_plan_folder(tmp_path / "p", files, refuse_faults)
    same(tmp_path / "p", "vasterbotten-2023")
