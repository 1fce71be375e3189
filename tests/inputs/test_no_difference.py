"""What moves nothing is no difference: the scenario stays what it was, in name and question."""

import pytest

from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario


@pytest.mark.parametrize(
    ("change", "set_"),
    [
        (["wage_growth:2026=0"], []),
        (["wage_growth:2026=-0.0", "tax_rate:2027=0"], []),
        ([], ["tax_rate:2027=11.34"]),
    ],
)
def test_nothing_added_is_the_plan_as_decided(change: list[str], set_: list[str]) -> None:
    plan = load_plan("norrbotten-2025")
    assert load_scenario("base", plan, change, set_) == load_scenario("base", plan)


def test_the_plans_own_value_is_a_difference_where_a_scenario_says_another() -> None:
    plan = load_plan("norrbotten-2025")
    back = load_scenario("tax-plus-one-krona", plan, (), ["tax_rate:2026-2030=11.34"])
    assert back.name != "tax-plus-one-krona"
    assert back.added
