"""A table that differs from its description is refused: the cell, the line and the nearest name."""

from pathlib import Path

import pytest

from analysis.errors import InputError, Problem
from analysis.inputs.plan import load_plan
from analysis.inputs.shape import shape_problems
from analysis.inputs.table_spec import TableSpec
from analysis.inputs.tables import read_table
from tests.made_plan import plan_yml, write_plan

TEXT = """rad;ar;varde
Intäkter;2031;10
Intäkter;2032;11
Kostnader;2031;-8
Kostnader;2032;-9
Varav ränta;2031;-1
"""
SPEC = {
    "document": "boken",
    "heading": "Budget",
    "unit": "mnkr",
    "status": "published",
    "kind": "series",
    "years": [2031, 2032],
    "rows": {"Intäkter": "all", "Kostnader": "all", "Varav ränta": [2031]},
}


def faults(folder: Path, text: str, **more: object) -> list[Problem]:
    (folder / "tables").mkdir(exist_ok=True)
    (folder / "tables" / "x.csv").write_text(text, encoding="utf-8")
    try:
        read_table(folder, "x", TableSpec.model_validate({**SPEC, **more}))
    except InputError as error:
        return list(error.problems)
    return []


def test_a_table_that_holds_what_its_description_demands_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, TEXT) == []
    # A cell that the print leaves empty may stand empty or be left out.
    assert faults(tmp_path, TEXT + "Varav ränta;2032;\n") == []


@pytest.mark.parametrize(
    ("before", "after", "line", "words", "value", "close"),
    [
        ("Kostnader;2032", "Kostander;2032", 5, "no such row", "Kostander", "Kostnader"),
        ("Kostnader;2031", "Kostander;2031", 4, "no such row", "Kostander", "Kostnader"),
        ("Intäkter;2032", "Intäkter;1900", 3, "no such year", "1900", "2032"),
        ("Intäkter;2032", "Intäkter;2033", 3, "no such year", "2033", "2032"),
        ("Kostnader;2032;-9\n", "", 4, "a cell of the row is missing", None, None),
        ("Kostnader;2032;-9", "Kostnader;2032;", 5, "the cell is empty", "", None),
        ("Varav ränta;2031;-1\n", "", None, "the row is missing", None, None),
        ("Varav ränta;2031", "Varav ränta;2032", 6, "the print has no figure", "-1", None),
        ("Intäkter;2032;11", 'Intäkter;2032;"1\n1"', 3, "more than one line", "1\n1", None),
    ],
)
def test_each_slip_is_one_fault_with_its_line(
    tmp_path: Path,
    before: str,
    after: str,
    line: int | None,
    words: str,
    value: str | None,
    close: str | None,
) -> None:
    assert TEXT.count(before) == 1
    found = faults(tmp_path, TEXT.replace(before, after))
    # A figure in the wrong year is also missing in the right one, which nothing can tell apart.
    assert len(found) == (2 if "no figure" in words else 1)
    assert words in found[0].message
    assert (found[0].line, found[0].value, found[0].nearest) == (line, value, close)
    assert found[0].file == str(tmp_path / "tables" / "x.csv")


def test_a_row_and_year_that_stand_twice_are_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, TEXT + "Intäkter;2031;10\n")
    assert "the first is on line 2" in found.message
    assert found.line == 7


def test_a_second_header_of_the_same_name_is_refused(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, TEXT.replace("rad;ar;varde", "ar;rad;ar;varde"))
    assert (found.message, found.value) == ("the header names a column twice", "ar")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"rows": []}, "rows and years together"),
        ({"across": ["a"]}, "no across: a series"),
        ({"count": 3}, "no count: a series"),
        ({"rows": {"Intäkter": [2033]}}, "years or columns of the table"),
    ],
)
def test_a_description_that_contradicts_itself_is_refused(
    more: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        TableSpec.model_validate({**SPEC, **more})


LIST = {
    "rows": [],
    "years": None,
    "kind": "list",
    "count": 2,
    "columns": {
        "slag": {"unit": "text", "one_of": ["Ny", "Åter"]},
        "belopp": {"unit": "mnkr"},
    },
}


def test_a_list_holds_as_many_rows_as_it_says_and_only_the_texts_that_it_allows(
    tmp_path: Path,
) -> None:
    assert faults(tmp_path, "slag;belopp\nNy;1\nÅter;2\n", **LIST) == []
    (short,) = faults(tmp_path, "slag;belopp\nNy;1\n", **LIST)
    assert (short.value, short.expected) == ("1", "2 rows")
    (text,) = faults(tmp_path, "slag;belopp\nNy;1\nÅtter;2\n", **LIST)
    assert (text.line, text.value, text.nearest) == (3, "Åtter", "Åter")
    (column,) = faults(tmp_path, "slag;belopp;not\nNy;1;\nÅter;2;\n", **LIST)
    assert column.value == "not"


@pytest.mark.parametrize(
    "name", ["norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022"]
)
def test_every_table_of_the_published_plans_is_described_and_is_as_described(name: str) -> None:
    plan = load_plan(name, trusted=False)
    for table_id, spec in plan.specs.items():
        assert spec.count if spec.kind == "list" else spec.demanded, table_id
        assert shape_problems(plan.table(table_id)) == []


def test_a_plan_with_a_misspelt_row_does_not_load(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, {"x": (SPEC, TEXT.replace("Intäkter;2032", "Intäckter;2032"))})
    plan = plan_yml(years="2031-2032")
    write_plan(folder, {"x": (SPEC, TEXT.replace("Intäkter;2032", "Intäckter;2032"))}, plan)
    with pytest.raises(InputError, match=r"x\.csv, line 3.*did you mean 'Intäkter'"):
        load_plan(folder)
