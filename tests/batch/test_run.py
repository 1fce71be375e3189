"""A batch that is interrupted and resumed ends as one that was not, wherever it runs."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from analysis.batch import fingerprint
from analysis.batch.journal import FILE, Journal, read
from analysis.batch.run import run_batch
from analysis.errors import InputError, RunFailed
from tests.batch.grids import write_grid


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Forget hashes of code: workers that start now must find what this process found."""
    fingerprint.code_digest.cache_clear()


MANY = {"draws": 400, "part": 60}
PARTS = 60
"""3 600 members in 60 parts."""


def contents(out: Path) -> dict[str, str]:
    """Hashes of all results of a batch, by name."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*.parquet"))
    }


def states(out: Path) -> Counter[tuple[str, str]]:
    """How often each piece of work reached each state."""
    lines = (out / FILE).read_bytes().splitlines()
    found: Counter[tuple[str, str]] = Counter()
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        found[entry["key"], entry["state"]] += 1
    return found


def command(grid: Path, out: Path, *more: str) -> list[str]:
    code = "import sys; from analysis.cli import main; main()"
    base = [sys.executable, "-P", "-c", code, "batch", "run", str(grid), "--out", str(out)]
    return [*base, "--resume", "--no-reports", *more]


def no_orphans(mark: str) -> bool:
    """Whether nothing that knows of `mark` is left, once the dying have died."""
    for _ in range(200):
        left = []
        for process in psutil.process_iter(["cmdline", "environ", "status"]):
            environment = process.info["environ"] or {}
            if environment.get("RK_TEST") == mark and process.info["status"] != "zombie":
                left.append(process)
        if not left:
            return True
        time.sleep(0.05)
    return False


def kill_and_resume(kills: int, workers: int, tmp_path: Path) -> None:
    """Kill the whole batch at random moments, resume, and compare with a run left in peace."""
    grid = write_grid(tmp_path / "g.yml", **MANY)
    whole, out = tmp_path / "whole", tmp_path / "killed"
    begun = time.monotonic()
    subprocess.run(command(grid, whole, "--workers", str(workers)), check=True)
    length = time.monotonic() - begun
    generator, mark = random.Random(kills), str(tmp_path)
    landed = 0
    while landed < kills:
        process = subprocess.Popen(
            command(grid, out, "--workers", str(workers)),
            env={**os.environ, "RK_TEST": mark},
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(generator.uniform(0.3, 1.0) * length)
        process.send_signal(signal.SIGKILL)
        landed += process.wait() == -signal.SIGKILL
        assert no_orphans(mark)
        if sum(entry.state == "done" for entry in read(out).values()) == PARTS:
            the_same(out, whole)  # all is done: the next kills are for another batch
            shutil.rmtree(out)
    subprocess.run(command(grid, out, "--workers", str(workers)), check=True)
    the_same(out, whole)
    assert not [p for p in out.rglob("*") if p.name.endswith(".part")]
    assert {e.state for e in read(out).values()} == {"done"}


def the_same(out: Path, whole: Path) -> None:
    """Results as of a batch left in peace, and nothing done twice."""
    assert contents(out) == contents(whole)
    assert max(n for (_, state), n in states(out).items() if state == "done") == 1


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_a_batch_killed_at_random_moments_ends_as_one_that_was_not(
    workers: int, tmp_path: Path
) -> None:
    kill_and_resume(2, workers, tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_fifty_kills_change_nothing(tmp_path: Path) -> None:
    kill_and_resume(50, 2, tmp_path)


def test_workers_do_not_change_a_bit_of_the_results(tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml", draws=40, part=100)
    run_batch(grid, tmp_path / "one")
    for workers in (2, 5):
        run_batch(grid, tmp_path / str(workers), workers=workers)
        assert contents(tmp_path / "one") == contents(tmp_path / str(workers))


def test_resume_does_exactly_what_is_missing(tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=30), tmp_path / "out"
    assert run_batch(grid, out).done == 6
    with pytest.raises(InputError, match="holds a batch already"):
        run_batch(grid, out)
    (out / "results" / "part-00002.parquet").write_bytes(b"broken")
    (out / "assumptions" / "part-00004.parquet").unlink()
    summary = run_batch(grid, out, resume=True)
    assert (summary.done, summary.kept) == (2, 4)


def test_a_changed_grid_file_makes_other_members(tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml", part=90), tmp_path / "out"
    run_batch(grid, out)
    before = contents(out)
    write_grid(grid, part=90, seed=8)
    assert run_batch(grid, out, resume=True).done == 2
    after = contents(out)
    assert all(before[name] != after[name] for name in before)


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_ctrl_c_stops_cleanly(workers: int, tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml", **{**MANY, "draws": 20_000}), tmp_path / "out"
    process = subprocess.Popen(
        command(grid, out, "--workers", str(workers)),
        env={**os.environ, "RK_TEST": str(tmp_path)},
        # What is started in the background by a shell inherits that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (out / FILE).exists():
        time.sleep(0.05)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert no_orphans(str(tmp_path))


def test_what_fails_three_times_is_set_aside_and_the_rest_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from analysis.batch import run

    tried: Counter[int] = Counter()
    make = run.make_part

    def sometimes(path: str, mark: str, number: int, store: str) -> dict[str, str]:
        tried[number] += 1
        if number == 1 or (number == 2 and tried[2] < 3):
            raise RunFailed("sönder")
        return make(path, mark, number, store)

    monkeypatch.setattr(run, "make_part", sometimes)
    grid, out = write_grid(tmp_path / "g.yml", part=30), tmp_path / "out"
    summary = run_batch(grid, out)
    assert summary.failed == ["part 1 failed 3 times: sönder"]
    assert (summary.done, tried[1], tried[2], tried[0]) == (5, 3, 3, 1)


def test_a_second_batch_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml")
    with Journal(tmp_path / "out"), pytest.raises(InputError, match="another batch"):
        run_batch(grid, tmp_path / "out")


def test_parts_can_be_stored_by_url(tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml", part=90)
    run_batch(grid, tmp_path / "a")
    run_batch(grid, tmp_path / "b", store=f"local://{tmp_path}/store")
    assert contents(tmp_path / "a") == contents(tmp_path / "store")
    again = run_batch(grid, tmp_path / "b", store=f"local://{tmp_path}/store", resume=True)
    assert (again.done, again.kept) == (0, 2)


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A Dask scheduler and workers as processes of their own on this machine."""
    address = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    place = ["--scheduler-file", str(address)]
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    started = [subprocess.Popen([*dask, "scheduler", *place, *local, "--port", "0"], **quiet)]  # type: ignore[call-overload]
    try:
        while not address.exists():
            time.sleep(0.1)
        one = [*dask, "worker", *place, *local, "--nthreads", "1", "--no-nanny"]
        started += [subprocess.Popen(one, cwd=folder, **quiet) for _ in range(workers)]  # type: ignore[call-overload]
        yield json.loads(address.read_text())["address"], started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_gives_the_same_bits(tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml", **{**MANY, "draws": 2000})
    run_batch(grid, tmp_path / "here")
    done = []
    with cluster(tmp_path) as (address, workers):

        def tell(_: str) -> None:
            done.append(1)
            if len(done) == 20:
                workers[0].kill()

        run_batch(grid, tmp_path / "there", scheduler=address, tell=tell)
    assert [e.message for e in read(tmp_path / "there").values() if e.message] == []
    assert len(done) == 300
    assert contents(tmp_path / "here") == contents(tmp_path / "there")


def test_no_scheduler_is_told(tmp_path: Path) -> None:
    grid = write_grid(tmp_path / "g.yml")
    with pytest.raises(InputError, match="no scheduler"):
        run_batch(grid, tmp_path / "out", scheduler="tcp://127.0.0.1:1")
