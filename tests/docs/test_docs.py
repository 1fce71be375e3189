"""The documentation says what is true: generated pages are current, links lead somewhere."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from analysis.cli import application

ROOT = Path(__file__).resolve().parents[2]


def script(root, name):
    """A script that writes one of the pages, as a module."""
    spec = importlib.util.spec_from_file_location(name, root / f"scripts/{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_codebook_is_current(project_root):
    module = script(project_root, "codebook")
    written = (project_root / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert written == module.codebook(), "run: python scripts/codebook.py"


def test_the_coverage_of_the_documents_is_current_and_lacks_nothing(project_root):
    module = script(project_root, "coverage")
    written = (project_root / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert written == module.coverage(), "run: python scripts/coverage.py"
    assert "missing" not in written


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
    from analysis.inputs.parameters import scenario_keys

    known = set(typer.main.get_command(application()).commands)
    text = (project_root / "docs" / page).read_text(encoding="utf-8")
    assert set(re.findall(r"bin/regionkalkyl ([a-z-]+)", text)) <= known
    keys = set(re.findall(r"--(?:set|change) ([a-z_]+)[:=]", text))
    assert keys <= set(scenario_keys()) | {"financing"}


PYTHON = re.compile(r"^```(?:python|py)\n(.*?)^```", re.M | re.S)
PAGES = ("README.md", *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))))
OF_PYTHON = [page for page in PAGES if PYTHON.search((ROOT / page).read_text(encoding="utf-8"))]


def test_the_pages_on_python_hold_python():
    assert {"README.md", "docs/python.md"} <= set(OF_PYTHON)


@pytest.mark.parametrize("page", OF_PYTHON)
def test_every_block_of_python_in_the_pages_runs(page):
    blocks = PYTHON.findall((ROOT / page).read_text(encoding="utf-8"))
    # Blocks of a page go on from one another, as a reader tries them.
    names: dict[str, object] = {}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{page}, block {number}", "exec"), names)


COMMAND = re.compile(r"^(?: {4,}(?:\.venv/bin/)?|)regionkalkyl ((?:-|[a-z]).*)$", re.MULTILINE)
ANOTHER_TEST = {
    "run": "tests/cli/test_run.py and tests/report/output/test_build.py make reports",
    "what-if": "tests/cli/test_every_command.py and tests/report/output/test_what_if.py",
    "batch": "tests/cli/test_batch.py runs, asks and resumes a grid of its own",
    "seal": "tests/cli/test_seal.py has keys to seal with",
    "verify": "tests/cli/test_seal.py",
    "import-plan": "tests/cli/test_statement.py and test_tutorial.py import elsewhere",
    "update-plan": "tests/cli/test_update_plan.py has a circular to read",
    "data": "tests/cli/test_data.py has figures and packages to read",
}
"""Commands whose lines are not run here: what runs them. They need files or minutes."""
TUTORIAL = re.compile(r"fjallviken|min-region")
"""The own plan, which tests/cli/test_tutorial.py makes and runs line by line."""
OWN_FILES = re.compile(
    r"my-plant|my-sizes|my-later-plan|outcomes\.csv|utfall\.csv|skatt-2027|tax-2027"
)
"""Files that the page tells the reader to write; the line is tried without running it."""
NOT_AS_WRITTEN = re.compile(r" --accept |--workers |\||\[--")
"""Lines that write into a plan, start processes, or tell alternatives."""


def lines_of_pages():
    """Every command in a block of the pages, once, without its remark."""
    found = {}
    for page in PAGES:
        for line in COMMAND.findall((ROOT / page).read_text(encoding="utf-8")):
            found.setdefault(line.split("  #")[0].split("    #")[0].strip(), page)
    return found


def is_run_here(line):
    elsewhere = line.split()[0] in ANOTHER_TEST
    return not (elsewhere or any(w.search(line) for w in (TUTORIAL, OWN_FILES, NOT_AS_WRITTEN)))


LINES = lines_of_pages()


def test_most_lines_of_the_pages_are_found_and_run():
    run = [line for line in LINES if is_run_here(line)]
    assert {line.split()[0] for line in run} >= {
        *("scenarios", "project", "explain", "compare", "bridge", "sensitivity"),
        *("uncertainty", "seek", "balance", "portfolio", "compare-plans"),
    }


@pytest.mark.parametrize("line", [line for line in LINES if is_run_here(line)])
def test_a_command_of_the_pages_runs_as_it_stands(line):
    result = CliRunner().invoke(application(), shlex.split(line), catch_exceptions=False)
    assert result.exit_code == 0, LINES[line]
    assert result.stdout


@pytest.mark.parametrize(
    "line",
    [line for line in LINES if not is_run_here(line) and not re.search(r"\||\[--", line)],
)
def test_a_command_that_is_not_run_here_is_one_that_can_be_read(line):
    arguments = shlex.split(line, comments=True)
    command = typer.main.get_command(application())
    name = [arguments.pop(0)]
    context = command.make_context("regionkalkyl", name, resilient_parsing=True)
    while hasattr(command, "commands"):
        command = command.commands[name[0]]
        if hasattr(command, "commands"):
            name = [arguments.pop(0)]
    command = getattr(command, "command", command)
    assert command.make_context(name[0], arguments, parent=context).params
