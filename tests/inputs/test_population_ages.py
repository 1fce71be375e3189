"""Age groups beside a plan: read whole, held against the path, refused with their line."""

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.population_ages import (
    AGE_GROUPS,
    COLUMNS,
    FILE,
    population_ages_text,
    read_population_ages,
)
from analysis.inputs.values import Value
from analysis.model.cohort_groups import GROUPS

YEARS = (2025, 2026)
HEAD = ";".join(COLUMNS)
GOOD = [
    "own;2025;200,1;500,2;200,3;100,1;estimated;kohortmodell",
    "own;2026;199,0;501,0;200,0;100,0;estimated;",
]
TOTALS = {"own": {2025: Value(1001.0, "published"), 2026: Value(1000.0, "published")}}


def read(folder, *rows, totals=TOTALS):
    (folder / FILE).write_text("\n".join((HEAD, *rows)) + "\n", encoding="utf-8")
    return read_population_ages(folder, YEARS, totals)


def test_the_columns_are_the_age_groups_of_the_model():
    assert tuple(GROUPS) == AGE_GROUPS


def test_a_row_gives_persons_with_status_note_file_and_line(tmp_path):
    groups = read(tmp_path, *GOOD)["own"][2025]
    assert [value.value for value in groups.values()] == [200.1, 500.2, 200.3, 100.1]
    value = groups["population_80_plus"]
    assert (value.status, value.note, value.line) == ("estimated", "kohortmodell", 2)
    assert value.file == str(tmp_path / FILE)


def test_what_was_written_is_read_again_even_with_a_semicolon_in_the_note(tmp_path):
    values = (Value(persons, "assumed", note='a; "b"') for persons in (2, 5, 2, 1))
    groups = dict(zip(AGE_GROUPS, values, strict=True))
    text = population_ages_text({"own": dict.fromkeys(YEARS, groups)})
    found = read(tmp_path, *text.splitlines()[1:], totals=None)
    assert found["own"][2026]["population_20_64"].value == 5
    assert found["own"][2026]["population_20_64"].note == 'a; "b"'


def test_a_plan_without_the_file_has_no_age_structure(tmp_path):
    assert read_population_ages(tmp_path, YEARS, TOTALS) == {}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("own;2026;-1;500;200;100;estimated;", "0 persons or more under population_0_19"),
        ("own;2026;200;many;200;100;estimated;", "1 234,5 or -0,7 under population_20_64"),
        ("own;2026;200;;200;100;estimated;", "1 234,5 or -0,7 under population_20_64"),
        ("own;2026;900;0;0;100;estimated;", "more than 0 persons under population_20_64"),
        ("own;2026;200;500;200;100;published;", "status estimated or assumed"),
        ("own;soon;200;500;200;100;estimated;", "a year of the plan's population, 2025-2026"),
        ("own;2027;200;500;200;100;estimated;", "a year of the plan's population, 2025-2026"),
        ("own;2026;200;500;200;100;estimated", "8 cells"),
        ("own;2026;200;500;200;100;estimated;a;b", "8 cells"),
        ("own;2025;200,1;500,2;200,3;100,1;estimated;", "the year 2025 are given already"),
        ("ovn;2026;200;500;200;100;estimated;", "did you mean 'own'"),
        ("own;2026;200;500;200;101;estimated;", "sum to 1001.0 and not to the path"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line(tmp_path, row, words):
    with pytest.raises(InputError) as found:
        read(tmp_path, GOOD[0], row)
    assert words in str(found.value)
    assert "line 3" in str(found.value)


def test_the_sum_may_miss_the_path_by_what_rounding_can_hide_and_no_more(tmp_path):
    read(tmp_path, GOOD[0], "own;2026;200,2;500;200;100,4;estimated;")
    with pytest.raises(InputError, match="regionkalkyl data population"):
        read(tmp_path, GOOD[0], "own;2026;200,4;500;200;100,4;estimated;")


def test_every_fault_is_told_at_once_and_a_missing_year_is_one(tmp_path):
    with pytest.raises(InputError) as found:
        read(tmp_path, "own;2025;x;500;200;100;estimated;", GOOD[1])
    assert [p.line for p in found.value.problems] == [2, None]
    assert "own lacks years: 2025" in str(found.value)


def test_another_heading_is_refused_with_the_right_one(tmp_path):
    (tmp_path / FILE).write_text("namn;ar\n", encoding="utf-8")
    with pytest.raises(InputError, match="population_0_19;population_20_64"):
        read_population_ages(tmp_path, YEARS)


def test_the_shipped_groups_sum_to_every_path_of_the_plan_within_a_fifth_of_a_person():
    plan = load_plan("norrbotten-2025")
    assert set(plan.ages) == set(plan.populations)
    for name, years in plan.ages.items():
        for year, groups in years.items():
            people = sum(value.value for value in groups.values())
            assert people == pytest.approx(plan.populations[name][year].value, abs=0.2 + 0.05)
            assert {value.status for value in groups.values()} == {"estimated"}


def test_a_plan_loads_without_its_ages_for_those_who_write_them_anew():
    assert load_plan("norrbotten-2025", age_groups=False).ages == {}
