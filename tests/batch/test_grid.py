"""A grid file is refused as a scenario file is: all faults at once, each with its line."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from analysis.batch.design import members, overrides
from analysis.batch.grid import load_grid
from analysis.batch.select import scenario_text
from analysis.errors import InputError
from tests.batch.grids import SMALL, write_grid

AXES: dict[str, Any] = dict(SMALL["axes"])  # type: ignore[call-overload]
NORMAL = {"distribution": "normal", "sd": 1.0}


def axis(**body: object) -> dict[str, object]:
    return {"wage_growth": {"years": 2027, **body}}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"axes": axis(change=[0.0], key="wage_grwth")}, "wage_growth"),
        ({"axes": axis(change=[0.0], years=2050)}, "does not hold these years"),
        ({"axes": axis(change=[0.0], years="2027–2025")}, "neither a year"),
        ({"axes": axis(set=[900.0])}, "out of bounds"),
        ({"axes": axis(change=[1.0], set=[1.0])}, "either change or set"),
        ({"axes": axis()}, "either change or set"),
        ({"axes": axis(change=[])}, "needs values"),
        ({"axes": axis(change={"from": 0.0, "to": 1.0, "step": 0.3})}, "does not lead"),
        ({"axes": axis(change={"from": 1.0, "to": 0.0, "count": 3})}, "from before to"),
        ({"axes": axis(change={"from": 0.0, "to": 1.0})}, "either step or count"),
        ({"axes": axis(change=[1.0], per_year=True)}, "only a distribution"),
        ({"axes": axis(change={"distribution": "normal", "sd": 0.0})}, "more than 0"),
        ({"axes": axis(change={"distribution": "cauchy"})}, "normal"),
        ({"axes": axis(change={"file": "missing.csv", "column": "x"})}, "no such file"),
        ({"axes": axis(change=NORMAL), "seed": None}, "'seed' is missing"),
        ({"axes": axis(change=NORMAL), "draws": None}, "'draws' is missing"),
        ({"axes": axis(change=[1.0])}, "nothing is drawn"),
        ({"axes": {**axis(change=[1.0]), "b": axis(change=[1.0], key="wage_growth")["wage_growth"]},
          "draws": None}, "is moved by wage_growth too"),
        ({"combine": "zip", "axes": {"wage_growth": {"years": 2027, "change": [1.0, 2.0]},
          "consumption_growth": {"years": 2027, "change": [1.0]}}, "draws": None}, "lengths"),
        ({"combine": "latin_hypercube", "draws": 100_000_000}, "too large"),
        ({"combine": "grid"}, "not allowed"),
        ({"lines": ["cahs"]}, "did you mean 'cash'"),
        ({"plan": "norbotten-2025"}, "norrbotten-2025"),
        ({"scenario": "bas"}, "base"),
        ({"question": None}, "question"),
        ({"extra": 1}, "does not exist here"),
        ({"axes": axis(change=[float("nan")])}, "not a number"),
        ({"axes": axis(set=[0.025, 0.03])}, "small part of the plan's own"),
        ({"axes": axis(set={"distribution": "uniform", "low": 0.0, "high": 80.0})}, "bounds"),
        ({"axes": axis(set={"distribution": "normal", "mean": 3.0, "sd": 50.0})}, "per cent of"),
        ({"axes": {"member": axis(change=[1.0], key="wage_growth")["wage_growth"]}}, "a column"),
        ({"axes": {"cash": axis(change=[1.0], key="wage_growth")["wage_growth"]}}, "a column"),
        ({"axes": axis(set=["none"], key="financing")}, "moves a key with numbers"),
        ({"axes": axis(change=[1.0], uprate={"2028-2030": 2.0})}, "uprate beside set"),
        ({"axes": axis(set=[3.0], uprate={"2029-2030": 2.0})}, "begin with 2028"),
        ({"axes": axis(set=[3.0], uprate={"2028-2030": "x"})}, "not a number"),
        ({"axes": axis(set=[3.0], uprate={"2028": -100.0})}, "not a number"),
        ({"axes": axis(set=[3.0], uprate={"2028-2040": 2.0})}, "does not hold these years"),
        ({"axes": axis(set=[3.0], uprate={"2028-2030": 900.0})}, "out of bounds"),
    ],
)  # fmt: skip
def test_a_faulty_grid_file_is_refused(
    changes: dict[str, object], message: str, tmp_path: Path
) -> None:
    path = write_grid(tmp_path / "batch.yml", **changes)
    with pytest.raises(InputError, match=message) as caught:
        load_grid(path)
    assert all(problem.file for problem in caught.value.problems)


def test_the_form_of_values_is_told_in_swedish(tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml", axes={"wage_growth": {"years": 2026, "change": 1}})
    with pytest.raises(InputError) as caught:
        load_grid(grid)
    assert "väntat: en lista med tal, ett spann" in caught.value.problems[0].said("sv")


def test_faults_of_several_axes_are_told_together_with_their_lines(tmp_path: Path) -> None:
    axes = {"wage_grwth": {"years": 2027, "change": [0.0]}, "tax_rate": {"years": 1, "set": [11.0]}}
    path = write_grid(tmp_path / "batch.yml", axes=axes, draws=None, lines=["cahs"])
    with pytest.raises(InputError) as caught:
        load_grid(path)
    assert len(caught.value.problems) == 3
    assert all(problem.line for problem in caught.value.problems)


def test_values_come_from_a_column_of_a_swedish_file(tmp_path: Path) -> None:
    (tmp_path / "v.csv").write_text("namn;löner\na;\u22121,5\nb;0\nc;2,25\n", encoding="utf-8")
    axes = axis(change={"file": "v.csv", "column": "löner"})
    grid = load_grid(write_grid(tmp_path / "batch.yml", axes=axes, draws=None))
    assert grid.axes[0].values is not None
    assert grid.axes[0].values.tolist() == [-1.5, 0.0, 2.25]


def test_zip_takes_the_lists_side_by_side(tmp_path: Path) -> None:
    axes = {
        "wage_growth": {"years": 2027, "change": [1.0, 2.0]},
        "consumption_growth": {"years": 2027, "change": [3.0, 4.0]},
    }
    grid = load_grid(write_grid(tmp_path / "b.yml", axes=axes, draws=None, combine="zip"))
    assert grid.size == 2


def test_a_decimal_comma_in_a_list_is_not_two_numbers(tmp_path: Path) -> None:
    path = tmp_path / "batch.yml"
    head = "question: Vad?\nplan: norrbotten-2025\naxes:\n  wage_growth:\n    years: 2027\n"
    for values in ("[-1,5, 0, 1,5]", "[1,5]", "[-1,5, 0]"):
        path.write_text(f"{head}    change: {values}\n", encoding="utf-8")
        with pytest.raises(InputError, match=r"line 6.*decimal comma"):
            load_grid(path)
    path.write_text(f"{head}    change: [-1.5, 0, 1, 2]\n", encoding="utf-8")
    assert load_grid(path).size == 4


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("x;x\n1;2\n", "same header"),
        ('x;y\n"1\n2";3\n', "not a number"),
        ("x;y\n;3\n", "not a number"),
    ],
)
def test_a_column_that_could_be_read_in_two_ways_is_refused(
    content: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "v.csv").write_text(content, encoding="utf-8")
    axes = axis(change={"file": "v.csv", "column": "x"})
    with pytest.raises(InputError, match=message):
        load_grid(write_grid(tmp_path / "batch.yml", axes=axes, draws=None))


def test_small_values_beside_normal_ones_are_no_slip_of_unit(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "batch.yml", axes=axis(set=[0.0, 0.1, 2.5]), draws=None)
    assert load_grid(path).size == 3


def test_a_level_of_an_axis_is_carried_on_in_numbers_and_in_the_scenario_of_a_member(
    tmp_path: Path,
) -> None:
    axes = {
        "capital_expenditure": {
            "years": 2026, "set": [800.0, 900.0],
            "uprate": {"2027-2028": "2,0 %", "2029": "\u221210"},
        },
        "wage_growth": {"years": 2027, "change": [0.0, 1.0]},
    }  # fmt: skip
    grid = load_grid(write_grid(tmp_path / "b.yml", axes=axes, draws=None, seed=None))
    assert grid.size == 4
    inputs = {**grid.calibration.inputs, **grid.resolved.own}
    axis = grid.axes[0]
    moved = overrides(grid, inputs, members(grid, 0, 4))[axis.target]
    path = [1, 1.02, 1.02**2, 1.02**2 * 0.9]
    own = moved[:, list(axis.columns)]
    assert own[0] == pytest.approx([800 * f for f in path])
    assert own[3] == pytest.approx([900 * f for f in path])
    after = axis.columns[-1] + 1
    assert moved[:, after] == pytest.approx(inputs[axis.target][after])
    stated = json.loads(scenario_text(grid, 3))["set"]["capital_expenditure"]
    assert list(stated) == ["2026", "2027", "2028", "2029"]
    assert list(stated.values()) == own[3].tolist()


def test_a_level_that_is_drawn_is_carried_on_and_held_within_bounds(tmp_path: Path) -> None:
    drawn = {"distribution": "uniform", "low": 700.0, "high": 900.0}
    body = {"years": 2026, "set": drawn, "uprate": {"2027-2030": 2.0}}
    path = write_grid(tmp_path / "b.yml", axes={"capital_expenditure": body}, draws=50)
    grid = load_grid(path)
    inputs = {**grid.calibration.inputs, **grid.resolved.own}
    moved = overrides(grid, inputs, members(grid, 0, 50))[grid.axes[0].target]
    first, *_, last = grid.axes[0].columns
    assert moved[:, last] == pytest.approx(moved[:, first] * 1.02**4)
    assert grid.axes[0].dimensions == 1
    body["uprate"] = {"2027-2030": 300.0}
    with pytest.raises(InputError, match="bounds"):
        load_grid(write_grid(tmp_path / "c.yml", axes={"capital_expenditure": body}, draws=50))


def test_draws_that_would_end_out_of_bounds_are_held_there(tmp_path: Path) -> None:
    """A return of −90 per cent is the bound: 7.6 standard deviations of 12.5 below 5 per cent."""
    drawn = {"distribution": "student_t", "scale": 12.5, "df": 3.0}
    axes = {"portfolio_return_rate": {"years": 2027, "change": drawn}}
    grid = load_grid(write_grid(tmp_path / "batch.yml", axes=axes, draws=100_000))
    assert grid.axes[0].low.tolist() == pytest.approx([-95.0])
    found = members(grid, 0, 100_000)["portfolio_return_rate"]
    held = np.count_nonzero(found <= grid.axes[0].low[0])
    expected = 100_000 * stats.t(3.0, 0.0, 12.5).cdf(-95.0)
    assert found.min() == -95.0
    assert held == pytest.approx(expected, abs=4 * np.sqrt(expected))


def test_what_stands_twice_is_refused_since_it_would_count_twice(tmp_path):
    axes = {"wage_growth": {"years": "2026-2030", "change": [0, 1, 1]}}
    path = write_grid(tmp_path / "g.yml", axes=axes, draws=None, lines=["cash", "cash"])
    with pytest.raises(InputError) as refused:
        load_grid(path)
    found = [(p.column, p.value) for p in refused.value.problems]
    assert found == [("lines", "cash"), ("axes.wage_growth", "1.0")]
    assert {str(p.message) for p in refused.value.problems} == {"this stands twice"}
