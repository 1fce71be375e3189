"""Random errors: the wanted sizes, shapes and correlations, and the same whoever calculates."""

import numpy as np
import pytest
from scipy import stats

from analysis.errors import InputError
from analysis.inputs.uncertainty import load_uncertainty
from analysis.inputs.uncertainty_schema import Distribution
from analysis.study.draws import BLOCK, Errors, correlated, normals, overrides, quantile


@pytest.fixture(scope="module")
def errors(calibration):
    return Errors(load_uncertainty(calibration.plan), calibration.inputs)


NORMAL = np.random.default_rng(5).standard_normal(200_000)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        (Distribution(kind="normal"), stats.norm(scale=2)),
        (Distribution(kind="student_t", df=4), stats.t(4, scale=2 * np.sqrt(0.5))),
        (Distribution(kind="laplace"), stats.laplace(scale=2 / np.sqrt(2))),
        (Distribution(kind="uniform", low=0, high=4), stats.uniform(0, 4)),
        (
            Distribution(kind="triangular", low=0, high=4, mode=1),
            stats.triang(0.25, loc=0, scale=4),
        ),
    ],
)
def test_each_shape_has_the_quantiles_of_its_name(shape, wanted):
    shares = np.array([0.01, 0.1, 0.5, 0.9, 0.99])
    made = quantile(shape, stats.norm.ppf(shares), np.array(2.0))
    np.testing.assert_allclose(made, wanted.ppf(shares), atol=1e-9)


@pytest.mark.parametrize("kind", ["normal", "student_t", "laplace"])
def test_scaled_shapes_have_the_standard_deviation_that_the_data_say(kind):
    shape = Distribution(kind=kind, df=8 if kind == "student_t" else None)
    assert quantile(shape, NORMAL, np.array(1.7)).std() == pytest.approx(1.7, rel=0.02)


def test_errors_of_a_year_are_correlated_as_the_data_say(errors):
    drawn, _ = normals(errors, 3, 0, "random")
    mixed = correlated(errors, drawn)
    for pair in errors.uncertainty.file.correlations:
        i, j = (errors.keys.index(key) for key in pair.between)
        found = np.corrcoef(mixed[:, i, 0], mixed[:, j, 0])[0, 1]
        assert found == pytest.approx(pair.value, abs=4 / np.sqrt(BLOCK))


def test_an_error_persists_from_year_to_year_and_keeps_its_size(errors):
    mixed = correlated(errors, normals(errors, 4, 0, "random")[0])
    for i, key in enumerate(errors.keys):
        rho = errors.uncertainty.file.errors[key].persistence
        assert np.corrcoef(mixed[:, i, 2], mixed[:, i, 3])[0, 1] == pytest.approx(rho, abs=0.05)
        assert mixed[:, i, -1].std() == pytest.approx(1.0, abs=0.05)


def test_years_with_a_known_outcome_have_no_error(errors, calibration):
    """The population of November 2023 stands under 2024 and is known (known_through: 2023)."""
    made = overrides(errors, calibration.inputs, 1, 0, "random")["population_path"]
    assert np.all(made[:, 0] == calibration.inputs["population_path"][0])
    assert made[:, 1].std() > 0


def test_a_share_stays_between_its_bounds(errors, calibration):
    made = overrides(errors, calibration.inputs, 1, 0, "random")["slippage"]
    assert made.min() >= 0
    assert made.max() <= 0.4


@pytest.mark.parametrize("method", ["random", "quasi"])
def test_a_block_is_the_same_every_time_and_differs_from_the_next(errors, calibration, method):
    first = overrides(errors, calibration.inputs, 9, 1, method)
    again = overrides(errors, calibration.inputs, 9, 1, method)
    other = overrides(errors, calibration.inputs, 9, 2, method)
    for name, values in first.items():
        np.testing.assert_array_equal(values, again[name])
    assert not np.array_equal(first["wage_growth"], other["wage_growth"])


def test_a_risk_strikes_once_and_as_often_as_its_probability(errors, calibration):
    event = errors.uncertainty.file.events["life_tables"]
    base = calibration.inputs[event.input]
    extra = overrides(errors, calibration.inputs, 2, 0, "random")[event.input] - base
    strikes = np.isclose(extra, event.amount)
    assert strikes.sum(axis=1).max() == 1
    ever = 1 - (1 - event.probability) ** len(calibration.years)
    assert strikes.any(axis=1).mean() == pytest.approx(ever, abs=4 * np.sqrt(0.25 / BLOCK))


def test_correlations_that_contradict_one_another_are_refused(calibration, tmp_path):
    text = (calibration.plan.folder / "uncertainty.yml").read_text()
    path = tmp_path / "sizes.yml"
    extra = (
        "  - {between: [wage_growth, price_base_amount_growth], value: -0.95, "
        "status: assumed, note: prov}\n\nevents:"
    )
    path.write_text(text.replace("\nevents:", extra, 1))
    with pytest.raises(InputError, match="contradict"):
        _ = Errors(load_uncertainty(calibration.plan, path), calibration.inputs).cholesky


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_name(calibration, tmp_path):
    text = (calibration.plan.folder / "uncertainty.yml").read_text()
    path = tmp_path / "sizes.yml"
    path.write_text(text.replace("  wage_growth:\n", "  wage_groth:\n", 1))
    with pytest.raises(InputError, match="did you mean 'wage_growth'") as caught:
        load_uncertainty(calibration.plan, path)
    assert caught.value.problems[0].line is not None


def test_every_size_says_where_it_comes_from(errors):
    file = errors.uncertainty.file
    for spec in (*file.errors.values(), *file.correlations, *file.events.values()):
        assert spec.source is not None or spec.note
        assert spec.status == "assumed" or spec.source is not None
