"""What a query answers is what the model gives, member by member."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from analysis.batch.goals import goals
from analysis.batch.query import LEVELS, ask, connect
from analysis.batch.run import run_batch
from analysis.batch.select import chosen, scenario_text
from analysis.batch.work import prepare
from analysis.catalogue.lines import line_items
from analysis.errors import InputError
from analysis.inputs.scenario import load_scenario
from analysis.model.projection import project
from tests.batch.grids import write_grid


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Grid file and folder of a finished batch."""
    folder = tmp_path_factory.mktemp("batch")
    render = {"corners": 4, "worst": {"line": "cash", "year": 2028, "count": 3}}
    grid = write_grid(folder / "g.yml", part=50, render=render)
    run_batch(grid, folder / "out")
    return grid, folder / "out"


def test_a_member_is_what_the_projection_of_its_scenario_file_gives(
    batch: tuple[Path, Path], tmp_path: Path
) -> None:
    path, out = batch
    work = prepare(str(path))
    base = connect(str(out), goals(work.grid))
    for member in (0, 77, 179):
        source = tmp_path / "member.yml"
        source.write_text(scenario_text(work.grid, member), encoding="utf-8")
        lines = project(work.calibration, load_scenario(source, work.grid.plan)).lines
        names, rows = ask(base, f"SELECT * FROM results WHERE member = {member} ORDER BY year")
        assert names == ["member", "year", *work.lines]
        for line in work.lines:
            stored = [row[names.index(line)] for row in rows]
            assert stored == pytest.approx(lines[line].tolist(), rel=1e-6, abs=1e-3, nan_ok=True)


def test_lines_that_no_axis_moves_are_stored_once(batch: tuple[Path, Path]) -> None:
    path, out = batch
    work = prepare(str(path))
    held = [name for name in work.lines if name not in work.varying]
    assert held
    assert work.varying
    stored = pq.read_schema(out / "results" / "part-00000.parquet").names
    assert stored == ["member", "year", *work.varying]
    fixed = pq.read_table(out / "fixed.parquet")
    assert fixed.column_names == ["year", *work.lines]
    assert [name for name in work.lines if fixed[name].null_count == len(fixed)] == [*work.varying]
    base = connect(str(out))
    each = ", ".join(f'count(DISTINCT "{name}")' for name in held)
    _, rows = ask(base, f"SELECT {each} FROM results GROUP BY year")
    assert all(count <= 1 for row in rows for count in row)


def test_percentiles_are_those_of_the_members(batch: tuple[Path, Path]) -> None:
    _, out = batch
    base = connect(str(out))
    _, rows = ask(base, "SELECT cash FROM results WHERE year = 2029")
    values = np.array([row[0] for row in rows])
    _, ((mean, *found),) = ask(
        base, "SELECT * EXCLUDE (line, year) FROM percentiles WHERE line = 'cash' AND year = 2029"
    )
    assert mean == pytest.approx(values.mean(), rel=1e-5)
    assert found == pytest.approx(np.quantile(values, LEVELS).tolist(), rel=1e-5)


def test_failure_shares_are_those_of_the_goals(batch: tuple[Path, Path]) -> None:
    path, out = batch
    work = prepare(str(path))
    base = connect(str(out), goals(work.grid))
    _, rows = ask(base, "SELECT goal, years, failure_share, standard_error FROM goals")
    shares = {(goal, years): share for goal, years, share, _ in rows}
    assert {goal for goal, _ in shares} == set(work.grid.plan.goals)
    _, results = ask(base, "SELECT balanced_budget_result FROM results WHERE year = 2028")
    missed = np.mean([row[0] < 0 for row in results])
    assert shares["balanced_budget", "2028"] == pytest.approx(missed)


def test_the_two_sides_of_a_band_are_counted_apart(batch: tuple[Path, Path]) -> None:
    path, out = batch
    base = connect(str(out), goals(prepare(str(path)).grid))
    _, results = ask(base, "SELECT operating_result_share FROM results WHERE year = 2025")
    share = np.array([row[0] for row in results])
    _, (band,) = ask(
        base,
        "SELECT kind, minimum, maximum, failure_share, over_share FROM goals "
        "WHERE goal = 'operating_result_share' AND years = '2025'",
    )
    assert band[:3] == ("plan", 1.0, 3.0)
    assert band[3:] == (pytest.approx(np.mean(share < 1)), pytest.approx(np.mean(share > 3)))
    _, rows = ask(base, "SELECT DISTINCT over_share FROM goals WHERE goal = 'balanced_budget'")
    assert rows == [(None,)]


def test_corners_and_worst_members_are_chosen(batch: tuple[Path, Path]) -> None:
    path, out = batch
    work = prepare(str(path))
    base = connect(str(out))
    found = chosen(work.grid, base)
    _, rows = ask(base, "SELECT member, cash FROM results WHERE year = 2028 ORDER BY cash, member")
    assert found[4:] == [row[0] for row in rows[:3]]
    assert len(found) == 7


def test_units_and_labels_travel_with_the_files(batch: tuple[Path, Path]) -> None:
    _, out = batch
    schema = pq.read_schema(out / "results" / "part-00000.parquet")
    item = line_items()["cash"]
    about = {key.decode(): value.decode() for key, value in schema.field("cash").metadata.items()}
    assert (about["unit"], about["sv"], about["en"]) == (item.unit, item.sv, item.en)
    assert schema.metadata[b"plan"] == b"norrbotten-2025"


@pytest.mark.parametrize(
    "sql",
    [
        "SELEKT 1",
        "SELECT * FROM nowhere",
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY results TO '/tmp/rk-copy.csv'",
        "SELECT 1; SELECT 2",
        "",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_a_question_that_is_none_or_reaches_outside_is_refused(
    sql: str, batch: tuple[Path, Path]
) -> None:
    with pytest.raises(InputError, match="cannot be answered"):
        ask(connect(str(batch[1])), sql)


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no results"):
        connect(str(tmp_path))
