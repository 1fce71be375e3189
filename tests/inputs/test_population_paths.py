"""Calculated population paths beside a plan: read whole, refused with their line."""

import pytest

from analysis.errors import InputError
from analysis.inputs.population_paths import FILE, population_paths_text, read_population_paths

YEARS = (2025, 2026)


def read(folder, text, taken=frozenset()):
    (folder / FILE).write_text(text, encoding="utf-8")
    return read_population_paths(folder, YEARS, taken)


def test_what_was_written_is_read_again(tmp_path):
    text = population_paths_text({"high": {2025: 1000.04, 2026: 1001.0}}, {"high": "kohortmodell"})
    found = read(tmp_path, text)
    assert found["high"][2025] == (1000.0, "estimated", "kohortmodell", 2)
    assert found["high"][2026][0] == 1001.0


def test_a_plan_without_the_file_has_no_calculated_paths(tmp_path):
    assert read_population_paths(tmp_path, YEARS) == {}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("high;2026;-5;estimated;", "more than 0"),
        ("high;2026;many;estimated;", "a number such as"),
        ("high;soon;5;estimated;", "a year"),
        ("../x;2026;5;estimated;", "small letters"),
        ("high;2026;5;published;", "estimated or assumed"),
        ("high;2025;5;estimated;", "given already"),
        ("own;2025;5;estimated;", "given already"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_line(tmp_path, row, words):
    good = population_paths_text({"high": {2025: 1000.0, 2026: 1001.0}}, {})
    with pytest.raises(InputError) as found:
        read(tmp_path, good + row + "\n", frozenset({"own"}))
    assert words in str(found.value)
    assert "line 4" in str(found.value)


def test_a_path_that_lacks_a_year_of_the_plan_is_refused(tmp_path):
    with pytest.raises(InputError, match="high lacks years: 2026"):
        read(tmp_path, population_paths_text({"high": {2025: 1000.0}}, {}))


def test_another_heading_is_refused(tmp_path):
    with pytest.raises(InputError, match="namn;ar;varde;status;anteckning"):
        read(tmp_path, "a;b\n1;2\n")
