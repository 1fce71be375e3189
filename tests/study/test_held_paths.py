"""An outlook that improves because a path was held is told, with what it gains."""

from analysis.model.continuation import continued
from analysis.study.held_paths import held_paths


def test_held_spending_and_pension_payments_are_told_with_what_cash_gains(calibration):
    found = {path.parameter: path for path in held_paths(calibration)}
    assert {"capital_expenditure", "pension_payments_path"} <= set(found)
    prices = calibration.inputs["base_price_level"]
    rise = sum(prices[t] / prices[2] - 1 for t in (3, 4, 5))
    assert abs(found["pension_payments_path"].gain - 206 * rise) < 1e-6
    assert abs(found["capital_expenditure"].gain - 609 * rise) < 1e-6
    assert found["capital_expenditure"].line


def test_a_held_grant_makes_the_outlook_worse_and_is_no_warning(calibration):
    assert "structural_grant" not in {p.parameter for p in held_paths(continued(calibration, 2040))}


def test_to_2040_a_held_path_gains_in_every_year_that_goes_on_from_it(calibration):
    longer = continued(calibration, 2040)
    near = {p.parameter: p.gain for p in held_paths(calibration)}
    far = {p.parameter: p.gain for p in held_paths(longer)}
    paid, level = longer.inputs["pension_payments_path"], longer.inputs["base_price_level"]
    onward = paid[6:].sum() * (level[5] / level[2] - 1)
    assert abs(far["pension_payments_path"] - near["pension_payments_path"] - onward) < 1e-6
    # renewal is bought at the prices of its year, whatever the frames before it were
    assert abs(far["capital_expenditure"] - near["capital_expenditure"]) < 1e-6
