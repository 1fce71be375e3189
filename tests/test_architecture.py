"""The shape of the project: one road for imports, notebooks without logic, no foreign addresses."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
ROAD = (
    *(
        "untyped",
        "catalogue",
        "errors",
        "scratch",
        "storage",
        "guard",
        "inputs",
        "model",
        "trace",
        "study",
    ),
    *("batch", "runner", "report.blocks", "questions", "report.chapters", "report.notebook"),
    *("report.output", "interface", "cli"),
)
# Within the large areas: rooms in the order in which they may be imported, first what knows least.
# The longest name that fits a module says which is its room; every module of these areas has one.
ROOMS: dict[str, dict[str, str]] = {
    "inputs": {
        "a file": "causes delimited documents encoding fault_words figures headings labels "
        "number_formats numbers opened px source stated_numbers unions validation workbook",
        "what a file may say": "*_schema demography_method error_records in_year links "
        "mapping outcomes packages parameters places population_paths raw_statistics seasonality "
        "service source_cells stated_values statutory table_spec values variants",
        "people": "demography demography_* kolada profiles population_* region_copy snapshots "
        "statistics tax_base",
        "a printed table": "printed_table shape table_record table_schema tables",
        "a plan as a record": "accepted balance_rules check_names checks look plan_checks "
        "plan_record plan_values plausible history fault_reader",
        "what its sums say": "audit audit.*",
        "a plan that is trusted": "plan table_trust",
        "what stands beside a plan": "continuation differences frames frames_reader "
        "frames_references horizon "
        "assignments investments levers measure_outcomes measures rules sections staff "
        "uncertainty year_forecast",
        "a scenario": "routes scenario scenario_names scenario_record schema",
        "a file of the region's own": "forecast_table mapped mapped.* statement statement_*",
    },
    "model": {
        "tools": "bounds graph inputs_of_keys nearest_point sums years",
        "lines": "*",
        "the whole": "assumptions calibration calibration_* chapters contradictions held identity "
        "promise reconciliation stocks summands units",
        "a projection": "capitation continuation frame_projection investment_projection projection",
    },
    "batch": {
        "where it is kept": "journal store",
        "what is asked": "address axes axis_values carried design executor grid grid_schema",
        "what is held": "fingerprint goals query render_rules work",
        "the run": "parquet ready run select",
    },
    "report.chapters": {
        "what is seen": "*.choice *.horizon *.view",
        "what is shown": "*.figures *.tables *.words",
        "a chapter": "*",
        "the first page": "summary summary.*",
    },
    "report.output": {
        "what all pages share": "files html plan_files policy population_files "
        "receipt sanitise stage words xlsx",
        "what a plan lacks": "lacking",
        "a kind of page": "batch_page excel how how.* live live.* site site.* what_if what_if.*",
        "one file": "whole whole.*",
        "on paper": "paper paper.*",
        "a report": "build",
    },
    "interface": {
        "what is given and shown": "answer differences frames kinds shown sparklines",
        "what serves a plan and a result": "batches look panel questions saving",
        "the two": "plan result",
    },
}
LONGEST = 30
"""Lines of a function's body, its docstring left out: more is more than one thing."""
LONGER = {
    "a command that hands twelve options on, and its steps in their order": "cli.run.run_command",
    "one record, written out": "study.document.result_document",
    "one scenario of its file and its parents, every fault together": "inputs.scenario._load",
    "one calculation, year by year": "model.calibration_tax._solve",
}
UNCHECKED = {
    "Keywords": "batch.axis_values cli.questions inputs.statistics inputs.values "
    "study.goalseek_joint trace.arrays",
    "JsonObject": "runner.engine runner.kernel runner.warm_client runner.wire",
    "Annotation": "cli.questions runner.parameters",
    "AnySubject": "report.blocks.question report.blocks.registry",
    "Nameless": "cli.help interface.panel",
    "Memo": "report.blocks.view",
    "SqlRow": "batch.query report.chapters.batch.view",
    "Passed": "cli.door cli.help inputs.statistics report.blocks.look report.output.html "
    "runner.engine runner.entry trace.arrays",
    "Traceable": "report.blocks.method trace.plan_trace",
}
"""The modules in which a value has no type, by the reason that `analysis.untyped` gives."""
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


def needs() -> dict[str, set[str]]:
    """Return which modules each module of the project needs, to run or for its types, by name."""
    names = {".".join(module_name(file)): file for file in MODULES}
    found: dict[str, set[str]] = {}
    for name, file in names.items():
        parts = ((w, w.rpartition(".")[0]) for _, w in imports_of_project(file))
        found[name] = {next((m for m in pair if m in names), name) for pair in parts} - {name}
    return found


def room(name: str) -> tuple[str, int] | None:
    """Return area and number of the room of a module; None where its area has no rooms."""
    stop = area(name.split("."))
    own = name.removeprefix(f"analysis.{stop}.")
    rooms = ROOMS.get(stop or "")
    if rooms is None or own == name:
        return None
    found = [
        (len(each), number)
        for number, names in enumerate(rooms.values())
        for each in names.split()
        if fnmatchcase(own, each)
    ]
    assert found, f"{name} has no room in ROOMS"
    return str(stop), max(found)[1]


def test_within_an_area_a_module_imports_only_from_its_own_room_and_those_before_it() -> None:
    back = []
    for name, wanted in needs().items():
        own = room(name)
        others = {other: room(other) for other in wanted} if own else {}
        back += [
            f"{name} needs {other}"
            for other, at in others.items()
            if at and own and at[0] == own[0] and at[1] > own[1]
        ]
    assert back == []


def test_every_module_that_a_room_names_is_there() -> None:
    names = {".".join(module_name(file)) for file in MODULES}
    gone = [
        f"{stop}.{each}"
        for stop, rooms in ROOMS.items()
        for each in " ".join(rooms.values()).split()
        if "*" not in each and f"analysis.{stop}.{each}" not in names
    ]
    assert gone == [], "ROOMS names a module that is not there"


def test_no_modules_need_each_other_in_a_circle_not_even_for_their_types() -> None:
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


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function has after its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_function_is_longer_than_one_thing_and_none_is_excused_that_is_short() -> None:
    long = {
        f"{'.'.join(module_name(file)[1:])}.{node.name}"
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > LONGEST
    }
    excused = set(" ".join(LONGER.values()).split())
    assert long - excused == set(), f"over {LONGEST} lines: part it, or argue for it in LONGER"
    assert excused - long == set(), "short by now: take it out of LONGER"


def names_any(file: Path) -> bool:
    """Whether a module names `Any`, from wherever and under whatever name it has it."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    texts = [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return (
        any(isinstance(n, ast.Name) and n.id == "Any" for n in nodes)
        or any(isinstance(n, ast.Attribute) and n.attr == "Any" for n in nodes)
        or any(isinstance(n, ast.alias) and n.name == "Any" for n in nodes)
        or any(re.search(r"(?<![\w.])(?:typing\.)?Any(?=[\],]|$)", text) for text in texts)
    )


def test_a_value_without_a_type_says_why_by_its_name_and_stands_where_it_is_known_to() -> None:
    used: dict[str, set[str]] = {}
    silent = []
    for file in MODULES:
        own = ".".join(module_name(file)[1:])
        if own != "untyped" and names_any(file):
            silent.append(own)
        for _, name in imports_of_project(file):
            module, _, alias = name.rpartition(".")
            if module == "analysis.untyped":
                used.setdefault(alias, set()).add(own)
    assert silent == [], (
        "say the type (`object` for what is narrowed at once), or why there is none"
    )
    assert used == {alias: set(modules.split()) for alias, modules in UNCHECKED.items()}


@pytest.mark.parametrize(
    "line",
    ["from typing import Any", "from typing import Any as X", "x: typing.Any = 1", 'x: "list[Any]"',
     'x: "Any"'],
)  # fmt: skip
def test_any_is_found_however_it_is_written(line: str, tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text(line, encoding="utf-8")
    assert names_any(file)


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
