"""One slip in a file gives one line, also where a key may hold one form of several."""

from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from analysis.batch.grid_schema import BatchFile
from analysis.errors import InputError
from analysis.inputs.documents import read_yaml
from analysis.inputs.table_spec import Strict, TableSpec
from analysis.inputs.validation import validate


class Steps(Strict):
    start: float = Field(alias="from")
    stop: float = Field(alias="to")
    step: float


class Named(Strict):
    file: str
    column: str


class Axis(Strict):
    values: list[float] | Steps | Named | Annotated[float, Field(gt=0)]


def told(tmp_path: Path, text: str, model: type[Strict]) -> str:
    """The single line that is said of a document."""
    (tmp_path / "x.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        validate(read_yaml(tmp_path / "x.yml"), model)
    (problem,) = caught.value.problems
    assert problem.line == 1
    return str(problem).split(": ", 1)[1]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("{from: 1.0, too: 2.0, step: 0.5}", "the key 'too' does not exist here; "
         "did you mean 'to'?"),
        ("{from: 1.0, to: 2.0}", "the key 'step' is missing"),
        ("{fil: a.csv, column: b}", "the key 'fil' does not exist here; did you mean 'file'?"),
        ("{file: a.csv, column: 1.5}",
         "the value is of the wrong kind (found: '1.5'); expected a text"),
        ("[1.0, x]", "the value is of the wrong kind (found: 'x'); "
                     "expected a number such as 1.5 or \u22121,5"),
        ("-1.0", "the value is not allowed (found: '-1.0'); expected more than 0.0"),
        ("x", "the value is of the wrong kind (found: 'x'); expected a list or keys with values "
              "or a number such as 1.5 or \u22121,5"),
    ],
)  # fmt: skip
def test_one_slip_is_one_line_about_the_form_that_was_meant(
    tmp_path: Path, values: str, words: str
) -> None:
    assert told(tmp_path, f"values: {values}", Axis) == words


@pytest.mark.parametrize(
    ("values", "close"),
    [("{from: 1.0, too: 2.0, step: 0.5}", "to"), ("{distribution: normal, sdd: 1.0}", "sd"),
     ("{file: a.csv, colum: b}", "column")],
)  # fmt: skip
def test_the_forms_of_a_grid_file_are_told_apart_by_their_tags(
    tmp_path: Path, values: str, close: str
) -> None:
    axis = f"axes: {{wage_growth: {{years: 2026, change: {values}}}}}"
    text = f"{{question: x, plan: p, scenario: base, {axis}}}"
    assert told(tmp_path, text, BatchFile).endswith(f"did you mean {close!r}?")


def test_no_words_of_pydantic_reach_the_user(tmp_path: Path) -> None:
    head = "document: d, heading: h, unit: mnkr, status: published, kind: series"
    words = told(tmp_path, f"{{{head}, rows: {{a: 1.5}}}}", TableSpec)
    assert words == ("the value is of the wrong kind (found: '1.5'); expected 'all' or a list")
