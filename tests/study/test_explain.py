"""Explain: complete, true to the calculation, and ending at sources."""

import json

import pytest

from analysis.cli.common import plain
from analysis.errors import InputError
from analysis.model.chapters import model
from analysis.model.units import unit
from analysis.report.blocks.explanation import text_lines, value_label
from analysis.study.explain import explain
from analysis.study.formulas import meaning
from analysis.study.opened import open_base, open_plan
from analysis.study.trace import walk
from tests.least_plan import write_least_plan


def test_net_result_of_2026_leads_to_the_printed_row_of_the_strategic_plan(base):
    """Strategisk plan 2025-2027, Resultatbudget: årets resultat 2026 is 394 mnkr."""
    trace = explain(base, "net_result", 2026)
    step = trace.steps["net_result@2026"]
    parts = ("operating_result", "financial_income", "financial_costs")
    assert step.formula == (" + ".join(f"{{{part}@2026}}" for part in parts),)
    assert step.published.value == 394
    assert (step.published.table, step.published.row) == ("resultatbudget", "Årets resultat")
    assert step.published.document == "Strategisk plan 2025-2027"


def test_tax_rests_on_the_tax_base_of_two_years_before(base):
    """Lag 1965:269 4 §: the preliminary tax of 2026 is paid on the tax base of 2024."""
    trace = explain(base, "tax_preliminary", 2026)
    years = {s.year for s in trace.steps.values() if s.name == "tax_base_by_income_year"}
    assert years == {2024}


@pytest.mark.parametrize("line", ["net_result", "cash", "solidity_full", "self_financing_ratio"])
def test_every_value_is_reached_and_every_end_is_an_input(base, line):
    trace = explain(base, line, 2027)
    switches = {"financing_borrows", "financing_sells", "financing_floor", "financing_rate"}
    switches |= {"beyond_print"}
    for step in trace.steps.values():
        assert bool(step.formula) == (step.name in model())
        assert all(link.to in trace.steps for link in step.inputs)
        assert step.formula or step.sources or step.name in switches


def test_effects_of_the_inputs_add_up_for_a_sum(base):
    """operating_result = net operating cost + tax and grants: one unit of each is one unit."""
    links = explain(base, "operating_result", 2027).steps["operating_result@2027"].inputs
    assert [round(link.effect, 6) for link in links] == [1.0, 1.0]


def test_against_another_scenario_only_what_moved_is_told(base, scenario_of):
    other = scenario_of("wages-plus-one")
    trace = explain(other, "net_result", 2027, base)
    assert {s.id for s in trace.moved()} == {"wage_growth@2026", "wage_growth@2027"}
    # Wages carry their charges (inputs/links.yml).
    moved = {s.name for s in trace.steps.values() if not s.formula}
    assert moved == {"wage_growth", "social_charge_growth"}
    target = trace.steps[trace.target]
    assert target.change == pytest.approx(
        other.lines["net_result"][2] - base.lines["net_result"][2]
    )
    step = trace.steps["wage_growth@2026"]
    assert step.change == pytest.approx(1.0)
    assert step.differences[0].startswith("norrbotten-2025/scenarios/wages-plus-one.yml, line")


def test_nothing_is_told_when_nothing_moved(base):
    trace = explain(base, "net_result", 2027, base)
    assert list(trace.steps) == ["net_result@2027"]


def test_an_unknown_line_is_refused_with_the_nearest_name(base):
    with pytest.raises(InputError, match="did you mean 'net_result'"):
        explain(base, "net_reslt", 2027)


def test_a_year_outside_the_plan_is_refused(base):
    with pytest.raises(InputError, match="2025-2030"):
        explain(base, "net_result", 2031)


def test_the_trace_is_data_that_json_can_hold(base):
    json.dumps(plain(explain(base, "equity", 2030).as_dict()), allow_nan=False)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_value_of_the_graph_has_a_name_in_both_languages(base, language):
    for name in base.nodes:
        assert value_label(name, language) != name


def test_every_value_is_shown_in_a_unit_that_the_catalogue_knows(base):
    from analysis.catalogue import has_text

    for name in base.nodes:
        assert has_text(f"unit.{unit(name)}"), name


def test_a_ratio_that_is_no_line_item_is_explained_in_per_cent(base):
    """Net result before depreciation over investments, both ways of the same figure."""
    step = explain(base, "self_financing_ratio_result", 2026).steps[
        "self_financing_ratio_result@2026"
    ]
    result, worn, spent = (
        base.nodes[name][1] for name in ("net_result", "depreciation", "investing_cash_flow")
    )
    assert step.unit == "pct"
    assert step.value == pytest.approx(100 * (result - worn) / -spent)


def test_a_sentence_of_a_docstring_decides_no_unit(base, monkeypatch):
    function = model()["self_financing_ratio_result"]
    monkeypatch.setattr(function, "__doc__", "Some persons, a fraction of mnkr and kr.")
    meaning.cache_clear()
    step = explain(base, "self_financing_ratio_result", 2026).steps[
        "self_financing_ratio_result@2026"
    ]
    meaning.cache_clear()
    assert step.unit == "pct"


def test_the_text_says_the_printed_figure_and_refers_back(base):
    text = "\n".join(text_lines(explain(base, "net_result", 2026), "sv"))
    assert "tryckt: Årets resultat 394 mnkr" in text
    assert "se ovan" in text
    assert "= Verksamhetens resultat 2026 + Finansiella intäkter 2026 + Finansiella kost" in text


@pytest.mark.parametrize(("language", "words"), [("sv", (" om ", ", annars ")), ("en", (" if ",))])
def test_a_choice_is_said_in_the_readers_words(base, language, words):
    text = "\n".join(text_lines(explain(base, "new_debt_closing", 2026), language, 0))
    assert all(word in text for word in words)
    assert "{" not in text


def test_depth_limits_the_levels(base):
    trace = explain(base, "net_result", 2026)
    assert max(level for level, _, _ in walk(trace, 1)) == 1


def test_what_no_equation_feeds_is_an_end_of_the_trace(tmp_path):
    """The least plan knows no residents: what they do to costs is one, and no formula."""
    trace = explain(open_base(open_plan(write_least_plan(tmp_path / "minst"))), "net_result", 2032)
    factor = trace.steps["population_driven_factor"]
    assert (factor.value, factor.formula, factor.inputs) == (1.0, (), ())
    assert "operating_costs_path@2032" in trace.steps
