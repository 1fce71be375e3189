"""Parameters are checked against the notebook's own cell before Papermill sees them."""

from pathlib import Path

import pytest
from papermill.translators import PythonTranslator

from analysis.errors import InputError
from analysis.runner.parameters import Parameter, check_parameters, load_notebook, read_parameters
from tests.runner.samples import sample, write_sample

DECLARED = read_parameters(sample("text"), "sample.ipynb")


def test_the_parameters_cell_is_the_schema() -> None:
    assert {name: p.annotation for name, p in DECLARED.items()} == {
        "tax_rate": "float",
        "years": "int",
        "name": "str",
        "levels": "list[float]",
        "note": "str | None",
    }


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("tax_rate", 11.84, 11.84),
        ("tax_rate", 11, 11.0),
        ("years", 10, 10),
        ("name", 'Räk "smörgås" {years} \\', 'Räk "smörgås" {years} \\'),
        ("levels", [1, 2.5], [1.0, 2.5]),
        ("note", None, None),
    ],
)
def test_a_value_of_the_declared_type_passes(name: str, value: object, stored: object) -> None:
    assert check_parameters(DECLARED, {name: value}, "n.ipynb") == {name: stored}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tax_rate", "11,33"),
        ("tax_rate", "11.33"),
        ("tax_rate", float("nan")),
        ("tax_rate", float("inf")),
        ("tax_rate", True),
        ("tax_rate", None),
        ("years", 3.0),
        ("years", "010"),
        ("name", 1),
        ("name", "\ud800"),
        ("levels", [1.0, float("nan")]),
        ("levels", (1.0,)),
        ("levels", ["1"]),
        ("tax_rat", 11.0),
        ("x = 1; import os", 1),
        ("class", 1),
        ("", 1),
    ],
)
def test_a_value_that_does_not_fit_is_refused(name: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        check_parameters(DECLARED, {name: value}, "n.ipynb")
    assert caught.value.problems[0].file == "n.ipynb"


CHANGE = {"change": Parameter("change", "dict | list | str", {}, 1)}


def test_years_as_numbers_are_keys_as_papermill_has_them() -> None:
    given = {"wage_growth": {2026: 1.0, "2027-2030": 0.5}}
    stored = {"wage_growth": {"2026": 1.0, "2027-2030": 0.5}}
    assert PythonTranslator.translate(given) == PythonTranslator.translate(stored)
    for value, kept in ((given, stored), ([given], [stored])):
        assert check_parameters(CHANGE, {"change": value}, "n.ipynb") == {"change": kept}


@pytest.mark.parametrize("years", [{2026: 1.0, "2026": 2.0}, {2026.0: 1.0}, {True: 1.0}, {None: 1}])
def test_other_keys_than_texts_and_whole_numbers_are_refused(years: dict) -> None:
    with pytest.raises(InputError, match="change"):
        check_parameters(CHANGE, {"change": {"wage_growth": years}}, "n.ipynb")


def test_a_misspelt_name_is_answered_with_the_nearest_one_and_all_faults_are_told() -> None:
    with pytest.raises(InputError) as caught:
        check_parameters(DECLARED, {"tax_rat": 1.0, "years": "3"}, "n.ipynb")
    misspelt, text = caught.value.problems
    assert misspelt.nearest == "tax_rate"
    assert text.expected == "int"


@pytest.mark.parametrize("content", ["", "{", '{"cells": 3}', "[]"])
def test_what_is_not_a_notebook_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        load_notebook(path)
    with pytest.raises(InputError, match="no such notebook"):
        load_notebook(tmp_path / "missing.ipynb")


def test_a_type_that_is_code_is_refused(tmp_path: Path) -> None:
    notebook = load_notebook(write_sample("text", tmp_path))
    notebook.cells[1].source = "x: __import__('os').system('true') = 1"
    declared = read_parameters(notebook, "n.ipynb")
    with pytest.raises(InputError, match="a type that a parameter cannot have"):
        check_parameters(declared, {"x": 1}, "n.ipynb")
