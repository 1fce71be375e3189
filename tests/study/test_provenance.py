"""Where the residents of a scenario come from: the paths that it takes, and their ages."""

import pytest

from analysis.inputs.scenario import load_scenario
from analysis.report.blocks.explanation import text_lines
from analysis.study.explain import explain
from analysis.study.provenance import population_paths, sources


def test_an_age_share_is_estimated_from_the_age_groups_of_the_plan(base):
    trace = explain(base, "population_80_plus", 2030)
    assert set(trace.steps) == {
        "population_80_plus@2030", "population@2030", "population_path@2030",
        "age_share_80_plus@2030"}  # fmt: skip
    step = trace.steps["age_share_80_plus@2030"]
    (source,) = step.sources
    assert (source.status, source.file) == (
        "estimated",
        "norrbotten-2025/population_age_groups.csv",
    )
    assert (source.what, source.unit, source.year) == ("population_80_plus", "persons", 2030)
    # 22 230,7 of 249 734: row own;2030 of the file.
    assert source.value == 22230.7
    assert step.value == pytest.approx(100 * 22230.7 / 249734, abs=1e-3)
    assert not step.differences


@pytest.mark.parametrize(("language", "word"), [("sv", "skattat"), ("en", "estimated")])
def test_the_words_say_estimated_and_name_the_file(base, language, word):
    text = "\n".join(text_lines(explain(base, "dependency_ratio", 2026), language))
    assert word in text
    assert "norrbotten-2025/population_age_groups.csv:" in text
    assert "age_share_20_64: " not in text


def test_a_scenario_that_takes_a_path_shows_that_path_and_its_ages(base, scenario_of):
    other = scenario_of("package-5000")
    trace = explain(other, "dependency_ratio", 2030, base)
    moved = {step.name: step for step in trace.moved()}
    assert set(moved) == {"population_path", "age_share_20_64"}
    for step in moved.values():
        assert step.differences[0].startswith("norrbotten-2025/scenarios/package-5000.yml, line")
    (path,), (ages,) = (moved[n].sources for n in ("population_path", "age_share_20_64"))
    assert (path.status, path.file) == ("estimated", "norrbotten-2025/population_scenarios.csv")
    assert ages.value == pytest.approx(other.lines["population_20_64"][-1], abs=0.2)


def test_residents_added_by_year_do_not_claim_to_move_the_shares(base, scenario_of):
    trace = explain(scenario_of("base", ["population:2027=500"]), "population_0_19", 2027)
    assert trace.steps["population_path@2027"].differences
    assert not trace.steps["age_share_0_19@2027"].differences


def test_a_blend_rests_on_each_of_its_paths(calibration, tmp_path):
    file = tmp_path / "half.yml"
    file.write_text("question: Hälften?\nset:\n  population: {blend: {own: 0.5, scb: 0.5}}\n")
    scenario = load_scenario(file, calibration.plan)
    assert population_paths(calibration.plan, scenario) == ("own", "scb")
    found = sources(calibration.plan, "age_share_0_19", 2030, scenario)
    assert [source.line for source in found] == [8, 16]
