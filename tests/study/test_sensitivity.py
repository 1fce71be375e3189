"""Sensitivity: the tornado is a set of direct reruns, Sobol indices are the analytic ones."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.inputs.parameters import registry
from analysis.inputs.scenario import load_scenario
from analysis.inputs.uncertainty import load_uncertainty
from analysis.study.sensitivity import elasticities, tornado
from analysis.study.sobol import sobol, sobol_indices


@pytest.fixture(scope="module")
def uncertainty(calibration):
    return load_uncertainty(calibration.plan)


@pytest.fixture(scope="module")
def plan_scenario(calibration):
    return load_scenario("base", calibration.plan)


def shifts(uncertainty, key, share):
    """Changes as on the command line, year by year, worked out from the file of sizes."""
    from scipy.stats import norm, t, uniform

    spec = uncertainty.file.errors[key]
    shape = spec.distribution
    found = []
    for year in uncertainty.plan.spec_years(registry()[key]):
        horizon, size = uncertainty.horizon(key, year), 0.0
        if horizon < 1:
            continue
        if shape.kind == "uniform":
            size = uniform.ppf(share, shape.low, shape.high - shape.low)
        elif shape.kind == "student_t":
            size = t.ppf(share, shape.df) * spec.at(horizon) * np.sqrt((shape.df - 2) / shape.df)
        else:
            size = norm.ppf(share) * spec.at(horizon)
        if spec.relative:
            size *= uncertainty.plan.populations["own"][year].value / 100
        found.append(f"{key}:{year}={size:.17f}")
    return found


@pytest.mark.parametrize("line", ["balanced_budget_result", "cash"])
def test_the_tornado_agrees_with_direct_reruns(
    calibration, plan_scenario, uncertainty, scenario_of, line
):
    answer = tornado(calibration, plan_scenario, uncertainty, line, 2028)
    for i, key in enumerate(answer.keys):
        for share, found in ((0.1, answer.low[i]), (0.9, answer.high[i])):
            rerun = scenario_of("base", shifts(uncertainty, key, share), ["links=none"])
            assert found == pytest.approx(rerun.lines[line][3], abs=1e-6), key


def test_the_largest_swing_stands_first(calibration, plan_scenario, uncertainty):
    rows = tornado(calibration, plan_scenario, uncertainty, "cash", 2030).sheets()[0]
    swings = rows.values("swing")
    assert swings == sorted(swings, reverse=True)


def test_one_percent_more_own_tax_base_is_three_quarters_equalised_away(
    calibration, plan_scenario, uncertainty
):
    """Model specification, chapter 4: +85 of tax and −65 of equalisation, two years later."""
    answer = elasticities(
        calibration, plan_scenario, uncertainty, 2026, ("tax_revenue", "income_equalisation")
    )
    tax, grant = answer.effects[answer.keys.index("own_tax_base_deviation")]
    assert tax[2] == 0
    assert 80 < tax[3] < 95
    assert -72 < grant[3] < -60


def test_a_hundred_residents_give_three_mnkr_at_once_and_four_later(
    calibration, plan_scenario, uncertainty
):
    """Strategisk plan 2025-2027: about 4.0 mnkr of tax and grants per 100 residents."""
    answer = elasticities(
        calibration, plan_scenario, uncertainty, 2026, ("tax_revenue", "state_grants")
    )
    effect = answer.effects[answer.keys.index("population")].sum(axis=0)
    assert effect[1] == pytest.approx(3.2, abs=0.2)
    assert effect[3] == pytest.approx(4.1, abs=0.3)


def test_a_step_agrees_with_a_rerun(calibration, plan_scenario, uncertainty, scenario_of, base):
    answer = elasticities(calibration, plan_scenario, uncertainty, 2027, ("net_result",))
    change, before = ["wage_growth:2027=1.0"], base.lines["net_result"]
    alone = scenario_of("base", change, ["links=none"]).lines["net_result"]
    linked = scenario_of("base", change).lines["net_result"]
    at = answer.keys.index("wage_growth")
    np.testing.assert_allclose(answer.effects[at, 0], alone - before)
    np.testing.assert_allclose(answer.linked["wage_growth"][0], linked - before)
    assert set(answer.linked) == {"wage_growth"}


def test_the_tornado_is_told_with_links_too(calibration, plan_scenario, uncertainty, scenario_of):
    answer = tornado(calibration, plan_scenario, uncertainty, "cash", 2028)
    (low, high) = answer.linked["wage_growth"]
    for share, found in ((0.1, low), (0.9, high)):
        rerun = scenario_of("base", shifts(uncertainty, "wage_growth", share))
        assert found == pytest.approx(rerun.lines["cash"][3], abs=1e-6)
    alone, linked = answer.sheets()
    wide = linked.records()[0]["swing"]
    assert wide > 1.3 * next(
        r["swing"] for r in alone.records() if r["assumption"] == "wage_growth"
    )


def test_sobol_indices_of_a_linear_model_are_the_shares_of_its_squares():
    """y = 3a + 2b + c with unit variances: 9/14, 4/14, 1/14; first order and total alike."""
    found = sobol_indices(lambda z: z @ np.array([3.0, 2.0, 1.0]), "abc", 4096, 1)
    wanted = np.array([9, 4, 1]) / 14
    assert np.all(np.abs(found["S1"] - wanted) < np.maximum(2 * found["S1_conf"], 0.01))
    assert np.all(np.abs(found["ST"] - wanted) < np.maximum(2 * found["ST_conf"], 0.01))


def test_sobol_totals_count_interaction():
    """y = a·b: neither alone brings anything (0), both together everything (1)."""
    found = sobol_indices(lambda z: z[:, 0] * z[:, 1], "ab", 8192, 1)
    np.testing.assert_allclose(found["S1"], 0, atol=0.06)
    np.testing.assert_allclose(found["ST"], 1, atol=0.06)


def test_sobol_of_a_constant_is_zero():
    assert np.all(sobol_indices(lambda z: np.ones(len(z)), "ab", 64, 1)["ST"] == 0)


def test_sobol_of_the_plan_adds_up_to_about_one(calibration, plan_scenario, uncertainty):
    """The model is nearly linear, so first-order shares nearly sum to the whole."""
    answer = sobol(calibration, plan_scenario, uncertainty, "net_result", 2027, 512)
    assert answer.first.sum() == pytest.approx(1, abs=0.1)
    assert answer.keys[int(answer.total.argmax())] in {
        "national_tax_base_growth",
        "portfolio_return_rate",
    }


def test_samples_must_be_a_power_of_two(calibration, plan_scenario, uncertainty):
    with pytest.raises(InputError, match="power of two"):
        sobol(calibration, plan_scenario, uncertainty, "cash", 2027, 1000)


def test_an_unknown_line_or_year_is_refused(calibration, plan_scenario, uncertainty):
    with pytest.raises(InputError, match="did you mean 'cash'"):
        tornado(calibration, plan_scenario, uncertainty, "csh", 2027)
    with pytest.raises(InputError, match="2025-2030"):
        tornado(calibration, plan_scenario, uncertainty, "cash", 2031)
