"""A value that is used after the last day that it holds is warned about, with the date."""

import shutil

import pytest

from analysis.errors import InputError
from analysis.inputs.places import find_plan
from analysis.inputs.plan import load_plan

RATE = "      - years: 2025-2027\n        value: 11.34\n"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(find_plan("norrbotten-2025"), tmp_path / "norrbotten-2025")


def warned(folder, until):
    path = folder / "plan.yml"
    text = path.read_text(encoding="utf-8")
    assert RATE in text
    path.write_text(text.replace(RATE, f"{RATE}        valid_until: {until}\n"), encoding="utf-8")
    return [p for p in load_plan(folder).warnings if "tax_rate" in str(p.column)]


@pytest.mark.parametrize(
    ("until", "late"), [("2026-12-31", ["2027", "2028-2030"]), ("2027-12-31", ["2028-2030"])]
)
def test_years_after_the_last_day_are_told_with_the_date(folder, until, late):
    found = warned(folder, until)
    assert [p.value for p in found] == late
    assert all(until in str(p) and p.line for p in found)


def test_a_value_that_still_holds_is_no_remark(folder):
    assert warned(folder, "2030-12-31") == []


@pytest.mark.parametrize("until", ["2027", "nästa år", "2027-13-01"])
def test_what_is_no_day_is_refused_with_its_line(folder, until):
    with pytest.raises(InputError) as caught:
        warned(folder, until)
    (problem,) = caught.value.problems
    assert str(problem.column).endswith("valid_until")
    assert problem.line
