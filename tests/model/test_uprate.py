"""A level that is carried on by a rate: what is wrong is told of the rate, once."""

import pytest

from analysis.errors import InputError
from analysis.study.opened import open_plan, open_scenario


def faults(*stated: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        open_scenario(open_plan("norrbotten-2025"), "base", (), stated)
    return [problem.said("sv") for problem in refused.value.problems]


def test_a_rate_that_takes_a_level_too_far_is_told_once_as_it_was_typed() -> None:
    (said,) = faults("capital_expenditure:2026=800", "capital_expenditure:2027-2030=uprate 2000")
    assert "capital_expenditure 2027" in said
    assert "'uprate 2000'" in said
    assert "608,9" in said  # in Swedish, as it can be typed back
    assert "menade du" not in said


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (("capital_expenditure:2026=800", "capital_expenditure:2027=uprate nan"), "'nan'"),
        (("capital_expenditure:2027=uprate 3",), "'uprate 3'"),
        (("tax_rate:2027=11,84 kr",), "en siffra i kr per 100 kr och inte i kr"),
    ],
)
def test_a_slip_is_shown_as_it_was_typed(stated: tuple[str, ...], shown: str) -> None:
    (said,) = faults(*stated)
    assert shown in said
    assert "{" not in said
