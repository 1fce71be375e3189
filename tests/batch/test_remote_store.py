"""A batch whose numbers lie elsewhere is asked, resumed and shown as one whose numbers lie here."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from analysis.batch import fingerprint
from analysis.batch.address import NOTE, noted, parts
from analysis.batch.journal import FILE
from analysis.batch.query import ask, connect
from analysis.batch.run import run_batch
from analysis.batch.store import put
from analysis.errors import InputError, RunFailed
from tests.batch.grids import write_grid
from tests.batch.test_run import cluster, contents
from tests.webhdfs_server import serving

KEEPS = "SELECT goal, years, failure_share FROM goals ORDER BY ALL"
CASH = "SELECT year, mean, p05, p95 FROM percentiles WHERE line = 'cash' ORDER BY year"
OUTSIDE = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "COPY results TO '/tmp/rk-copy.csv'",
    "COPY (SELECT 1) TO '{store}/results/part-00000.parquet'",
    "SELECT * FROM read_text('{store}/goals.json')",
    "SELECT * FROM read_parquet('{other}/results/part-00000.parquet')",
    "SELECT * FROM glob('{store}/*')",
    "ATTACH '/tmp/rk.db'",
    "INSTALL httpfs",
    "SET enable_external_access = true",
    "SELECT 1; COPY results TO '/tmp/rk-copy.csv'",
    "SELECT * FROM sql",
]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Forget hashes of code: workers that start now must find what this process found."""
    fingerprint.code_digest.cache_clear()


@pytest.fixture(params=["memory", "local", "file", "folder", "webhdfs"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An address at which a batch can be stored, of every kind that needs no account."""
    if request.param == "webhdfs":
        with serving(tmp_path / "served") as url:
            yield f"{url}/deep"
    elif request.param == "folder":
        yield str(tmp_path / "away [1]")
    elif request.param == "memory":
        yield f"memory://{tmp_path.name}"
        fsspec.filesystem("memory").store.clear()
    else:
        yield f"{request.param}://{tmp_path}/away"


def regionkalkyl(*words: object) -> subprocess.CompletedProcess[str]:
    code = "from analysis.cli import main; main()"
    command = [sys.executable, "-P", "-c", code, "-l", "en", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True)


def in_store(store: str, name: str) -> tuple[fsspec.AbstractFileSystem, str]:
    return fsspec.core.url_to_fs(f"{store}/{name}")


def test_questions_have_the_same_answers_wherever_the_numbers_lie(
    place: str, tmp_path: Path
) -> None:
    grid = write_grid(tmp_path / "g.yml", part=90)
    run_batch(grid, tmp_path / "here")
    run_batch(grid, tmp_path / "out", store=place)
    assert not list((tmp_path / "out").rglob("*.parquet"))
    here, there = connect(str(tmp_path / "here")), connect(noted(tmp_path / "out"))
    for sql in (KEEPS, CASH, "SELECT * FROM assumptions ORDER BY member", "DESCRIBE results"):
        assert ask(there, sql)[0] == ask(here, sql)[0]
        if not sql.startswith("DESCRIBE"):
            assert ask(there, sql)[1] == ask(here, sql)[1]
    assert ask(there, KEEPS)[1]


def test_a_question_reads_the_views_only_and_writes_nothing(place: str, tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml", draws=1)
    run_batch(grid, tmp_path / "out", store=place)
    other = f"{place}2"
    run_batch(grid, tmp_path / "other", store=other)
    base = connect(place)
    for sql in OUTSIDE:
        with pytest.raises(InputError, match="cannot be answered"):
            ask(base, sql.format(store=place, other=other))
    assert len(ask(base, "SELECT DISTINCT member FROM results")[1]) == 9


def test_resume_makes_again_what_was_deleted_in_the_store_and_nothing_else(
    place: str, tmp_path: Path
) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=30), tmp_path / "out"
    assert run_batch(grid, out, store=place).done == 6
    before = ask(connect(place), CASH)
    system, path = in_store(place, "assumptions/part-00004.parquet")
    system.rm(path)
    summary = run_batch(grid, out, resume=True)
    assert (summary.done, summary.kept) == (1, 5)
    assert ask(connect(place), CASH) == before
    summary = run_batch(grid, out, resume=True)
    assert (summary.done, summary.kept) == (0, 6)


@pytest.mark.parametrize("name", ["results/part-00000.parquet", "fixed.parquet", "goals.json"])
def test_resume_makes_again_what_was_damaged_in_the_store(
    name: str, place: str, tmp_path: Path
) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=60), tmp_path / "out"
    run_batch(grid, out, store=place)
    before = ask(connect(place), CASH)
    system, path = in_store(place, name)
    with system.open(path, "wb") as file:
        file.write(b"broken")
    with pytest.raises(InputError, match=r"damaged|cannot be"):
        ask(connect(place), CASH)
    done = int(name.startswith("results"))
    summary = run_batch(grid, out, resume=True)
    assert (summary.done, summary.kept) == (done, 3 - done)
    assert ask(connect(place), CASH) == before


def test_a_smaller_batch_leaves_nothing_of_the_larger_one_before_it(
    place: str, tmp_path: Path
) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=30), tmp_path / "out"
    run_batch(grid, out, store=place)
    run_batch(write_grid(grid, part=90), out, resume=True)
    assert len(parts(place, "results")) == len(parts(place, "assumptions")) == 2


def test_a_rendered_member_that_is_in_place_is_not_rendered_again(
    place: str, tmp_path: Path
) -> None:
    grid, out = write_grid(tmp_path / "g.yml", render={"members": [3]}), tmp_path / "out"
    run_batch(grid, out, store=place, render=lambda *_: {})
    summary = run_batch(grid, out, resume=True, render=lambda *_: {})
    assert (summary.done, summary.kept) == (0, 2)


def test_a_store_that_holds_another_batch_is_left_alone(place: str, tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml")
    run_batch(grid, tmp_path / "one", store=place)
    with pytest.raises(InputError, match="holds a batch already"):
        run_batch(grid, tmp_path / "two", store=place)
    assert not (tmp_path / "two").exists()
    run_batch(write_grid(tmp_path / "h.yml", part=30), tmp_path / "two")
    with pytest.raises(InputError, match="holds a batch already"):
        run_batch(tmp_path / "h.yml", tmp_path / "two", store=place, resume=True)
    assert run_batch(grid, tmp_path / "one", resume=True).kept == 1


def test_numbers_that_were_copied_elsewhere_are_taken_up_there(place: str, tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=90), tmp_path / "out"
    run_batch(grid, out)
    for path in out.rglob("part-*.parquet"):
        put(place, str(path.relative_to(out)), path.read_bytes())
    summary = run_batch(grid, out, store=place, resume=True)
    assert (summary.done, summary.kept) == (0, 2)
    assert ask(connect(noted(out)), KEEPS)[1]


def test_the_numbers_can_move_and_the_folder_follows(place: str, tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml"), tmp_path / "out"
    run_batch(grid, out)
    assert not (out / NOTE).exists()
    assert run_batch(grid, out, store=place, resume=True).done == 1
    assert parts(noted(out), "results") == parts(place, "results")
    assert run_batch(grid, out, store=str(out), resume=True).done == 0
    assert not (out / NOTE).exists()


def test_another_process_asks_resumes_and_shows_without_being_told_where(tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=60), tmp_path / "out"
    with serving(tmp_path / "served") as url:
        run = regionkalkyl("batch", "run", grid, "--out", out, "--store", f"{url}/x", "-w", 2)
        assert (run.returncode, run.stderr.count("Traceback")) == (0, 0)
        assert run.stdout.endswith(f"3 steps done: {out / 'index.html'}\n")
        again = regionkalkyl("batch", "run", grid, "--out", out, "--resume")
        assert "0 steps done, 3 kept from before" in again.stdout
        said = regionkalkyl("batch", "query", KEEPS, "--out", out, "--format", "json")
        assert len(json.loads(said.stdout)) > 10
        alone = regionkalkyl("batch", "query", KEEPS, "--store", f"{url}/x", "--format", "json")
        assert alone.stdout == said.stdout
        status = regionkalkyl("batch", "status", out)
        assert status.stdout == f"3 done\nnumbers in {url}/x\n"
    gone = regionkalkyl("batch", "query", KEEPS, "--out", out)
    assert (gone.returncode, len(gone.stderr.strip().splitlines())) == (1, 1)
    assert f"{url}/x cannot be read: Connection refused" in gone.stderr
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "chart-batch-fan-cash" in page
    assert not list(out.rglob("*.parquet"))
    assert sorted(path.name for path in (tmp_path / "served" / "x").iterdir()) == [
        "assumptions", "fixed.parquet", "goals.json", "results",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["file", "webhdfs"])
def test_a_cluster_writes_the_same_bits_into_a_store(kind: str, tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml", part=30)
    run_batch(grid, tmp_path / "here")
    with serving(tmp_path / "served") as url, cluster(tmp_path) as (address, _):
        store = f"{url}/x" if kind == "webhdfs" else f"file://{tmp_path}/served/x"
        summary = run_batch(grid, tmp_path / "out", store=store, scheduler=address)
        assert (summary.done, summary.failed) == (6, [])
        assert contents(tmp_path / "served/x") == contents(tmp_path / "here")
        (tmp_path / "served/x/results/part-00002.parquet").unlink()
        assert run_batch(grid, tmp_path / "out", resume=True, scheduler=address).done == 1
        assert ask(connect(store), KEEPS) == ask(connect(str(tmp_path / "here")), KEEPS)


@pytest.mark.parametrize(
    ("store", "code", "said"),
    [
        ("nosuch://bucket/x", 2, "nosuch"),
        ("ftp://me:secret@127.0.0.1/x", 2, "password"),
        ("ftp://127.0.0.1:1/x", 1, "refused"),
        ("webhdfs://127.0.0.1:1/x", 1, "refused"),
        ("http://127.0.0.1:1/x", 2, "aiohttp"),
        ("/proc/nowhere", 1, "/proc/nowhere cannot be written"),
        ("local:///proc/nowhere", 1, "local:///proc/nowhere cannot be written"),
    ],
)
def test_a_store_that_cannot_be_had_is_one_line_and_nothing_is_written(
    store: str, code: int, said: str, tmp_path: Path
) -> None:
    grid, out = write_grid(tmp_path / "g.yml"), tmp_path / "out"
    run = regionkalkyl("batch", "run", grid, "--out", out, "--store", store)
    lines = [line for line in run.stderr.splitlines() if line and not line.startswith("Batch:")]
    assert (run.returncode, len(lines)) == (code, 1), run.stderr
    assert said in lines[0]
    assert "secret" not in run.stderr
    assert not out.exists()


def test_a_store_that_one_may_not_write_is_told(tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml"), tmp_path / "out"
    with (
        serving(tmp_path / "served", read_only=True) as url,
        pytest.raises(RunFailed, match="cannot be written: no: AccessControl"),
    ):
        run_batch(grid, out, store=f"{url}/x")
    assert not out.exists()


def test_a_damaged_note_is_told(tmp_path: Path) -> None:
    (tmp_path / NOTE).write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        noted(tmp_path)


def test_a_folder_given_relative_is_found_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = write_grid(tmp_path / "g.yml")
    monkeypatch.chdir(tmp_path)
    run_batch(grid, Path("out"), store="numbers")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    assert ask(connect(noted(tmp_path / "out")), KEEPS)[1]
    assert (tmp_path / "out" / FILE).is_file()
