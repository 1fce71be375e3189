"""Monte Carlo of the full model: reproducible, with an error that is what it says."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.inputs.uncertainty import load_uncertainty
from analysis.model.chapters import model
from analysis.model.graph import evaluate
from analysis.model.inputs_of_keys import input_name
from analysis.questions.uncertainty import assumes
from analysis.report.blocks.view import Words
from analysis.study.draws import BLOCK, Errors, overrides
from analysis.study.opened import open_plan
from analysis.study.risk import (
    expected_shortfall,
    failure_probabilities,
    fan,
    probability,
    room_probabilities,
    sheets,
)
from analysis.study.uncertainty import RESULT, simulate


@pytest.fixture(scope="module")
def run(calibration):
    """Simulate the base plan."""
    uncertainty = load_uncertainty(calibration.plan)
    base = load_scenario("base", calibration.plan)

    def make(draws, **options):
        return simulate(calibration, base, uncertainty, draws, **options)

    return make


@pytest.fixture(scope="module")
def large(run):
    return run(8 * BLOCK, seed=99)


def same(one, other):
    assert one.tests == other.tests
    np.testing.assert_array_equal(one.failed, other.failed)
    np.testing.assert_array_equal(one.over, other.over)
    for line, values in one.lines.items():
        np.testing.assert_array_equal(values, other.lines[line])


def test_two_workers_give_bit_for_bit_what_one_gives(run):
    same(run(2 * BLOCK + 7, workers=1), run(2 * BLOCK + 7, workers=2, chunk=BLOCK))


@pytest.mark.parametrize("method", ["random", "quasi"])
@pytest.mark.parametrize("chunk", [1, BLOCK, 3 * BLOCK])
def test_any_chunk_size_gives_the_same(run, method, chunk):
    same(run(2 * BLOCK + 7, method=method), run(2 * BLOCK + 7, method=method, chunk=chunk))


def test_fewer_draws_are_the_beginning_of_more(run):
    few, many = run(500), run(BLOCK + 1)
    np.testing.assert_array_equal(few.lines["cash"], many.lines["cash"][:500])


def test_another_seed_gives_other_draws(run):
    assert not np.array_equal(run(100, seed=1).failed, run(100, seed=2).failed)


@pytest.mark.parametrize("method", ["random", "quasi"])
def test_failure_probabilities_lie_within_sampling_error_of_a_larger_run(run, large, method):
    small, wide = run(2 * BLOCK, method=method), failure_probabilities(large)
    for test, found in failure_probabilities(small).items():
        error = np.hypot(max(found.standard_error, 1e-3), wide[test].standard_error)
        assert abs(found.value - wide[test].value) < 4.5 * error, test


def test_a_draw_is_a_full_run_of_the_model(run, calibration):
    """The third draw, calculated alone through the graph, gives the same line."""
    simulation = run(10)
    drawn = overrides(
        Errors(simulation.uncertainty, calibration.inputs), calibration.inputs, 1, 0, "random"
    )
    alone = {**calibration.inputs, **{name: values[2] for name, values in drawn.items()}}
    found = evaluate(model(), alone, ["cash"])["cash"]
    np.testing.assert_allclose(simulation.lines["cash"][2], found, atol=1e-9)


def test_identities_hold_in_every_draw(calibration, large):
    drawn = overrides(
        Errors(large.uncertainty, calibration.inputs), calibration.inputs, 99, 0, "random"
    )
    gaps = [name for name in model() if name.startswith("gap_")]
    values = evaluate(model(), {**calibration.inputs, **drawn}, gaps)
    assert max(np.abs(v).max() for v in values.values()) < 1e-6


def test_the_tests_are_the_goals_of_the_plan_and_the_restoring_of_deficits(large, calibration):
    names = {name for name, _ in large.tests}
    assert names == {*calibration.plan.goals, "restoring"}
    assert large.failed.shape == (large.draws, len(large.tests))


def test_balanced_budget_fails_where_the_result_is_negative(large):
    column = large.tests.index(("balanced_budget", (2027,)))
    np.testing.assert_array_equal(large.failed[:, column], large.lines[RESULT][:, 2] < 0)


def test_the_sides_of_the_band_are_told_apart(run, calibration):
    """Below 1 per cent is the risk, above 3 per cent is room; no draw is both."""
    found = run(2000, lines=("operating_result_share",))
    share = found.lines["operating_result_share"]
    for column, (name, years) in enumerate(found.tests):
        if name == "operating_result_share":
            values = share[:, found.years.index(years[0])]
            np.testing.assert_array_equal(found.failed[:, column], values < 1)
            np.testing.assert_array_equal(found.over[:, column], values > 3)
        else:
            assert not found.over[:, column].any()
    risk, room = failure_probabilities(found), room_probabilities(found)
    assert {name for name, _ in room} == {"operating_result_share"}
    last = ("operating_result_share", 2030)
    assert risk[last].value == np.mean(share[:, -1] < 1)
    assert room[last].value == np.mean(share[:, -1] > 3)


def test_percentiles_rise_and_the_median_of_cash_lies_near_the_plan(large, base):
    found = fan(large, "net_result")
    assert np.all(np.diff(found, axis=0) > 0)
    spread = large.lines["net_result"].std(axis=0)
    assert np.all(np.abs(found[2] - base.lines["net_result"]) < 0.2 * spread)


def test_the_wilson_interval_by_hand():
    """10 of 100, 95 %: centre (0.1 + 1.9208/100)/(1 + 3.8416/100) = 0.1148, ends 5.5 and 17.4 %."""
    found = probability(np.arange(100) < 10)
    assert (round(found.low, 3), round(found.high, 3)) == (0.055, 0.174)
    assert found.standard_error == pytest.approx(0.03)


def test_no_failure_at_all_still_has_an_upper_end():
    found = probability(np.zeros(1000, dtype=bool))
    assert found.value == 0
    assert found.low == pytest.approx(0, abs=1e-12)
    assert 0 < found.high < 0.01


def test_expected_shortfall_is_the_mean_of_the_worst():
    """Of 1 … 100 the worst 5 per cent are 1 … 5, whose mean is 3."""
    mean, _ = expected_shortfall(np.arange(100, 0, -1.0)[:, None], 0.05)
    assert mean[0] == 3.0


def test_the_error_of_the_shortfall_is_that_of_repeated_runs():
    generator = np.random.default_rng(1)
    runs = [expected_shortfall(generator.normal(size=(4000, 1)), 0.05) for _ in range(300)]
    spread = np.std([mean[0] for mean, _ in runs])
    assert np.mean([error[0] for _, error in runs]) == pytest.approx(spread, rel=0.15)


def test_quasi_random_draws_err_less(run):
    quasi = failure_probabilities(run(4 * BLOCK, method="quasi"))["balanced_budget", 2027]
    random = failure_probabilities(run(4 * BLOCK))["balanced_budget", 2027]
    assert quasi.standard_error < random.standard_error


def test_tables_hold_every_test_and_line(large):
    shortfall, goals, ranges = sheets(large)
    assert len(ranges.rows) == len(large.lines) * len(large.uncertainty.file.percentiles)
    bands = len(large.years) + 1  # the result goal, each year and ever
    assert len(goals.rows) == len(large.tests) + len({name for name, _ in large.tests}) + bands
    assert len(shortfall.rows) == 3


def test_too_few_draws_and_unknown_methods_are_refused(run):
    with pytest.raises(InputError, match="this many draws"):
        run(1)
    with pytest.raises(InputError, match="random, quasi"):
        run(10, method="sobel")


def test_every_key_with_an_error_reaches_the_model(calibration, large):
    drawn = overrides(
        Errors(large.uncertainty, calibration.inputs), calibration.inputs, 1, 0, "random"
    )
    assert {input_name(key) for key in large.uncertainty.file.errors} <= set(drawn)


def test_draws_held_at_a_bound_are_counted_and_said(calibration, tmp_path):
    """Returns with a spread of 30 per cent: some fall below −90 and are held there."""
    text = (calibration.plan.folder / "uncertainty.yml").read_text(encoding="utf-8")
    path = tmp_path / "uncertainty.yml"
    path.write_text(text.replace("size: {1: 9.0}", "size: {1: 25.0}"), encoding="utf-8")
    found = simulate(
        calibration, load_scenario("base", calibration.plan),
        load_uncertainty(calibration.plan, path), BLOCK,
    )  # fmt: skip
    assert set(found.held) == {"portfolio_return_rate"}
    said = " ".join(assumes(found, Words("sv")))
    assert (
        f"Nominell avkastning på pensionsportföljen {found.held['portfolio_return_rate']}" in said
    )


def test_error_sizes_that_leave_the_bounds_too_often_are_refused(calibration, tmp_path):
    text = (calibration.plan.folder / "uncertainty.yml").read_text(encoding="utf-8")
    path = tmp_path / "uncertainty.yml"
    path.write_text(text.replace("size: {1: 9.0}", "size: {1: 90.0}"), encoding="utf-8")
    errors = load_uncertainty(calibration.plan, path)
    with pytest.raises(InputError, match="per cent of the drawn values of portfolio_return_rate"):
        simulate(calibration, load_scenario("base", calibration.plan), errors, BLOCK)


@pytest.mark.parametrize("name", ["norrbotten-2023", "vasterbotten-2023"])
def test_a_plan_that_prints_less_is_drawn_by_the_result_that_it_gives(name):
    part = open_plan(name)
    found = simulate(part, load_scenario("base", part.plan), load_uncertainty(part.plan), 500)
    assert found.result == "net_operating_cost"
    assert set(found.lines) == {"net_operating_cost"}
    assert not any(goal == "restoring" for goal, _ in found.tests)
    assert sheets(found)[0].rows[0][0] == "net_operating_cost"
    with pytest.raises(InputError, match="there is no line 'cash' here"):
        simulate(part, load_scenario("base", part.plan), found.uncertainty, 10, lines=["cash"])
