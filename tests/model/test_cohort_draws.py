"""Random futures: their size, their memory of the year before, their repeatability."""

import numpy as np
import pytest

from analysis.model import cohort_draws as draws
from analysis.model.cohort import AGES, Assumptions, project_cohorts
from analysis.model.cohort_draws import Process, Processes
from analysis.model.cohort_groups import total

PROFILE = np.full((2, AGES), 1 / 202)
CALM = Process(0.5, 0.0)


def region(years=6):
    survival = np.linspace(0.999, 0.7, AGES) * np.ones((years, 2, 1))
    nobody = np.zeros((years, 2, AGES))
    start = np.full((2, AGES), 900.0)
    return start, Assumptions(survival, np.full((years, 35), 0.05), nobody, nobody, 0.514)


def test_a_process_is_found_again_from_its_own_long_history():
    generator = np.random.default_rng(3)
    series = draws.paths(Process(0.8, 0.1), generator, 1, 20_000)[0]
    found = draws.fit(series)
    assert found.persistence == pytest.approx(0.8, abs=0.02)
    assert found.shock == pytest.approx(0.1, rel=0.02)


def test_the_spread_of_drawn_paths_is_that_of_an_autoregressive_process():
    generator = np.random.default_rng(4)
    found = draws.paths(Process(0.7, 1.0), generator, 60_000, 8)
    variance = np.cumsum(0.7 ** (2 * np.arange(8)))
    np.testing.assert_allclose(found.var(axis=0), variance, rtol=0.03)
    assert np.corrcoef(found[:, 6], found[:, 7])[0, 1] == pytest.approx(
        0.7 * np.sqrt(variance[6] / variance[7]), abs=0.01
    )


def test_without_shocks_every_draw_is_the_projection_itself():
    start, given = region()
    calm = Processes(CALM, CALM, CALM)
    found = draws.simulate(start, given, calm, PROFILE, 3, seed=1)
    expected = total(project_cohorts(start, given).population)
    np.testing.assert_allclose(found["population"], np.tile(expected, (3, 1)), rtol=1e-12)


def test_the_groups_of_every_draw_sum_to_its_total():
    start, given = region()
    wild = Processes(Process(0.9, 0.1), Process(0.5, 0.05), Process(0.8, 0.01))
    found = draws.simulate(start, given, wild, PROFILE, 40, seed=1)
    groups = sum(v for k, v in found.items() if k != "population")
    np.testing.assert_allclose(groups, found["population"], rtol=1e-12)


def test_the_same_seed_gives_the_same_draws_and_another_gives_others():
    start, given = region()
    wild = Processes(CALM, CALM, Process(0.8, 0.01))
    one, same, other = (
        draws.simulate(start, given, wild, PROFILE, 300, seed)["population"] for seed in (5, 5, 6)
    )
    np.testing.assert_array_equal(one, same)
    assert np.all(one[:, -1] != other[:, -1])


def test_every_draw_keeps_ages_at_zero_or_above_even_when_migration_is_wild():
    start, given = region()
    wild = Processes(Process(0.9, 0.5), Process(0.9, 0.5), Process(0.9, 0.4))
    for chunk in draws.chunks(start, given, wild, PROFILE, 20, seed=2):
        assert chunk.min() >= 0


def test_doubled_hazard_squares_the_survival():
    given = region(1)[1]

    class Twice:
        def normal(self, mean, scale, shape):
            return np.full(shape, np.log(2.0) if scale else 0.0)

    only_deaths = Processes(Process(0, 0.0), Process(0, 1.0), Process(0, 0.0))
    found = draws.drawn(given, only_deaths, 1000.0, PROFILE, Twice(), 2)
    np.testing.assert_allclose(found.survival, np.broadcast_to(given.survival**2, (2, 1, 2, AGES)))


def test_the_shocks_are_as_large_as_the_yearly_changes_of_the_history():
    steps = np.array([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0])
    assert draws.sized(steps, 0.9) == Process(0.9, 1.0)


def test_fewer_than_ten_years_of_history_are_refused():
    with pytest.raises(ValueError, match="ten years"):
        draws.fit(np.ones(9))
