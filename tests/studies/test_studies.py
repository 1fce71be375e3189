"""The list of long studies: what stands there can be run, and says so from the command line."""

import ast
import importlib.util
import subprocess
import sys

from studies.__main__ import STUDIES


def test_every_study_is_a_module_with_a_main_that_runs(project_root):
    for module, *_ in STUDIES.values():
        found = importlib.util.find_spec(module)
        assert found is not None, module
        if found.submodule_search_locations:  # a package runs its `__main__`
            assert importlib.util.find_spec(f"{module}.__main__") is not None, module
            continue
        with open(found.origin, encoding="utf-8") as file:
            body = ast.parse(file.read()).body
        assert any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in body)
        assert isinstance(body[-1], ast.If), f"{module} does nothing when it is run"


def test_every_page_of_the_studies_is_written_by_a_study_of_the_list(project_root):
    modules = {arguments[0] for arguments in STUDIES.values()}
    for page in (project_root / "docs" / "studies").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        assert any(f"python -m {module}" in text for module in modules), page.name


def test_make_study_lists_them_from_the_command_line(project_root):
    command = [sys.executable, "-m", "studies", "--list"]
    done = subprocess.run(command, cwd=project_root, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        f"{name}: python -m {' '.join(arguments)}" for name, arguments in STUDIES.items()
    ]
