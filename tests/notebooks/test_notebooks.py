"""The notebooks in git: thin, Swedish, translated, without outputs."""

import ast
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from papermill.translators import PythonTranslator

from analysis import catalogue
from analysis.errors import RunFailed
from analysis.report.chapters import chapters
from analysis.report.notebook import registry
from analysis.report.output.build import FOLLOWS
from analysis.report.output.html import translated
from analysis.runner.parameters import check_parameters, read_parameters

FOLDER = Path(__file__).parents[2] / "notebooks"
NAMES = [chapter.notebook for chapter in chapters()]
WORKBENCH = ("own_analysis", "what_if")
"""Notebooks to work in, which are no pages of a report."""
TRANSLATED = [*NAMES, "batch/overview"]
PARAMETERS = ["plan", "scenario", "change", "set_", "horizon", "language"]
FORBIDDEN = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.comprehension,
)


def read(name):
    return nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)


def cells(name, kind, tag=None):
    return [
        cell
        for cell in read(name).cells
        if cell.cell_type == kind and (tag is None or tag in cell.metadata.get("tags", []))
    ]


def test_every_chapter_has_a_notebook_and_every_notebook_is_a_chapter():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == sorted((*NAMES, *WORKBENCH))


def test_notebooks_sort_as_the_chapters_do():
    assert sorted(NAMES) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_has_one_name_as_notebook_and_as_folder_or_question(name):
    own = name.partition("_")[2]
    source = FOLDER.parent / "src" / "analysis"
    homes = [
        source / "report" / "chapters" / own / "__init__.py",
        source / "questions" / f"{own}.py",
    ]
    assert sum(home.is_file() for home in homes) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_valid_and_carries_no_outputs_and_no_machine(name):
    notebook = read(name)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    for cell in notebook.cells:
        assert cell.cell_type == "markdown" or (not cell.outputs and cell.execution_count is None)


@pytest.mark.parametrize("name", NAMES)
def test_one_cell_declares_the_parameters_each_with_type_and_comment(name):
    (cell,) = cells(name, "code", "parameters")
    body = ast.parse(cell.source).body
    own = ["outcomes"] if name == FOLLOWS else []
    assert [statement.target.id for statement in body] == [*PARAMETERS, *own]
    assert all(" # " in line for line in cell.source.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_code_cells_are_short_and_hold_no_logic_no_path_and_no_figure(name):
    for cell in cells(name, "code"):
        assert len(cell.source.splitlines()) <= 8
        tree = ast.parse(cell.source)
        assert not any(isinstance(node, FORBIDDEN) for node in ast.walk(tree))
        if "parameters" in cell.metadata.get("tags", []):
            continue
        constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        assert all(isinstance(value, str) and "/" not in value for value in constants)


@pytest.mark.parametrize("name", TRANSLATED)
def test_every_call_shows_something_that_exists(name):
    blocks = registry()
    known = {
        "chart": blocks.charts,
        "table": blocks.tables,
        "say": blocks.sentences,
        "assume": blocks.assumptions,
    }
    calls = [
        (getattr(node.func, "attr", getattr(node.func, "id", "")), node.args)
        for cell in cells(name, "code")
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call)
    ]
    shown = [(kind, args[0].value) for kind, args in calls if kind in known]
    assert shown
    assert [(kind, block) for kind, block in shown if block not in known[kind]] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_is_made_with_the_python_interface_alone(name):
    imports = [
        ast.unparse(node)
        for cell in cells(name, "code")
        for node in ast.parse(cell.source).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert imports == ["from analysis import Plan"]


@pytest.mark.parametrize("name", [*TRANSLATED, *WORKBENCH])
def test_every_prose_cell_carries_its_english(name):
    for cell in cells(name, "markdown"):
        assert cell.metadata.en.count("#") == cell.source.count("#"), cell.id


@pytest.mark.parametrize("name", TRANSLATED)
def test_prose_is_the_cells_own_in_both_languages(name):
    notebook = read(name)
    own = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    told = {
        language: [
            cell.source
            for cell in translated(notebook, language).cells
            if cell.cell_type == "markdown"
        ]
        for language in catalogue.LANGUAGES
    }
    assert told == {"sv": [c.source for c in own], "en": [c.metadata.en for c in own]}


def test_a_cell_without_english_is_refused_by_its_name():
    bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Titel", id="bare")])
    with pytest.raises(RunFailed, match="bare"):
        translated(bare, "en")


def test_cell_ids_are_unique_over_all_notebooks():
    ids = [cell.id for name in NAMES for cell in read(name).cells]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", NAMES)
def test_headings_come_in_order_and_there_is_one_title(name):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in cells(name, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "22_glossary"])
def test_every_page_of_figures_shows_the_add_factors(name):
    assert any('result.table("add_factors")' in cell.source for cell in cells(name, "code"))


@pytest.mark.parametrize("name", [*NAMES, "own_analysis", "what_if", "batch/overview"])
def test_papermill_lists_every_parameter_with_type_and_meaning(name):
    notebook = read(name)
    listed = {p.name: p for p in PythonTranslator().inspect(parameters_cell(notebook))}
    assert list(listed) == list(read_parameters(notebook, name))
    assert all(p.inferred_type_name != "None" and p.help.strip() for p in listed.values())


def parameters_cell(notebook):
    return next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))


@pytest.mark.parametrize("name", ["change", "set_"])
@pytest.mark.parametrize(
    "given",
    [
        "wage_growth:2026-2030=1.0",
        ["wage_growth:2026-2030=1.0"],
        {"wage_growth": {"2026-2030": 1.0}},
        [{"wage_growth": {"2026-2030": 1.0}}],
    ],
)
def test_differences_are_one_text_a_list_or_a_mapping_in_our_engine_too(name, given):
    declared = read_parameters(read("03_prices"), "03_prices.ipynb")
    assert check_parameters(declared, {name: given}, "03_prices.ipynb") == {name: given}
