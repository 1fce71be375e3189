"""Nothing starts before the whole grid is right: dry run and run refuse the same faults."""

from pathlib import Path
from typing import Any

import pytest

from analysis.batch.run import estimate, run_batch
from analysis.errors import InputError
from tests.batch.grids import write_grid

FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "a line that does not exist": (
        {"render": {"worst": {"line": "cahs", "year": 2030}}},
        r"render.worst.line: the batch does not hold this line.*did you mean 'cash'",
    ),
    "a year that the plan does not hold": (
        {"render": {"best": {"line": "cash", "year": 2035}}},
        r"render.best.year: the plan does not hold this year.*2025-2030",
    ),
    "a member beyond the last": ({"render": {"members": [0, 180]}}, r"no such member.*0 to 179"),
    "a member below zero": ({"render": {"members": [-1]}}, "no such member"),
    "no member": ({"render": {"members": []}}, "no member is named"),
    "a member twice": ({"render": {"members": [3, 3]}}, "named twice"),
    "a query that is no SQL": (
        {"render": {"query": "SELEKT member FROM results"}},
        "render.query: the question cannot be answered",
    ),
    "a query without a column member": (
        {"render": {"query": "SELECT year FROM results"}},
        "no column is called member",
    ),
    "a query of a line that is not kept": (
        {"render": {"query": "SELECT member FROM results WHERE kassa < 0"}},
        "cannot be answered",
    ),
    "a query that reads a file": (
        {"render": {"query": "SELECT 1 AS member FROM read_csv('/etc/passwd')"}},
        "cannot be answered",
    ),
    "more reports than are made": (
        {"render": {"worst": {"line": "cash", "year": 2030, "count": 900}, "corners": 900}},
        "too many reports",
    ),
    "a line that the plan does not hold": (
        {
            "plan": "norrbotten-2022",
            "lines": ["cash"],
            "axes": {"state_grants": {"years": 2023, "change": [0.0, 1.0]}},
            "draws": None,
        },
        "the plan norrbotten-2022 does not hold this line",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_dry_run_and_run_refuse_the_grid_before_a_member_is_run(name: str, tmp_path: Path) -> None:
    changes, message = FAULTS[name]
    if name == "more reports than are made":
        changes = {**changes, "draws": 400}
    path, out = write_grid(tmp_path / "batch.yml", **changes), tmp_path / "out"
    for begin in (lambda: estimate(path), lambda: run_batch(path, out)):
        with pytest.raises(InputError, match=message) as caught:
            begin()
        assert all(problem.file and problem.line for problem in caught.value.problems)
    assert not out.exists()


def test_the_dry_run_tells_of_reports_and_how_long_they_take(tmp_path: Path) -> None:
    rules = {"worst": {"line": "cash", "year": 2030, "count": 5}, "members": [0, 1], "corners": 3}
    expected = estimate(write_grid(tmp_path / "batch.yml", render=rules))
    assert expected.reports == 10
    assert expected.report_seconds == pytest.approx(68.0)


def test_a_query_that_can_be_answered_is_let_through(tmp_path: Path) -> None:
    sql = "SELECT member FROM long WHERE line = 'cash' AND value < 0 LIMIT 3"
    assert estimate(write_grid(tmp_path / "batch.yml", render={"query": sql})).reports == 0


def test_a_grid_with_a_member_that_draws_more_than_the_portfolio_holds_is_refused(tmp_path):
    axes = {"portfolio_draw": {"years": "2028-2030", "change": [0, 2800]}}
    grid = write_grid(tmp_path / "grid.yml", axes=axes, draws=None, seed=None, render={})
    with pytest.raises(InputError, match=r"the pension portfolio holds.*in 1 of 2 scenarios"):
        estimate(grid)
