"""A scenario is its resolved differences: its name, title, question and checksum follow them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.inputs.plan import load_plan
from analysis.inputs.scenario import load_scenario
from analysis.model.calibration import calibrate
from analysis.model.projection import project
from analysis.questions.bridge import says
from analysis.report.blocks.view import Words
from analysis.study.bridge import scenario_bridge
from analysis.study.compare import compare
from analysis.study.document import result_document

CALIBRATION = calibrate(load_plan("norrbotten-2025"))
PLAN = CALIBRATION.plan


def projected(name="base", change=(), set_=()):
    return project(CALIBRATION, load_scenario(name, PLAN, change, set_))


def test_a_changed_base_is_not_called_the_plan_as_decided():
    found = projected(change=["wage_growth:2026-2030=1.0"])
    scenario = found.scenario
    assert scenario.title_in("sv") == "Beslutad plan + 1 ändring"
    assert scenario.title_in("en") == "The adopted plan + 1 change"
    assert scenario.question_in("sv") == (
        "Vad händer om timlön ändras med +1 procentenhet 2026\u20132030?"
    )
    document = result_document(found)
    assert document["scenario"].startswith("base-")
    assert {d["key"] for d in document["differences"]} >= {"wage_growth"}
    assert document["differences"][-1]["year"] == 2030
    assert document["checksum"] != result_document(projected())["checksum"]


def test_two_changes_on_another_scenario_are_said_after_its_own_question():
    found = projected("weak-growth", ["state_grants:2027=50"], ["tax_rate:2027=11,84"]).scenario
    assert found.title_in("sv") == "Svag tillväxt + 2 ändringar"
    assert (
        found.question_in("en")
        .replace("\u00a0", " ")
        .endswith(
            "And if, in addition, any other change in general grants changes by +SEK 50 million in "
            "2027 and tax rate is 11.84 SEK per SEK 100 in 2027?"
        )
    )


SAME = [
    {"change": ["tax_rate:2026-2030=1.0"]},
    {"change": {"tax_rate": {2026: 1, "2027-2030": "1,0"}}},
    {"change": "tax_rate:2026-2028=1.0; tax_rate:2029-2030=1.0"},
    {"set_": ["tax_rate:2026-2030=12.34"]},
    {"name": "tax-plus-one-krona"},
    {"name": "tax-plus-one-krona", "change": ["wage_growth:2026=0"]},
]


@pytest.mark.parametrize("stated", SAME)
def test_the_same_resolved_differences_have_the_same_checksum(stated):
    assert projected(**stated).digest == projected(**SAME[0]).digest


def test_the_name_of_the_same_words_in_another_form_is_the_same():
    names = {projected(**stated).scenario.name for stated in SAME[:3]}
    assert len(names) == 1


def test_a_set_to_the_plans_own_value_is_no_difference():
    assert projected(set_=["tax_rate:2027=11.34"]).digest == projected().digest
    assert projected(set_=["tax_rate:2027=11.34"]).differences == []


@given(st.lists(st.integers(-400, 400), min_size=2, max_size=6, unique=True))
def test_different_changes_never_share_a_name_or_a_checksum(steps):
    found = [projected(change=[f"wage_growth:2027={step / 100}"]) for step in steps]
    assert len({p.digest for p in found}) == len(steps)
    assert len({p.scenario.name for p in found}) == len(steps)
    assert len({p.scenario.label("sv") for p in found}) == len(steps)


def test_a_file_elsewhere_does_not_take_the_name_of_a_scenario_of_the_plan(tmp_path):
    path = tmp_path / "base.yml"
    path.write_text("question: Vad?\nchange: {wage_growth: {2026: 1.0}}\n", encoding="utf-8")
    assert load_scenario(path, PLAN).name.startswith("base-")


def test_a_bridge_says_two_names_for_two_scenarios():
    start, end = projected(), projected(change=["wage_growth:2026-2030=1.0"])
    bridge = scenario_bridge(start, end, "balanced_budget_result")
    assert bridge.titles[0] != bridge.titles[1]
    assert "+ 1 ändring" in " ".join(says(bridge, Words("sv")).values())


def test_two_scenarios_of_one_name_are_not_compared():
    other = projected("weak-growth")
    named = replace(other, scenario=replace(other.scenario, name="base"))
    with pytest.raises(InputError, match="same name"):
        compare([projected(), named])
