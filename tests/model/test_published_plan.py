"""The base scenario prints the plan: one test per table of Strategisk plan 2025-2027.

Every printed figure within 1.0 mnkr, sums of the document (which rounds) within 2.0. The figures
stand here a second time, typed from the document, so that a fault in the data files shows.
"""

import numpy as np
import pytest

DERIVED = 2.0
PRINTED = 1.0


def agree(projection, line, expected, within, first=2025):
    start = projection.years.index(first)
    got = projection.lines[line][start : start + len(expected)]
    np.testing.assert_allclose(got, expected, atol=within, rtol=0, err_msg=line)


INCOME_STATEMENT = {
    "operating_revenue": ([1019, 972, 972, 972, 972, 972], PRINTED),
    "operating_costs": ([-11575, -11755, -12169, -12538, -12944, -13348], PRINTED),
    "depreciation": ([-286, -327, -352, -395, -432, -472], PRINTED),
    "net_operating_cost": ([-10842, -11110, -11548, -11961, -12404, -12847], DERIVED),
    "tax_revenue": ([7926, 8197, 8483, 8810, 9086, 9412], PRINTED),
    "state_grants": ([3048, 3119, 3204, 3279, 3368, 3424], PRINTED),
    "operating_result": ([133, 205, 138, 129, 50, -11], DERIVED),
    "financial_income": ([321, 328, 295, 295, 295, 295], PRINTED),
    "financial_costs": ([-248, -139, -184, -197, -195, -192], PRINTED),
    "net_result": ([206, 394, 250, 226, 151, 90], DERIVED),
    "portfolio_return": ([-241, -246, -221, -221, -221, -221], PRINTED),
    "balanced_budget_result": ([-35, 148, 28, 5, -71, -131], DERIVED),
    "result_target": ([110, 113, 117, 121, 125, 128], PRINTED),
    "measures_needed": ([145, -35, 89, 116, 195, 259], DERIVED),
}


@pytest.mark.parametrize("line", INCOME_STATEMENT)
def test_resultatbudget_2025_2027_och_kalkyl_2028_2030(base, line):
    agree(base, line, *INCOME_STATEMENT[line])


GRANTS = {
    "tax_revenue": [7926, 8197, 8483],
    "income_equalisation": [937, 1007, 1071],
    "cost_equalisation": [811, 817, 845],
    "structural_grant": [162, 162, 162],
    "regulation_item": [90, 54, 14],
    "pharmaceutical_grant": [1048, 1079, 1112],
    "state_grants": [3048, 3119, 3204],
}


@pytest.mark.parametrize("line", GRANTS)
def test_skatt_utjamning_och_generella_statsbidrag(base, line):
    agree(base, line, GRANTS[line], PRINTED)


def test_summa_skatt_statsbidrag_utjamning(base):
    total = base.lines["tax_revenue"] + base.lines["state_grants"]
    np.testing.assert_allclose(total[:3], [10974, 11316, 11687], atol=PRINTED)


def test_procentuell_forandring_av_skatt_och_bidrag(base):
    tax, grants = base.lines["tax_revenue"], base.lines["state_grants"]
    change = [100 * (x[1:3] / x[:2] - 1) for x in (tax, grants, tax + grants)]
    np.testing.assert_allclose(change, [[3.4, 3.5], [2.3, 2.7], [3.1, 3.3]], atol=0.05)


BALANCE_SHEET = {
    "fixed_assets": [3579, 4091, 4348],
    "current_assets": [10117, 9971, 9925],
    "total_assets": [13696, 14062, 14273],
    "pension_provision": [5119, 5091, 5052],
    "long_term_debt": [0, 0, 0],
    "short_term_debt": [2311, 2311, 2311],
    "equity": [6060 + 206, 6266 + 394, 6660 + 250],
}


@pytest.mark.parametrize("line", BALANCE_SHEET)
def test_balansbudget(base, line):
    agree(base, line, BALANCE_SHEET[line], PRINTED)


def test_balansbudgetens_soliditet(base):
    assert [round(v) for v in base.lines["solidity_mixed"][:3]] == [46, 47, 48]
    assert [round(v) for v in base.lines["solidity_full"][:3]] == [18, 22, 25]


CASH_FLOW = {
    "net_result": [206, 394, 250],
    "operating_cash_flow": [212, 365, 269],
    "investing_cash_flow": [-882, -840, -610],
    "financing_cash_flow": [1, 1, 1],
    "net_cash_flow": [-669, -474, -340],
    "cash": [113, -361, -701],
}


@pytest.mark.parametrize("line", CASH_FLOW)
def test_finansieringsbudget(base, line):
    agree(base, line, CASH_FLOW[line], PRINTED)


def test_finansieringsbudgetens_ej_likvidpaverkande_poster(base):
    np.testing.assert_allclose(base.nodes["non_cash"][:3], [86, 166, 225], atol=PRINTED)
    np.testing.assert_allclose(base.nodes["pension_payments"][:3], [186, 195, 206], atol=PRINTED)


def test_pensionskostnader(base):
    agree(base, "pension_cost", [947, 838], PRINTED)


def test_framskrivning_av_befolkningen(base, ask):
    agree(base, "population", [248103, 248276, 248532, 248863, 249264, 249734], 0)
    scb = ask(set_=["population=scb"])
    agree(scb, "population", [245742, 244868, 244036, 243283, 242598, 241972], 0)


def test_lone_och_prisforandringar_for_regioner(base):
    agree(base, "lpik_excl", [-1.4, 1.1, 4.0], 0.05)
    agree(base, "lpik_incl", [-1.3, 0.8, 3.3], 0.05)


def test_every_printed_figure_prints_the_same_but_the_one_that_the_print_contradicts(base):
    off = {key: f for key, f in base.printed_figures.items() if not f.kept}
    assert set(off) == {("financial_costs", 2030)}
    assert base.printed("financial_costs", 2030).reason
    assert [f"{f.line} {f.year}" for f in base.contradicted] == ["financial_costs 2030"]
    assert len(base.printed_figures) > 130


def test_the_headline_line_shows_what_the_plan_prints(base):
    shown = [round(value) for value in base.lines["operating_result"]]
    assert shown == [133, 205, 138, 129, 50, -11]
    assert [round(v) for v in base.lines["balanced_budget_result"]] == [-35, 148, 28, 5, -71, -131]


def test_state_grants_of_the_outlook_need_small_add_factors(base):
    added = {f.year: f.add_factor for f in base.add_factors if f.line == "state_grants"}
    np.testing.assert_allclose([added[y] for y in (2028, 2029, 2030)], [-11, -4, -37], atol=1.0)
    assert all(added[y] == 0 for y in base.plan.budget_years)


def test_headline_figures_of_the_plan(base):
    goals = {(g.id, g.years): float(g.value) for g in base.goals}
    assert round(goals["self_financing", (2025, 2026, 2027)], 1) == 36.3
    assert round(goals["operating_result_share", (2025,)], 1) == 1.2
    assert [round(v) for v in base.lines["result_target"][:1]] == [110]
    assert [round(v) for v in base.lines["measures_needed"][:3]] == [145, -35, 89]
    assert [round(v) for v in base.lines["cash"][1:3]] == [-361, -701]


def test_goals_pass_and_fail_as_the_plan_says(base):
    passed = {(g.id, g.years): bool(g.passed) for g in base.goals}
    assert passed["operating_result_share", (2025,)]
    assert passed["solidity_full", (2025,)]
    assert not passed["self_financing", (2025, 2026, 2027)]
    assert not passed["balanced_budget", (2025,)]
    assert passed["balanced_budget", (2026,)]


def test_implied_national_growth_of_the_outlook(calibration):
    growth = calibration.inputs["national_tax_base_growth"][-3:] * 100
    np.testing.assert_allclose(growth, [4.06, 3.31, 3.73], atol=0.01)
    assert calibration.implied["national_tax_base_growth"] == (2028, 2029, 2030)


def test_calibration_residual_of_the_own_tax_base(calibration):
    residual = calibration.inputs["tax_base_residual"] * 100
    np.testing.assert_allclose(residual[:2], [-0.04, -0.07], atol=0.005)
    np.testing.assert_allclose(residual[2:], residual[1])


def test_opening_balance_follows_from_the_printed_balance_and_flows(plan):
    value = {
        name: plan.values[f"opening_{name}"][None].value
        for name in (
            "fixed_assets",
            "current_assets",
            "pension_provision",
            "equity",
            "short_term_debt",
        )
    }
    assert value["fixed_assets"] == 3579 - (867 + 14) + 286
    assert value["current_assets"] == 10117 + 669 - 321 + 106
    assert value["pension_provision"] == 5119 - 121 + 186
    assert value["fixed_assets"] + value["current_assets"] == (
        value["equity"] + value["pension_provision"] + value["short_term_debt"]
    )


def test_add_factors_are_listed_with_their_flag(base):
    factors = {(f.line, f.year): f for f in base.add_factors}
    pension = factors["financial_pension_cost", 2025]
    assert pension.structural + pension.add_factor == pytest.approx(248, abs=0.5)
    assert pension.flagged
    assert factors["tax_revenue", 2027].add_factor == 0
    for factor in base.add_factors:
        limit = max(0.01 * abs(factor.published), 10)
        assert factor.flagged == (abs(factor.add_factor) > limit)
