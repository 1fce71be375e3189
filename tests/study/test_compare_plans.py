"""Two vintages of one plan, and the bridge that is printed between them."""

from decimal import Decimal
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.study.compare_plans import compare_plans, published_bridge
from tests.made_plan import plan_yml, series, write_plan


def test_the_board_grant_of_2025_was_9_852_1_in_one_plan_and_10_341_7_in_the_next() -> None:
    """Reviderad Regionstyrelsens plan 2023-2025, and Strategisk plan 2025-2027, bilaga 4."""
    pairs = compare_plans(load_plan("norrbotten-2023"), load_plan("norrbotten-2025"))
    (grant,) = [p for p in pairs if p.id == "regionstyrelsen" and p.year == 2025]
    assert (grant.earlier.printed, grant.later.printed) == ("9852.1", "-10341.7")
    assert (grant.earlier.value, grant.later.value) == (-9852.1, -10341.7)
    assert grant.difference == pytest.approx(-489.6)
    assert grant.earlier.document == "Reviderad Regionstyrelsens plan 2023-2025"


def test_plans_of_two_regions_are_not_vintages_of_each_other() -> None:
    with pytest.raises(InputError, match="different regions"):
        compare_plans(load_plan("vasterbotten-2023"), load_plan("norrbotten-2025"))


def test_the_published_bridge_goes_from_169_to_206_and_closes_every_year() -> None:
    """Strategisk plan 2025-2027: changes of the result budget since the plan of 2024-2026."""
    bridge = published_bridge(load_plan("norrbotten-2025"))
    assert bridge is not None
    steps = bridge.year(2025)
    assert (steps[0].kind, steps[0].value) == ("start", 169)
    assert (steps[-1].kind, steps[-1].value) == ("end", 206)
    assert len({s.label for s in bridge.steps if s.kind == "step"}) == 19
    assert len([s for s in steps if s.kind == "total"]) == 5
    assert all(bridge.closes(year) for year in bridge.years)
    assert abs(bridge.gaps[2025].value) <= bridge.gaps[2025].half


def test_a_plan_without_a_bridge_says_so() -> None:
    assert published_bridge(load_plan("norrbotten-2023")) is None


def test_a_line_item_is_compared_where_both_plans_print_it(tmp_path: Path) -> None:
    lines = {"Skatt": "tax_revenue"}
    for name, value in (("a", "100"), ("b", "110")):
        table = series({"Skatt": {2031: value, 2032: value}}, lines=lines)
        write_plan(tmp_path / name, {"x": table}, plan_yml(name))
    pairs = compare_plans(load_plan(tmp_path / "a"), load_plan(tmp_path / "b"))
    assert [(p.id, p.year, p.difference) for p in pairs] == [
        ("tax_revenue", 2031, 10.0),
        ("tax_revenue", 2032, 10.0),
    ]
    assert Decimal(pairs[0].later.printed) == 110
