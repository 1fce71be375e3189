"""Every block of the pages is tried: run, read as the file that it shows, or named as output."""

import re
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
import yaml

from analysis.batch.grid import load_grid
from analysis.cli import application
from analysis.inputs.checks_schema import Acknowledged
from analysis.inputs.documents import read_yaml
from analysis.inputs.look_schema import Look
from analysis.inputs.validation import validate
from analysis.study.opened import open_plan, open_scenario
from tests.gaps import largest_gap

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", *(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.M | re.S)
COMMAND = re.compile(r"(?:[A-Z_]+=\d+ )?regionkalkyl [a-z]")
OUTPUT = {
    "204 celler med innehåll": "an answer of import-plan; tests/cli/test_tutorial.py compares it",
    "entering age x": "an equation; tests/model/test_cohort.py holds it",
    "ekonomi@region.example namespaces": "a line of allowed signers, its key cut short",
    "Rapporten är inte oförändrad": "an answer of verify; tests/cli/test_seal.py holds its words",
}
"""Blocks that nothing runs, and why."""
RECIPES = "CONTRIBUTING.md"
"""Its blocks are parts of files; tests/test_contributing.py and a clone follow them."""


def blocks() -> list[tuple[str, str, str]]:
    """Page, kind and text of every block."""
    return [
        (page, kind, textwrap.dedent(text))
        for page in PAGES
        for kind, text in BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    ]


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    strange = []
    for page, kind, text in blocks():
        lines = [line for line in text.splitlines() if line.strip()]
        known = (
            kind in ("python", "yaml")  # test_docs.py runs them; below
            or (kind == "text" and any(text.startswith(words) for words in OUTPUT))
            or (kind == "" and all(COMMAND.match(line) for line in lines))  # test_docs.py
            or page == RECIPES
        )
        strange += [] if known else [f"{page}: {text[:60]!r}"]
    assert strange == []


def is_scenario(text: str) -> bool:
    content = yaml.safe_load(text)
    return bool({"set", "change"} & set(content)) and "axes" not in content


YAML = [(page, text) for page, kind, text in blocks() if kind == "yaml" and page != RECIPES]


@pytest.mark.parametrize(("page", "text"), [b for b in YAML if is_scenario(b[1])])
def test_a_scenario_of_the_pages_can_be_projected(page: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "tried.yml"
    path.write_text(text if "question:" in text else f"question: Prövas.\n{text}", "utf-8")
    moved = open_scenario(open_plan("norrbotten-2025"), path)
    assert moved.scenario.differences, page
    assert largest_gap(moved) < 1e-6


def as_grid(path: Path) -> None:
    assert load_grid(path).size >= 1_000


def as_acknowledged(path: Path) -> None:
    document = read_yaml(path)
    for entry in document.data["acknowledged"]:
        path.write_text(yaml.safe_dump(entry, allow_unicode=True), "utf-8")
        assert validate(read_yaml(path), Acknowledged).reason


def as_part_of_the_mapping(path: Path) -> None:
    whole = read_yaml(ROOT / "docs/examples/fjallviken-mapping.yml").data
    shown = read_yaml(path).data["tables"]["resultat"]
    held = whole["tables"]["resultat"]
    assert shown["from"].items() <= held["from"].items()
    for key, value in shown["is"].items():
        known = held["is"][key]
        if isinstance(value, list):
            assert all(part in known for part in value), key
        elif isinstance(value, dict):
            assert value.items() <= known.items(), key
        else:
            assert value == known, key


def as_look(path: Path) -> None:
    look = read_yaml(path).data["look"]
    path.write_text(yaml.safe_dump(look, allow_unicode=True), "utf-8")
    assert validate(read_yaml(path), Look).colours


OTHER: dict[str, Callable[[Path], None]] = {
    "axes": as_grid,
    "look": as_look,
    "acknowledged": as_acknowledged,
    "tables": as_part_of_the_mapping,
}


@pytest.mark.parametrize(("page", "text"), [b for b in YAML if not is_scenario(b[1])])
def test_another_file_of_the_pages_can_be_read(page: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "tried.yml"
    path.write_text(text, "utf-8")
    (what,) = set(OTHER) & set(yaml.safe_load(text))
    OTHER[what](path)


def test_a_make_target_of_the_pages_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        named = re.findall(r"(?:^ {4}|`)make ([a-z-]+)", text, re.M)
        assert set(named) <= targets, page


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = " ".join(re.findall(r"^\| (`.*?) \|", readme, re.M))
    assert set(typer.main.get_command(application()).commands) <= set(re.findall(r"[\w-]+", table))
