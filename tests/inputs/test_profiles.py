"""Age profiles: every fault of the file at once, each with its line."""

from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.profiles import read_profiles

HEADING = "fran;till;taxable_income;care_cost\n"


def test_every_age_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "age_profiles.csv"
    path.write_text(f"{HEADING}0;64;100;2,5\n65;100;50;7\n", encoding="utf-8")
    found = read_profiles(tmp_path)
    assert (found.income[64], found.income[65]) == (100.0, 50.0)
    assert (found.care[64], found.care[100]) == (2.5, 7.0)


def test_all_faults_are_told_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "age_profiles.csv"
    path.write_text(f"{HEADING}0;5;0;34\n6;99;1;x\n5;98;1;1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_profiles(tmp_path)
    told = [(p.line, p.message.said("en")) for p in caught.value.problems]
    assert told == [
        (3, "the row cannot be read"),
        (4, "the ages overlap an earlier row"),
        (None, "age 99 is missing"),
        (None, "age 100 is missing"),
    ]


def test_another_heading_is_refused(tmp_path: Path) -> None:
    (tmp_path / "age_profiles.csv").write_text("fran;till\n0;100\n", encoding="utf-8")
    with pytest.raises(InputError, match="heading"):
        read_profiles(tmp_path)
