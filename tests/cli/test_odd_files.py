"""A device, a pipe, a folder or a file with nothing but a heading, wherever a file is asked for."""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import application
from analysis.errors import InputError

FILE = "{file}"
ROUTES: dict[str, tuple[list[str], str]] = {
    "score": (["score", FILE], ".csv"),
    "forecast": (["forecast", FILE], ".csv"),
    "measures": (["measures", "norrbotten-2023", "--outcomes", FILE], ".csv"),
    "data add csv": (["data", "add", FILE, "--kind", "deaths", "--folder", "{folder}"], ".csv"),
    "data add px": (["data", "add", FILE, "--kind", "deaths", "--folder", "{folder}"], ".px"),
    "data add gz": (["data", "add", FILE, "--kind", "deaths", "--folder", "{folder}"], ".csv.gz"),
    "data add xlsx": (["data", "add", FILE, "--kind", "deaths", "--folder", "{folder}"], ".xlsx"),
    "data package": (["data", "package", FILE], ".yml"),
    "import-plan": (["import-plan", FILE, "{folder}/p"], ".xlsx"),
    "import-plan csv": (["import-plan", FILE, "{folder}/p"], ".csv"),
    "mapping": (["import-plan", "docs/examples/x.xlsx", "{folder}/p", "-m", FILE], ".yml"),
    "update-plan": (["update-plan", FILE], ".xlsx"),
    "check": (["check", FILE], ".yml"),
    "scenario": (["project", "--scenario", FILE], ".yml"),
    "report": (["run", "--scenario", FILE, "--out", "{folder}/out"], ".yml"),
    "plan": (["project", "--plan", FILE], ""),
    "grid": (["batch", "run", FILE, "--dry-run"], ".yml"),
    "batch": (["batch", "status", FILE], ""),
    "sizes": (["sensitivity", "cash", "--sizes", FILE], ".yml"),
    "signers": (["verify", "{folder}", "--signers", FILE], ""),
    "key": (["seal", "norrbotten-2022", "--key", FILE], ""),
}
KINDS = ("device", "pipe", "folder")


@pytest.fixture(autouse=True)
def _own_project(tmp_path: Path, project_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project in which nothing that is shipped can be harmed."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/raw").symlink_to(project_root / "data/raw")
    monkeypatch.chdir(tmp_path)


def refused(route: str, path: Path, folder: Path) -> InputError:
    arguments = [a.format(file=path, folder=folder) for a in ROUTES[route][0]]
    result = CliRunner().invoke(application(), arguments)
    assert isinstance(result.exception, InputError), result.exception
    return result.exception


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.timeout(60)
def test_what_is_no_file_is_refused_at_once_wherever_a_file_is_asked_for(
    route: str, kind: str, tmp_path: Path
) -> None:
    path, folder = tmp_path / f"odd{ROUTES[route][1]}", tmp_path / "there"
    folder.mkdir()
    if kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    assert len(refused(route, path, folder).problems) == 1


HEADINGS = {
    "score": "line;year;value\n",
    "forecast": "post;manad;ackumulerat\n",
    "measures": "nr;ar;varde\n",
    "data add csv": "region;kön;ålder;år;antal\n",
    "import-plan csv": "rad;ar;varde\n",
}


@pytest.mark.parametrize("route", HEADINGS)
@pytest.mark.parametrize("rows", ["heading", "nothing"])
def test_a_file_without_rows_is_refused_and_not_taken_for_an_answer(
    route: str, rows: str, tmp_path: Path
) -> None:
    path = tmp_path / "empty.csv"
    path.write_text(HEADINGS[route] if rows == "heading" else "", encoding="utf-8")
    found = refused(route, path, tmp_path / "there")
    assert len(found.problems) == 1
    assert "empty.csv" in str(found)
