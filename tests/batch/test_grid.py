"""A grid file is refused as a scenario file is: all faults at once, each with its line."""

from pathlib import Path
from typing import Any

import pytest

from analysis.batch.grid import load_grid
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
        ({"axes": axis(change={"distribution": "normal", "sd": 0.0})}, "greater than 0"),
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
        ({"axes": axis(change=[float("nan")])}, "finite|wrong kind"),
    ],
)  # fmt: skip
def test_a_faulty_grid_file_is_refused(
    changes: dict[str, object], message: str, tmp_path: Path
) -> None:
    path = write_grid(tmp_path / "batch.yml", **changes)
    with pytest.raises(InputError, match=message) as caught:
        load_grid(path)
    assert all(problem.file for problem in caught.value.problems)


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
