"""The documentation says what is true: generated pages are current, links lead somewhere."""

import importlib.util
import re

import pytest


def test_the_codebook_is_current(project_root):
    spec = importlib.util.spec_from_file_location("codebook", project_root / "scripts/codebook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (project_root / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == module.codebook(), "run: python scripts/codebook.py"


def test_relative_links_lead_to_files(project_root):
    pages = [
        *(project_root / p for p in ("README.md", "CONTRIBUTING.md")),
        *(project_root / "docs").rglob("*.md"),
    ]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    "page", ["handledning-forsta-scenariot.md", "tutorial-first-scenario.md", "model.md"]
)
def test_commands_and_keys_in_the_pages_exist(project_root, page):
    import typer

    from analysis.cli import application
    from analysis.inputs.parameters import scenario_keys

    known = set(typer.main.get_command(application()).commands)
    text = (project_root / "docs" / page).read_text(encoding="utf-8")
    assert set(re.findall(r"bin/regionkalkyl ([a-z-]+)", text)) <= known
    keys = set(re.findall(r"--(?:set|change) ([a-z_]+)[:=]", text))
    assert keys <= set(scenario_keys()) | {"financing"}


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_every_block_of_python_in_the_pages_runs(project_root, page, tmp_path, monkeypatch):
    text = (project_root / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    assert blocks
    # Blocks of a page go on from one another, as a reader tries them.
    names: dict[str, object] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{page}, block {number}", "exec"), names)
