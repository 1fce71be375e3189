"""The tutorial on an own plan: its commands run as they stand, and say what the text says."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli import application
from analysis.inputs.numbers import parse_swedish

DOCS = Path(__file__).parents[2] / "docs"
COMMAND = re.compile(r"^ {4}\.venv/bin/regionkalkyl (.+)$", re.MULTILINE)


def commands(page: str) -> list[str]:
    return COMMAND.findall((DOCS / page).read_text(encoding="utf-8"))


def quoted(page: str) -> list[str]:
    """The lines that a page says a command answers with; what is left out of them is marked …."""
    (block,) = re.findall(r"^```text\n(.*?)^```", (DOCS / page).read_text("utf-8"), re.M | re.S)
    parts = (part for line in block.splitlines() for part in line.split("…"))
    return [words for part in parts if (words := " ".join(part.split()))]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of its own, with the example beside it."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "docs").symlink_to(DOCS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_both_languages_give_the_same_commands() -> None:
    assert commands("tutorial-own-plan.md") == commands("handledning-egen-plan.md")


def test_the_commands_of_the_tutorial_run_in_their_order(project: Path) -> None:
    said, everything = {}, ""
    for line in commands("tutorial-own-plan.md"):
        if line.startswith("run "):
            continue  # reports of any plan are held by tests of their own
        result = CliRunner().invoke(application(), shlex.split(line), catch_exceptions=False)
        assert result.exit_code == 0, line
        said[line.split()[0]] = result.stdout + result.stderr
        everything += said[line.split()[0]]
    assert "30 jämförelser, 0 godtagna avvikelser, 2 andra" in said["audit"]
    assert "−7\u00a0808    −7\u00a0810" in said["audit"]
    assert "inga fel" in said["check"]
    shown = " ".join(everything.split())
    for page in ("tutorial-own-plan.md", "handledning-egen-plan.md"):
        for line in quoted(page):
            assert line in shown, page
    made = {path.name for path in (project / "data" / "raw").iterdir()}
    assert made == {"fjallviken-2027", "fjallviken-kopia", "min-region"}


def number(cell: str) -> float:
    return float(parse_swedish(cell))


def test_the_frames_of_the_tutorial_differ_by_what_the_text_says(project: Path) -> None:
    first, *_ = commands("tutorial-own-plan.md")
    CliRunner().invoke(application(), shlex.split(first), catch_exceptions=False)
    line = ["frames", "--plan", "fjallviken-2027"]
    shown = CliRunner().invoke(application(), line, catch_exceptions=False).stdout
    ties = [
        line.split("  ") for line in shown.splitlines() if line.startswith("Verksamhetens netto")
    ]
    by_year = {cells[1].strip(): [c.strip() for c in cells[2:] if c.strip()] for cells in ties}
    assert [round(number(cell), 1) for cell in by_year["2027"]] == [-7810.0, -7810.0, 0.0]
    assert round(number(by_year["2028"][-1]), 1) == 29.2


def test_the_misprint_is_acknowledged_as_the_text_says(project: Path) -> None:
    first, *_ = commands("tutorial-own-plan.md")
    CliRunner().invoke(application(), shlex.split(first), catch_exceptions=False)
    page = (DOCS / "tutorial-own-plan.md").read_text("utf-8")
    (known,) = re.findall(r"^```yaml\n(  acknowledged:\n.*?)^```", page, re.M | re.S)
    tables = project / "data/raw/fjallviken-2027/tables.yml"
    text = tables.read_text("utf-8")
    assert "\nramar:\n" in text
    tables.write_text(text.replace("\nramar:\n", f"\nramar:\n{known}"), "utf-8")
    said = CliRunner().invoke(application(), ["audit", "fjallviken-2027"], catch_exceptions=False)
    assert "30 jämförelser, 2 godtagna avvikelser, 0 andra" in said.stdout + said.stderr
