"""The values of a member are the same whoever asks for them and however the grid is cut."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.batch.design import BLOCK, members, overrides
from analysis.batch.grid import load_grid
from analysis.model.calibration import calibrate
from tests.batch.grids import SMALL, write_grid

AXES: dict[str, Any] = dict(SMALL["axes"])  # type: ignore[call-overload]


@pytest.mark.parametrize("combine", ["product", "latin_hypercube", "sobol"])
def test_members_do_not_depend_on_how_they_are_cut(combine: str, tmp_path: Path) -> None:
    grid = load_grid(write_grid(tmp_path / "g.yml", combine=combine, draws=3000))
    whole = members(grid, 0, grid.size)
    cuts = [0, 1, 700, 2048, 2999, grid.size]
    for first, last in pairwise(cuts):
        for name, values in members(grid, first, last).items():
            assert np.array_equal(values, whole[name][first:last])


def test_a_product_has_every_combination_and_the_same_draws_in_each(tmp_path: Path) -> None:
    grid = load_grid(write_grid(tmp_path / "g.yml"))
    values = members(grid, 0, grid.size)
    assert grid.size == 3 * 3 * 20
    pairs = set(zip(values["wage_growth"][:9], values["tax_rate"][:9], strict=True))
    assert pairs == {(w, t) for w in (-1.0, 0.0, 1.0) for t in (11.34, 11.84, 12.34)}
    first = values["portfolio_return_rate"].reshape(20, 9, 5)
    assert (first == first[:, :1]).all()
    assert len(np.unique(first[:, 0, 0])) == 20


def test_an_axis_that_is_added_leaves_the_draws_of_the_others_as_they_were(tmp_path: Path) -> None:
    drawn = {"years": 2027, "change": {"distribution": "uniform", "low": -1.0, "high": 1.0}}
    one = {"portfolio_return_rate": AXES["portfolio_return_rate"]}
    few = load_grid(write_grid(tmp_path / "a.yml", axes=one))
    more = load_grid(write_grid(tmp_path / "b.yml", axes={"wage_growth": drawn, **one}))
    name = "portfolio_return_rate"
    assert np.array_equal(members(few, 0, 20)[name], members(more, 0, 20)[name])


@pytest.mark.parametrize("combine", ["product", "latin_hypercube", "sobol"])
@pytest.mark.parametrize(
    ("change", "mean", "sd"),
    [
        ({"distribution": "normal", "mean": 1.0, "sd": 0.5}, 1.0, 0.5),
        ({"distribution": "uniform", "low": 0.0, "high": 6.0}, 3.0, 12**0.5 / 2),
        ({"distribution": "triangular", "low": 0.0, "mode": 3.0, "high": 6.0}, 3.0, 1.5**0.5),
        ({"distribution": "student_t", "scale": 0.5, "df": 10.0}, 0.0, 0.5 * 1.25**0.5),
        ({"distribution": "lognormal", "sd": 0.5}, np.exp(0.125), 0.604),
    ],
)
def test_draws_have_the_moments_of_their_distribution(
    combine: str, change: dict[str, Any], mean: float, sd: float, tmp_path: Path
) -> None:
    axes = {"wage_growth": {"years": 2027, "change": change}}
    grid = load_grid(write_grid(tmp_path / "g.yml", axes=axes, combine=combine, draws=2 * BLOCK))
    values = members(grid, 0, grid.size)["wage_growth"]
    assert values.mean() == pytest.approx(mean, abs=0.03)
    assert values.std() == pytest.approx(sd, rel=0.05)


def test_a_hypercube_puts_one_member_in_every_layer(tmp_path: Path) -> None:
    uniform = {"years": 2027, "change": {"distribution": "uniform", "low": 0.0, "high": 1.0}}
    axes = {"wage_growth": uniform, "consumption_growth": uniform}
    grid = load_grid(write_grid(tmp_path / "g.yml", axes=axes, combine="latin_hypercube"))
    for values in members(grid, 0, 20).values():
        assert sorted((values * 20).astype(int)) == list(range(20))


def test_changes_are_added_and_sets_replace_in_the_years_of_the_axis(tmp_path: Path) -> None:
    grid = load_grid(write_grid(tmp_path / "g.yml"))
    inputs = calibrate(grid.plan).inputs
    values = members(grid, 0, 9)
    moved = overrides(grid, inputs, values)
    wage = moved["wage_growth"] - inputs["wage_growth"]
    expected = np.repeat([[0.0], [-0.01], [0.0], [0.01]], [0, 3, 3, 3], axis=0)
    assert wage[:, 1:] == pytest.approx(np.broadcast_to(expected, (9, 5)))
    assert (wage[:, 0] == 0).all()
    assert moved["tax_rate"][:, 2:] == pytest.approx(np.tile(values["tax_rate"], (4, 1)).T / 100)
    assert (moved["tax_rate"][:, :2] == inputs["tax_rate"][:2]).all()
