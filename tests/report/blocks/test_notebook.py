"""What notebooks call."""

import pytest

from analysis.errors import InputError
from analysis.report.notebook import chart, open_view, question, say, table

PLAN = "norrbotten-2025"


def test_the_base_is_shown_alone_and_a_scenario_beside_its_base():
    assert open_view(PLAN).base is None
    view = open_view(PLAN, "tax-plus-one-krona")
    assert view.base is not None
    # One krona on a tax base of about 72 billion gives some 720 mnkr more in 2026.
    more = view.values("tax_preliminary")[1] - view.base_values("tax_preliminary")[1]
    assert more == pytest.approx(view.base_values("own_tax_base")[1] * 0.01, rel=0.05)


def test_a_change_of_ones_own_is_a_scenario():
    view = open_view(PLAN, "base", ["wage_growth:2026-2030=1.0"], ["tax_rate:2027=11.84"])
    assert view.base is not None
    assert len(view.projection.scenario.differences) == 2
    assert view.values("tax_rate")[2] == pytest.approx(11.84)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such-plan",), "plan"),
        ((PLAN, "bas"), "base"),
        ((PLAN, "base", [], [], "svenska"), "language"),
        ((PLAN, "base", ["wage_groth:2026=1"]), "wage_growth"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest_name(arguments, message):
    with pytest.raises(InputError, match=message):
        open_view(*arguments)


def test_each_call_shows_one_block(view):
    assert "<figure" in chart("result", view).data
    assert "<table" in table("goals", view).data
    assert "<p" in say("result", view).data
    assert "Vad säger planen?" in question(view).data


@pytest.mark.parametrize("call", [chart, table, say])
def test_a_misspelt_name_is_refused(call, view):
    with pytest.raises(KeyError, match="nearest"):
        call("gaols", view)
