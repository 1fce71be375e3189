"""Revenue follows prices by a stated part (*intäkternas prisregel*), against hand arithmetic."""

import numpy as np
import pytest

from analysis.inputs.scenario import load_scenario
from analysis.model.costs import operating_revenue, revenue_price_factor
from analysis.model.projection import project

RISE = ["wage_growth:2026-2030=1.0"]


def test_the_part_that_follows_prices_grows_with_them_and_the_rest_stays():
    prices = np.array([1.0, 1.02, 1.05])
    factor = revenue_price_factor(prices, np.array([0.6]))
    assert factor.tolist() == pytest.approx([1.0, 1.012, 1.03])
    path, decided = np.array([900.0, 950.0, 1000.0]), np.array([0.0, 10.0, 0.0])
    assert operating_revenue(path, factor, decided).tolist() == pytest.approx([900, 971.4, 1030])


def with_share(calibration, share):
    from dataclasses import replace

    return replace(
        calibration, inputs={**calibration.inputs, "revenue_price_share": np.array([share])}
    )


@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_a_plan_says_which_part_of_its_revenue_follows_prices(calibration, share):
    own = with_share(calibration, share)
    base, risen = (project(own, load_scenario("base", own.plan, c)) for c in ((), RISE))
    wanted = base.lines["operating_revenue"] * share * (risen.nodes["relative_prices"] - 1)
    gained = risen.lines["operating_revenue"] - base.lines["operating_revenue"]
    assert gained.tolist() == pytest.approx(wanted.tolist(), abs=1e-9)
    assert (gained[2:] > 0).all() == (share > 0)
    np.testing.assert_array_equal(
        base.lines["operating_revenue"], calibration.inputs["operating_revenue_path"]
    )
