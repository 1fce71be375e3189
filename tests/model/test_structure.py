"""The structure, not only the calibration: what the equations say beyond the published plan."""

import csv
from pathlib import Path

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.model.chapters import model
from analysis.model.graph import evaluate
from analysis.model.prices import lpik_excl, price_level_excl
from analysis.model.projection import evaluate as evaluate_many
from analysis.trace.single import SingleScenarios
from tests.gaps import largest_gap


def test_income_equalisation_of_later_years_follows_from_2025_alone(calibration):
    inputs = dict(calibration.inputs)
    inputs["national_capacity_residual"] = np.zeros(6)  # M calibrated on 2025, grown by g − ν
    got = evaluate(model(), inputs, ["income_equalisation"])["income_equalisation"]
    assert got[0] == pytest.approx(937, abs=0.5)
    assert got[1] == pytest.approx(1007, abs=3)
    assert got[2] == pytest.approx(1071, abs=3)


def test_lpik_is_reproduced_within_a_twentieth_in_all_five_years(plan):
    growth = {
        k: np.array([plan.values[f"{k}_growth"][y].value / 100 for y in range(2023, 2028)])
        for k in ("wage", "social_charge", "consumption")
    }
    weights = {k: plan.values[f"lpik_weight_{k}"][None].value for k in growth}
    assert sum(weights.values()) == pytest.approx(1)
    shares = (np.array([weights[k]]) for k in growth)
    got = lpik_excl(price_level_excl(*growth.values(), *shares))
    np.testing.assert_allclose(got * 100, [8.5, 4.3, -1.4, 1.1, 4.0], atol=0.05)


def test_fixed_weights_cannot_reproduce_lpik(plan):
    growth = np.array(
        [
            [plan.values[f"{k}_growth"][y].value for y in range(2023, 2028)]
            for k in ("wage", "social_charge", "consumption")
        ]
    )
    published = np.array([8.5, 4.3, -1.4, 1.1, 4.0])
    grid = np.array(
        [
            (w, s, 1 - w - s)
            for w in np.arange(0, 1.001, 0.005)
            for s in np.arange(0, 1.001 - w, 0.005)
        ]
    )
    assert np.abs(grid @ growth - published).max(axis=1).min() > 0.05


def test_a_hundred_residents_bring_three_millions_at_once_and_four_later(base, ask):
    more = ask(change=["population:2025-2031=100"])
    gain = sum(more.lines[k] - base.lines[k] for k in ("tax_revenue", "state_grants"))
    assert gain[0] == pytest.approx(3.2, abs=0.06)
    assert gain[1] == pytest.approx(3.3, abs=0.06)  # the base of 2024 stands
    assert gain[2] == pytest.approx(4.2, abs=0.06)  # that of 2025 has followed


def test_three_quarters_of_an_own_tax_base_gain_are_equalised_away(base, ask):
    richer = ask(change=["own_tax_base_deviation:2025=1"])
    tax = richer.lines["tax_revenue"] - base.lines["tax_revenue"]
    grant = richer.lines["income_equalisation"] - base.lines["income_equalisation"]
    np.testing.assert_allclose(tax[:2], 0, atol=1e-9)
    assert tax[2] == pytest.approx(85, abs=0.5)
    assert grant[2] == pytest.approx(-65, abs=0.5)


def test_national_growth_lifts_tax_and_equalisation_together(base, ask):
    faster = ask(change=["national_tax_base_growth:2026=1"])
    tax = faster.lines["tax_revenue"] - base.lines["tax_revenue"]
    grant = faster.lines["income_equalisation"] - base.lines["income_equalisation"]
    assert tax[1] == pytest.approx(base.lines["tax_revenue"][1] * 0.01 / 1.041, rel=1e-6)
    assert grant[1] > 0


def test_a_decided_growth_factor_leaves_a_settlement_that_is_a_receivable_for_two_years(base, ask):
    low = ask(set_=["growth_factor:2026=1.031"])
    settlement = low.lines["tax_settlement"]
    assert settlement[0] == 0
    assert settlement[1] > 0
    assert abs(settlement[2]) < 1e-9  # the factor of 2026 is decided anew for 2027
    cash = low.lines["operating_cash_flow"] - base.lines["operating_cash_flow"]
    result = low.lines["net_result"] - base.lines["net_result"]
    assert cash[1] == pytest.approx(result[1] - settlement[1])
    assert cash[3] == pytest.approx(result[3] + settlement[1])
    assert largest_gap(low) < 1e-6


def test_the_two_factors_of_a_payment_year_are_those_that_government_decided(base, ask):
    folder = Path(__file__).parents[2] / "data" / "raw" / "statutory"
    with (folder / "growth_factors.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter=";") if r["utbetalningsar"] == "2025"]
    decided = {int(r["inkomstar"]): float(r["faktor"].replace(",", ".")) for r in rows}
    found = ask(scenario="decided-factors")
    assert found.nodes["first_growth_factor"][0] == decided[2024]
    assert found.nodes["second_growth_factor"][0] == decided[2025]
    # 7 926 · (1.031 · 1.045 / (1.029 · 1.048) − 1) = −7.3, settled per head at the mean rate.
    assert found.lines["tax_preliminary"][0] - base.lines["tax_preliminary"][0] == (
        pytest.approx(-7.3, abs=0.05)
    )
    assert 7 < found.lines["tax_settlement"][0] < 9
    np.testing.assert_allclose(found.lines["tax_settlement"][1:], 0, atol=1e-9)


def test_only_a_share_of_pharmaceuticals_near_fifteen_per_cent_prints_lpik(calibration):
    def incl(share):
        given = calibration.inputs | {"lpik_share_pharmaceutical": np.array([share])}
        return [round(v, 1) for v in evaluate(model(), given, ["lpik_incl"])["lpik_incl"][:3] * 100]

    assert [incl(d) == [-1.3, 0.8, 3.3] for d in (0.13, 0.146, 0.155, 0.164, 0.17)] == (
        [False, True, True, True, False]
    )


def test_population_driven_costs_follow_residents(base, ask):
    more = ask(change=["population:2025-2031=2481.03"])
    cost = more.lines["operating_costs"][0] / base.lines["operating_costs"][0] - 1
    assert cost == pytest.approx(0.13175 * 0.01, rel=1e-9)


def test_higher_base_amount_raises_payments_and_financial_cost(base, ask):
    higher = ask(change=["price_base_amount_growth:2026=2"])
    paid = higher.lines["pension_payments"] / base.lines["pension_payments"]
    assert paid[0] == 1
    assert paid[1] == pytest.approx(1.024 / 1.004)
    cost = higher.lines["financial_pension_cost"] - base.lines["financial_pension_cost"]
    assert cost[1] == pytest.approx(base.lines["pension_provision"][0] * 1.01 * 0.02)


def test_a_portfolio_fall_hits_the_result_but_not_the_balanced_budget_until_it_is_sold(base, ask):
    crash = ask(scenario="portfolio-crash")
    result = crash.lines["net_result"] - base.lines["net_result"]
    balanced = crash.lines["balanced_budget_result"] - base.lines["balanced_budget_result"]
    assert result[1] == pytest.approx(-0.30 * base.lines["pension_portfolio"][1])
    assert balanced[1] == pytest.approx(0.0, abs=1e-9)
    assert result[2] < 0  # less capital to earn on
    assert balanced[2] == pytest.approx(0.25 * result[2])  # of which a quarter is budgeted realised
    np.testing.assert_allclose(crash.lines["cash"], base.lines["cash"])


def test_slipped_investments_are_spent_later_and_nothing_is_lost(base, ask):
    late = ask(scenario="investments-delayed")
    spent, planned = late.lines["capital_expenditure"], base.lines["capital_expenditure"]
    assert spent[0] == pytest.approx(0.7 * planned[0])
    assert spent.sum() == pytest.approx(planned.sum())
    assert late.lines["depreciation"][1] > base.lines["depreciation"][1]


@pytest.mark.parametrize("line", ["net_result", "cash", "balanced_budget_result"])
def test_a_loan_costs_interest_and_lifts_cash_to_the_floor(base, ask, line):
    loan = ask(set_=["financing=borrow,floor=100,rate=3.0"])
    assert (loan.lines["cash"] >= 100 - 1e-9).all()
    assert loan.lines["long_term_debt"][0] == 0
    drawn = loan.lines["long_term_debt"][1]
    assert drawn == pytest.approx(100 - base.lines["cash"][1])
    interest = loan.lines["financial_costs"][2] - base.lines["financial_costs"][2]
    assert interest == pytest.approx(-0.03 * drawn)
    assert largest_gap(loan) < 1e-6


def test_sold_placements_lift_cash_but_never_the_self_financing_ratio(base, ask):
    sold = ask(set_=["financing=sell_placements"])
    assert sold.lines["cash"].min() == pytest.approx(0, abs=1e-9)
    goal = {g.id: g for g in sold.goals if g.id == "self_financing"}["self_financing"]
    own = {g.id: g for g in base.goals if g.id == "self_financing"}["self_financing"]
    assert goal.value == pytest.approx(own.value)
    assert sold.lines["financial_income"][2] < base.lines["financial_income"][2]
    assert largest_gap(sold) < 1e-6


def test_the_order_of_differences_does_not_matter(ask):
    one = ask(change=["wage_growth:2026=1"], set_=["tax_rate:2027=11.84"])
    two = ask(set_=["tax_rate:2027=11.84"], change=["wage_growth:2026=1"])
    for line in one.lines:
        np.testing.assert_array_equal(one.lines[line], two.lines[line])


def test_a_blend_of_population_scenarios_lies_between_them(ask, tmp_path, calibration):
    from analysis.inputs.scenario import load_scenario
    from analysis.model.projection import project

    path = tmp_path / "half.yml"
    path.write_text("question: Hälften?\nset:\n  population: {blend: {own: 0.5, scb: 0.5}}\n")
    half = project(calibration, load_scenario(path, calibration.plan))
    own, scb = ask(), ask(set_=["population=scb"])
    mean = (own.lines["population"] + scb.lines["population"]) / 2
    np.testing.assert_allclose(half.lines["population"], mean)


@pytest.mark.parametrize(
    ("change", "stock"),
    [
        (["portfolio_draw:2028=2800", "portfolio_draw:2029=2800", "portfolio_draw:2030=2800"],
         "the pension portfolio holds"),
        (["reserve_transfer:2025=35"], "the result reserve holds 0 mnkr in 2025, and 35 are used"),
        (["reserve_transfer:2026=-30", "reserve_transfer:2027=35"], "holds 30 mnkr in 2027"),
    ],
)  # fmt: skip
def test_no_more_is_taken_than_the_stock_holds_and_the_error_names_it(ask, change, stock):
    with pytest.raises(InputError, match=stock):
        ask(change=change)


def test_what_has_been_reserved_can_be_used(base, ask):
    used = ask(change=["reserve_transfer:2026=-30", "reserve_transfer:2027=30"])
    moved = used.lines["balanced_budget_result"] - base.lines["balanced_budget_result"]
    np.testing.assert_allclose(moved, [0, -30, 30, 0, 0, 0], atol=1e-9)


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("portfolio_draw", [[0.0] * 6, [0, 0, 0, 2800, 2800, 2800]], "in 1 of 2 scenarios"),
        ("reserve_transfer", [[35.0] + [0.0] * 5, [0.0] * 6], "holds 0 mnkr in 2025"),
    ],
)
def test_many_scenarios_stop_at_a_stock_as_one_does(calibration, name, values, said):
    with pytest.raises(InputError, match=said):
        evaluate_many(calibration, {name: np.array(values)}, ["cash"])
    fine = evaluate_many(calibration, {name: np.array(values)[:, ::-1] * 0}, ["cash"])
    assert fine["cash"].shape[-1] == 6


def test_one_scenario_at_a_time_stops_at_a_stock_too(calibration):
    scenario = load_scenario("base", calibration.plan, ["reserve_transfer:2025=35"])
    with pytest.raises(InputError, match="the result reserve holds 0 mnkr in 2025"):
        SingleScenarios(calibration).project(scenario)
