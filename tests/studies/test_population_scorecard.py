"""Backtests on all counties, Statistics Sweden by StatisticsNZ/demdata (../shared)."""

from pathlib import Path

import numpy as np
import pytest

from analysis.inputs.demography_method import read_method
from analysis.model.cohort_estimates import method_from
from studies import population_scorecard as card
from studies.population_scorecard_page import counties_1968_2015

FIGURES = Path(__file__).parents[2].parent / "shared" / "data" / "demography"
needs_figures = pytest.mark.skipif(
    not FIGURES.is_dir(), reason="the figures of all counties 1968-2015 are not beside the project"
)


@pytest.fixture(scope="module")
def data():
    return counties_1968_2015(FIGURES)


@pytest.fixture(scope="module")
def method():
    return method_from(read_method())


def test_wape_counts_each_person_in_the_wrong_age_or_sex_once():
    outcome, forecast = np.zeros((1, 2, 101)), np.zeros((1, 2, 101))
    outcome[0, 0, 30], outcome[0, 1, 80] = 60, 40
    forecast[0, 0, 31], forecast[0, 1, 80] = 60, 44
    assert card.wape(forecast, outcome) == pytest.approx([1.24])
    assert card.error(forecast, outcome) == pytest.approx([0.04])
    assert card.error(forecast, outcome, slice(80, None)) == pytest.approx([0.1])


@needs_figures
def test_over_63_cases_the_median_wape_is_at_most_five_per_cent_and_always_below_no_change(
    data, method
):
    found = card.score(card.backtests(data, method, card.SCORED))
    assert found.cases == 63
    assert found.wape <= 0.050
    assert found.beats_no_change >= 0.95
    assert found.beats_trend >= 0.95
    assert found.groups["population_80_plus"] <= 0.03


@needs_figures
def test_a_base_period_of_ten_years_meets_the_same_bounds(data):
    method = method_from(read_method(), base_period=10)
    found = card.score(card.backtests(data, method, card.SCORED))
    assert found.wape <= 0.050
    assert found.groups["population_80_plus"] <= 0.03


@needs_figures
def test_a_forecast_does_not_move_when_the_years_after_its_jump_off_are_spoilt(data, method):
    altered = type(data)(
        data.regions, data.years, data.population.copy(), data.deaths.copy(), data.births.copy()
    )
    for counts in (altered.population, altered.deaths, altered.births):
        counts[:, data.year(1996) :] *= 3
    one = card.backtests(data, method, [1995])[0]
    other = card.backtests(altered, method, [1995])[0]
    np.testing.assert_array_equal(one.forecast, other.forecast)


@needs_figures
def test_no_single_change_of_a_setting_does_better_on_the_years_before_the_scored_ones(data):
    settings = read_method()
    own = {name: settings[name] for name in card.CANDIDATES}
    options = [own] + [
        own | {name: value}
        for name, values in card.CANDIDATES.items()
        for value in values
        if value != own[name]
    ]
    assert card.choose(data, settings, options)[0].changed == own


@needs_figures
def test_choosing_never_sees_an_outcome_after_1995(data, monkeypatch):
    seen = []
    original = card.backtest

    def watched(histories, jump_off, method):
        seen.append(histories.data.years[-1])
        return original(histories, jump_off, method)

    monkeypatch.setattr(card, "backtest", watched)
    card.choose(data, read_method(), [{"base_period": 5}])
    assert seen == [1995] * len(card.CHOSEN_ON)
