"""Goal seek: answers put back meet the goal, agree with a grid, and own up when there is none."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.levers import Lever, load_levers
from analysis.inputs.plan_schema import Label
from analysis.inputs.scenario import load_scenario
from analysis.model.projection import project
from analysis.study.goalseek import problem_of, seek
from analysis.study.goalseek_joint import seek_mix
from analysis.study.pull import delayed


@pytest.fixture(scope="module")
def levers(calibration):
    return load_levers(calibration.plan)


@pytest.fixture(scope="module")
def plan_scenario(calibration):
    return load_scenario("base", calibration.plan)


LINES = ("balanced_budget_result", "cash", "net_result", "solidity_full", "measures_needed")


def random_case(number, base, levers):
    """A line, a bound near its course, years and a lever, from the number of the case."""
    draw = np.random.default_rng(number)
    line = LINES[draw.integers(len(LINES))]
    first = int(draw.integers(2026, 2031))
    years = list(range(first, int(draw.integers(first, 2031)) + 1))
    spread = {"solidity_full": 4.0}.get(line, 300.0)
    value = float(base.lines[line][years[-1] - 2025] + draw.normal(0, spread))
    sign = "<=" if line == "measures_needed" else ">="
    name = list(levers)[draw.integers(len(levers))]
    return f"{line}{sign}{value:.4f}", years, name


@pytest.mark.parametrize("number", range(200))
def test_a_random_case_agrees_with_a_fine_grid(number, calibration, plan_scenario, levers, base):
    goal, years, name = random_case(number, base, levers)
    found = seek(calibration, plan_scenario, {name: levers[name]}, [goal], years, 2026).found[0]
    problem = problem_of(calibration, plan_scenario, [goal], years, 2026)
    lever = levers[name]
    grid = np.linspace(lever.low, lever.high, 20_001)
    worst = problem.worst(lever, grid)
    met = grid[worst >= 0]
    if found.value is None:
        assert len(met) == 0
        return
    put_back = problem.worst(lever, np.array([found.value]))[0]
    assert put_back >= -0.001
    if found.value != 0:
        assert abs(put_back) < 0.01
    step = grid[1] - grid[0]
    assert abs(found.value) <= abs(met).min() + 1e-9
    assert abs(abs(found.value) - abs(met).min()) <= step


def test_the_tax_rate_that_balances_2028_to_2030_does_so_as_a_scenario(
    calibration, plan_scenario, levers, scenario_of
):
    answer = seek(calibration, plan_scenario, levers, ["balanced_budget"], (2028, 2029, 2030), 2026)
    rate = next(f for f in answer.found if f.lever == "tax_rate").value
    results = scenario_of("base", [f"tax_rate:2026-2030={rate:.15f}"]).lines
    assert results["balanced_budget_result"][3:].min() == pytest.approx(0, abs=0.01)


def test_saving_the_deficit_balances_the_worst_year(calibration, plan_scenario, levers, base):
    """Result −131 mnkr in 2030 as printed: a saving of the same size, krona for krona."""
    answer = seek(calibration, plan_scenario, levers, ["balanced_budget"], (2028, 2029, 2030), 2028)
    saving = next(f for f in answer.found if f.lever == "cost_frame")
    assert saving.value == pytest.approx(-base.lines["balanced_budget_result"][5], abs=0.01)
    assert saving.binding == ("balanced_budget", (2030,))


def test_delaying_investments_meets_sixty_percent_self_financing(
    calibration, plan_scenario, levers
):
    answer = seek(calibration, plan_scenario, levers, ["self_financing"], (2027,), 2025)
    delay = next(f for f in answer.found if f.lever == "investment_delay")
    assert 1 < delay.value < 2
    assert delay.margin == pytest.approx(0, abs=0.001)


def test_drawing_on_the_portfolio_never_balances_the_budget(calibration, plan_scenario, levers):
    """A draw moves money, it is no income: the answer is that it cannot be reached."""
    answer = seek(calibration, plan_scenario, levers, ["balanced_budget"], (2030,), 2026)
    draw = next(f for f in answer.found if f.lever == "portfolio_draw")
    assert (draw.status, draw.value) == ("unreachable", None)
    assert draw.margin < 0


def test_a_goal_that_is_met_needs_nothing(calibration, plan_scenario, levers):
    answer = seek(calibration, plan_scenario, levers, ["solidity_full"], (2026, 2027))
    assert {(f.status, f.value) for f in answer.found} == {("met", 0.0)}


def test_a_band_between_two_bounds_is_found_or_denied(calibration, plan_scenario, levers):
    """Operating result within 1–3 % in 2026-2030: the same saving every year overshoots, which
    only counts where the upper side is an aim of its own."""
    aims, years = ["operating_result_share", "operating_result_share<=3"], range(2026, 2031)
    alone = seek(calibration, plan_scenario, levers, aims[:1], years, 2026)
    assert {f.lever: f.status for f in alone.found}["cost_frame"] == "reached"
    answer = seek(calibration, plan_scenario, levers, aims, years, 2026)
    status = {f.lever: f.status for f in answer.found}
    assert status["tax_rate"] == "reached"
    assert status["cost_frame"] == "unreachable"


def test_an_answer_says_which_goals_still_fail(calibration, plan_scenario, levers):
    answer = seek(calibration, plan_scenario, levers, ["cash>=0"], range(2026, 2031), 2026)
    draw = next(f for f in answer.found if f.lever == "portfolio_draw")
    assert ("balanced_budget", (2030,)) in draw.failing


def test_delayed_spending_keeps_its_sum_until_it_leaves_the_horizon():
    """100 in each of three years, half a year late: 50, 100, 100, and 50 remain."""
    moved = delayed(np.full(3, 100.0), np.ones(3, bool), np.array([0.0, 0.5, 1.0, 3.0]))
    assert moved.tolist() == [[100, 100, 100], [50, 100, 100], [0, 100, 100], [0, 0, 0]]


def test_years_before_the_start_are_not_delayed():
    moved = delayed(np.array([10.0, 20.0, 30.0]), np.array([False, True, True]), np.array([1.0]))
    assert moved.tolist() == [[10, 0, 20]]


def test_the_cheapest_mix_meets_every_goal(calibration, plan_scenario, levers):
    problem = problem_of(
        calibration, plan_scenario, ["balanced_budget", "cash>=0"], range(2026, 2031), 2026
    )
    some = {n: levers[n] for n in ("tax_rate", "cost_frame", "investment_level", "portfolio_draw")}
    mix = seek_mix(problem, some, {})
    assert mix.positions is not None
    assert mix.margin == pytest.approx(0, abs=0.001)


def test_a_heavier_weight_uses_a_lever_less(calibration, plan_scenario, levers):
    problem = problem_of(calibration, plan_scenario, ["balanced_budget"], (2030,), 2026)
    some = {n: levers[n] for n in ("tax_rate", "cost_frame")}
    light, heavy = seek_mix(problem, some, {}), seek_mix(problem, some, {"tax_rate": 50.0})
    assert heavy.positions["tax_rate"] < light.positions["tax_rate"]


def test_the_mix_of_two_levers_is_the_analytic_one(calibration, plan_scenario, levers):
    """Near-linear effects a, b per share of the range: least squares gives x ∝ effect/weight."""
    problem = problem_of(calibration, plan_scenario, ["balanced_budget"], (2030,), 2026)
    some = {n: levers[n] for n in ("cost_frame", "state_grants")}
    mix = seek_mix(problem, some, {})
    # One mnkr of either gives one mnkr, and both ranges end at 1 500: half of the deficit each.
    base = project(calibration, plan_scenario)
    half = -base.lines["balanced_budget_result"][-1] / 2
    assert mix.positions["cost_frame"] == pytest.approx(half, abs=0.01)
    assert mix.positions["state_grants"] == pytest.approx(half, abs=0.01)


def test_a_mix_that_cannot_be_found_says_so(calibration, plan_scenario, levers):
    problem = problem_of(calibration, plan_scenario, ["balanced_budget"], (2030,), 2026)
    mix = seek_mix(problem, {"portfolio_draw": levers["portfolio_draw"]}, {})
    assert mix.positions is None
    assert mix.margin < 0


def test_a_mix_is_no_dearer_than_a_coarse_search_finds(calibration, plan_scenario, levers):
    problem = problem_of(calibration, plan_scenario, ["cash>=0"], range(2026, 2031), 2026)
    some = {n: levers[n] for n in ("cost_frame", "investment_level")}
    mix = seek_mix(problem, some, {})
    from analysis.study.goalseek_joint import _margins

    points = np.array([(a, b) for a in np.linspace(0, 0.4, 41) for b in np.linspace(-0.9, 0, 91)])
    met = _margins(problem, some, points * np.array([1500.0, 100.0]))[1].min(axis=1) >= 0
    assert mix.cost <= (points[met] ** 2).sum(axis=1).min() + 1e-6


@pytest.mark.parametrize(
    ("goal", "expected"),
    [("balancd_budget", "balanced_budget"), ("csh>=0", "cash"), ("cash", "cash>=0")],
)
def test_an_aim_that_is_neither_goal_nor_bound_is_refused(
    calibration, plan_scenario, levers, goal, expected
):
    with pytest.raises(InputError, match=expected):
        seek(calibration, plan_scenario, levers, [goal], (2027,))


def test_a_lever_must_be_able_to_stand_still():
    with pytest.raises(ValueError, match="low at most 0"):
        Lever(
            kind="change", key="tax_rate", low=1.0, high=2.0, unit="mnkr",
            label=Label(sv="a", en="a"), status="assumed", note="n",
        )  # fmt: skip


def test_a_lever_that_would_leave_the_bounds_is_refused_with_its_name(calibration):
    scenario = load_scenario("base", calibration.plan, set_=["tax_rate:2026-2030=19"])
    with pytest.raises(InputError, match=r"levers.yml, tax_rate: .* out of bounds.*'21'"):
        seek(calibration, scenario, load_levers(calibration.plan), ["balanced_budget"], [2028])


def test_a_draw_ends_where_the_portfolio_does(calibration, plan_scenario, levers):
    """Cash of 12 000 in 2030 would take more than the portfolio of six thousand holds."""
    lever = {"portfolio_draw": levers["portfolio_draw"]}
    found = seek(calibration, plan_scenario, lever, ["cash>=12000"], [2030], 2026).found[0]
    assert found.value is None
    draw = f"portfolio_draw:2026-2030={found.best}"
    project(calibration, load_scenario("base", calibration.plan, [draw]))
    more = f"portfolio_draw:2026-2030={found.best + 10}"
    with pytest.raises(InputError, match="the pension portfolio holds"):
        project(calibration, load_scenario("base", calibration.plan, [more]))


def test_a_mix_that_takes_more_than_a_stock_holds_is_none_though_it_would_meet_the_goal(
    calibration, plan_scenario, levers
):
    problem = problem_of(calibration, plan_scenario, ["cash>=7000"], (2030,), 2026)
    draw = {"portfolio_draw": levers["portfolio_draw"]}
    mix = seek_mix(problem, draw, {})
    assert mix.margin == pytest.approx(0, abs=0.001)
    assert mix.positions is None
    helped = seek_mix(
        problem, {**draw, "cost_frame": levers["cost_frame"]}, {"portfolio_draw": 9.0}
    )
    assert helped.positions is not None
    assert helped.positions["portfolio_draw"] < 1000
