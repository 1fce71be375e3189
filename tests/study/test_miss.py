"""A miss split: parts and rest are the whole error, and each part is what its outcome moves."""

import pytest

from analysis.inputs.outcomes import read_outcomes
from analysis.study.miss import explained, with_outcomes
from analysis.study.score import score

ASSUMED = {
    "wage_growth": {2025: 3.4, 2026: 4.1},
    "national_tax_base_growth": {2025: 3.6, 2026: 3.9},
    "population": {2026: 247900.0},
    "portfolio_return_rate": {2025: 2.0},
}
HAPPENED = {
    "net_result": {2025: 150.0, 2026: 210.0, 2029: -40.0},
    "tax_revenue": {2025: 7900.0},
    "cash": {2026: 50.0},
}


@pytest.fixture(scope="module")
def vintages(base, scenario_of):
    """The plan, and the same plan under another scenario in the place of an earlier vintage."""
    return [base, scenario_of("weak-growth")]


def test_parts_and_rest_sum_to_the_error_over_vintages(vintages):
    found = score(vintages, {**HAPPENED, **ASSUMED})
    assert len(found.explained) == 2 * 5
    for miss in found.explained:
        assert abs(miss.gap) < 1e-9, miss
        assert miss.parts
    errors = {(m.vintage, m.line, m.year, round(m.error, 9)) for m in found.misses}
    assert {(m.vintage, m.line, m.year, round(m.error, 9)) for m in found.explained} <= errors


def test_nothing_is_left_when_the_outcome_is_what_the_model_gives(base):
    happened = with_outcomes(base, ASSUMED).lines
    lines = {name: {2026: float(happened[name][1])} for name in ("net_result", "cash")}
    for miss in explained(base, {**lines, **ASSUMED}):
        assert miss.rest == 0
        assert abs(miss.gap) < 1e-9


def test_a_part_is_what_its_outcome_alone_moves(base, scenario_of):
    """One assumption: one percentage point of wages less, no links, and the whole difference."""
    lower = scenario_of("base", (), ["wage_growth:2026=2.3", "links=none"])
    moved = float((base.lines["net_result"] - lower.lines["net_result"])[1])
    outcomes = {"net_result": {2026: 0.0}, "wage_growth": {2026: 2.3}}
    (miss,) = explained(base, outcomes)
    assert miss.parts == {"prices": pytest.approx(moved)}
    assert moved < 0  # cheaper wages: the plan was too low by this


def test_without_outcomes_of_assumptions_nothing_is_explained(base):
    found = score([base], HAPPENED)
    assert found.explained == ()
    assert [sheet.id for sheet in found.sheets()] == ["score_misses", "score_summary"]


def test_assumptions_are_scored_beside_lines(base):
    found = score([base], {"wage_growth": {2025: 3.4}})
    (miss,) = found.assumptions
    assert (miss.key, miss.horizon) == ("wage_growth", 1)
    assert miss.error == pytest.approx(0.1)


def test_assumptions_are_entered_by_id_or_label(tmp_path):
    path = tmp_path / "outcomes.csv"
    path.write_text("post;ar;varde\nTimlön;2025;3,4\nwage_growth;2026;4,1\n", encoding="utf-8")
    assert read_outcomes(path) == {"wage_growth": {2025: 3.4, 2026: 4.1}}
