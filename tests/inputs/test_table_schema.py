"""Tables as data frames that a schema has checked."""

import math
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.table_schema import checked_frame
from tests.made_plan import item_list, matrix, series, write_plan


def test_a_series_has_years_as_whole_numbers_and_blanks_as_nan(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, {"x": series({"a": {2031: "1,5", 2032: ""}})})
    frame = checked_frame(load_plan(folder).table("x"))
    assert list(frame.columns) == ["rad", "ar", "varde", "line"]
    assert frame["ar"].tolist() == [2031, 2032]
    assert frame["varde"].iloc[0] == 1.5
    assert math.isnan(frame["varde"].iloc[1])


def test_a_list_keeps_its_own_columns(tmp_path: Path) -> None:
    table = item_list({"namn": "text", "belopp": "tkr"}, [["Buss", "12"], ["Båt", ""]])
    frame = checked_frame(load_plan(write_plan(tmp_path, {"x": table})).table("x"))
    assert frame["namn"].tolist() == ["Buss", "Båt"]
    assert frame["belopp"].iloc[0] == 12


def test_a_matrix_may_be_as_wide_as_it_likes(tmp_path: Path) -> None:
    table = matrix({"a": {"k": "1", "l": "2"}, "b": {"k": "3", "l": "4"}})
    frame = checked_frame(load_plan(write_plan(tmp_path, {"x": table})).table("x"))
    assert frame["varde"].sum() == 10


def test_a_year_of_another_millennium_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = write_plan(tmp_path, {"x": series({"a": {2031: "1", 9031: "2"}})})
    with pytest.raises(InputError) as raised:
        checked_frame(load_plan(folder).table("x"))
    (problem,) = raised.value.problems
    assert (problem.line, problem.column) == (3, "ar")
    assert problem.expected == "a year from 1900 to 2200"


@pytest.mark.parametrize(
    "name", ["norrbotten-2025", "norrbotten-2023", "vasterbotten-2023", "norrbotten-2022"]
)
def test_every_table_of_the_published_plans_meets_its_schema(name: str) -> None:
    plan = load_plan(name)
    for table_id in plan.specs:
        assert len(checked_frame(plan.table(table_id))), table_id
