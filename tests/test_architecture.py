"""The shape of the project: one road for imports, notebooks without logic, no foreign addresses."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
ROAD = (
    *("catalogue", "errors", "storage", "guard", "inputs", "model", "trace", "study"),
    *("batch", "runner", "report.blocks", "questions", "report.chapters", "report.notebook"),
    *("report.output", "interface", "cli"),
)
MODULES = sorted((SOURCE / "analysis").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LOGIC = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.AsyncFor, ast.While, ast.comprehension),
)
A_PATH = re.compile(r"^[.~]{0,2}/|\\|\w/\w+\.\w+$|\w\.(csv|ya?ml|json|parquet|xlsx|html|ipynb)$")
# Written with brackets so that this file does not hold what it looks for.
REGISTRY = re.compile(
    r"py[p]i\.org|pythonhost[e]d|registry\.np[m]js|deb\.debi[a]n|conda\.an[a]conda", re.I
)
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:h[o]me|r[o]ot|w[o]rk|Us[e]rs)/\w")


def module_name(file: Path) -> list[str]:
    """Return the dotted name of a source file as parts, a package by the name of its folder."""
    parts = list(file.relative_to(SOURCE).with_suffix("").parts)
    return parts[:-1] if parts[-1] == "__init__" else parts


def imports_of_project(file: Path) -> Iterator[tuple[int, str]]:
    """Yield line and dotted name of everything that a module imports from the project."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{origin(node, file)}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            names = [str(a.value) for a in node.args if isinstance(a, ast.Constant)]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "analysis")


def origin(node: ast.ImportFrom, file: Path) -> str:
    """Return the absolute name of the module that a `from` import names."""
    if not node.level:
        return node.module or ""
    package = list(file.relative_to(SOURCE).parent.parts)
    return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def area(name: list[str]) -> str | None:
    """Return the stop on the road: errors, catalogue, …, cli; None when it has none."""
    if name[1:] == ["__main__"]:
        return "cli"
    stops = [".".join(name[1:count]) for count in (3, 2)]
    last = "report.output" if name[1:2] == ["report"] else None  # where anything may be imported
    return next((stop for stop in stops if stop in ROAD), last)


def steps_to_the_right(file: Path) -> list[str]:
    """Return the imports of a module from something further down the road."""
    own = module_name(file)
    # The package itself is the door of the Python interface (`from analysis import Plan`).
    at = area(own) if len(own) > 1 else "interface"
    reach = ROAD.index(at) if at is not None else -1
    return [
        f"{'.'.join(own)}:{line} imports {name}"
        for line, name in imports_of_project(file)
        if (stop := area(name.split("."))) is not None and ROAD.index(stop) > reach
    ]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: ".".join(module_name(file)))
def test_a_module_imports_only_from_the_left_of_itself_on_the_road(file: Path) -> None:
    own = module_name(file)
    assert len(own) == 1 or area(own) or own == ["analysis", "report"], (
        "it has no place on the road"
    )
    assert steps_to_the_right(file) == []


def for_types_only(file: Path) -> set[int]:
    """Return the lines of a module under `if TYPE_CHECKING`, which nothing runs."""
    return {
        inner.lineno
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
    }


def needs() -> dict[str, set[str]]:
    """Return which modules each module of the project needs to run, by name."""
    names = {".".join(module_name(file)): file for file in MODULES}
    found: dict[str, set[str]] = {}
    for name, file in names.items():
        types = for_types_only(file)
        wanted = (imported for line, imported in imports_of_project(file) if line not in types)
        parts = ((w, w.rpartition(".")[0]) for w in wanted)
        found[name] = {next((m for m in pair if m in names), name) for pair in parts} - {name}
    return found


def test_no_modules_need_each_other_in_a_circle() -> None:
    graph = needs()
    assert len(graph["analysis.model.projection"]) > 5, "the imports are seen"
    try:
        list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))


def test_no_chapters_need_each_other_in_a_circle() -> None:
    folder = "analysis.report.chapters."
    chapters: dict[str, set[str]] = {}
    for name, wanted in needs().items():
        if name.startswith(folder):
            own, *others = (n.split(".")[3] for n in (name, *wanted) if n.startswith(folder))
            chapters.setdefault(own, set()).update(set(others) - {own})
    assert len(chapters) > 10, "the chapters are seen"
    list(TopologicalSorter(chapters).static_order())


def test_a_step_to_the_right_is_found_however_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.test_architecture.SOURCE", tmp_path, raising=True)
    file = tmp_path / "analysis/inputs/plan.py"
    file.parent.mkdir(parents=True)
    for line in (
        "import analysis.report.output.html",
        "from analysis.report import html",
        "from analysis import report",
        "from ..report.html import page",
        "def f():\n    from analysis.cli import main",
        "import importlib\nimportlib.import_module('analysis.model.graph')",
    ):
        file.write_text(line, encoding="utf-8")
        assert len(steps_to_the_right(file)) == 1, line
    file.write_text("from analysis.errors import InputError\nimport numpy", encoding="utf-8")
    assert steps_to_the_right(file) == []


@pytest.mark.parametrize("library", ["pandas", "matplotlib", "yaml", "papermill"])
def test_the_model_is_pure_arithmetic_and_knows_no(library: str) -> None:
    for file in sorted((SOURCE / "analysis/model").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = (
                [getattr(node, "module", None) or ""] if isinstance(node, ast.ImportFrom) else []
            )
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            assert library not in {name.split(".")[0] for name in named}, file.name


@pytest.fixture(scope="module")
def tracked_texts() -> dict[str, list[str]]:
    """Return the lines of every text file that git keeps."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so there are no tracked files to read")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    texts = {}
    for name in filter(None, listed.stdout.decode().split("\0")):
        content = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace").splitlines()
    return texts


@pytest.mark.parametrize(
    "pattern", [REGISTRY, MACHINE_PATH], ids=["a package registry", "a folder of one machine"]
)
def test_no_tracked_file_names(pattern: re.Pattern[str], tracked_texts: dict) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, lines in tracked_texts.items()
        for number, line in enumerate(lines, start=1)
        if pattern.search(line)
    ]
    assert found == []


def code_cells(notebook: Path) -> list[nbformat.NotebookNode]:
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell for cell in cells if cell.cell_type == "code"]


def tags(cell: nbformat.NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def syntax(cell: nbformat.NotebookNode) -> ast.Module:
    return ast.parse(TransformerManager().transform_cell(cell.source))


def each_notebook() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.name)


@each_notebook()
def test_a_notebook_is_kept_without_outputs(notebook: Path) -> None:
    for cell in code_cells(notebook):
        assert not cell.outputs, "run `make strip`"
        assert cell.execution_count is None, "run `make strip`"


@each_notebook()
def test_a_notebook_contains_no_logic(notebook: Path) -> None:
    for cell in code_cells(notebook):
        logic = [type(node).__name__ for node in ast.walk(syntax(cell)) if isinstance(node, LOGIC)]
        assert logic == [], cell.source


@each_notebook()
def test_a_notebook_names_no_path(notebook: Path) -> None:
    for cell in code_cells(notebook):
        nodes = [node for node in ast.walk(syntax(cell)) if isinstance(node, ast.Constant)]
        texts = [node.value for node in nodes if isinstance(node.value, str)]
        assert [text for text in texts if A_PATH.search(text)] == []
        assert not re.search(r"^\s*(import|from) (os|pathlib|sys)\b", cell.source, re.M)


@each_notebook()
def test_a_notebook_has_one_cell_of_parameters_and_short_cells_else(notebook: Path) -> None:
    cells = code_cells(notebook)
    assert sum("parameters" in tags(cell) for cell in cells) == 1
    for cell in cells:
        if "parameters" not in tags(cell):
            assert len(cell.source.splitlines()) <= 8, cell.source


@each_notebook()
def test_a_notebook_runs_on_the_kernel_that_papermill_starts(notebook: Path) -> None:
    assert nbformat.read(notebook, as_version=4).metadata.kernelspec.name == "python3"
