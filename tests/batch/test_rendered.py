"""Members that are rendered: a batch killed among them, and a disk that fills up."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.batch import fingerprint
from analysis.batch.journal import FILE, read
from analysis.batch.run import run_batch
from analysis.errors import RunFailed
from tests.batch.grids import write_grid
from tests.batch.test_run import contents, no_orphans, states

CODE = """
import os, sys, time
from pathlib import Path
from analysis.batch.run import run_batch
from analysis.storage import write_whole

def render(grid, source, name, out):
    with open(out / "rendered.log", "a") as log:
        log.write(name + "\\n")
    place = f"reports/{name}/index.html"
    (out / "reports" / f".{name}.half.part").mkdir(parents=True)
    time.sleep(float(sys.argv[3]))
    (out / "reports" / f".{name}.half.part").rmdir()
    return {place: write_whole(out / place, source.read_bytes())}

run_batch(Path(sys.argv[1]), Path(sys.argv[2]), resume=True, render=render)
"""
"""A batch whose reports are its scenario files, written slowly."""


@pytest.fixture(autouse=True)
def _fresh() -> None:
    fingerprint.code_digest.cache_clear()


def in_state(out: Path, name: str, state: str) -> bool:
    """Whether the journal has a piece of work in a state."""
    return any(e.name == name and e.state == state for e in read(out).values())


def until(out: Path, name: str, state: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until work has come to a state."""
    while not ((out / FILE).exists() and in_state(out, name, state)):
        assert process.poll() is None, "the batch ended before it could be killed"
        time.sleep(0.02)


def kill(process: "subprocess.Popen[bytes]", mark: str) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert no_orphans(mark)


def files(out: Path) -> dict[str, str]:
    """Hashes of the rendered files by name."""
    return {
        str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted((out / "reports").rglob("*"))
        if p.is_file()
    }


def test_a_batch_killed_while_members_are_rendered_renders_only_what_is_missing(
    tmp_path: Path,
) -> None:
    grid = write_grid(tmp_path / "g.yml", render={"members": [0, 5, 9]})
    out, whole = tmp_path / "out", tmp_path / "whole"
    run = [sys.executable, "-P", "-c", CODE, str(grid)]
    subprocess.run([*run, str(whole), "0"], check=True)
    names = (whole / "rendered.log").read_text().split()
    environment = {**os.environ, "RK_TEST": str(tmp_path)}
    for name in names[1:]:
        process = subprocess.Popen([*run, str(out), "1"], env=environment)
        until(out, name, "running", process)
        time.sleep(0.2)
        kill(process, str(tmp_path))
    subprocess.run([*run, str(out), "0"], check=True)
    assert (files(out), contents(out)) == (files(whole), contents(whole))
    tried = (out / "rendered.log").read_text().split()
    assert [tried.count(name) for name in names] == [1, 2, 2]
    assert max(n for (_, state), n in states(out).items() if state == "done") == 1
    assert not list(out.rglob(".*.part"))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_real_reports_survive_a_kill_and_leave_no_process(tmp_path: Path) -> None:
    grid, out = write_grid(tmp_path / "g.yml", render={"members": [0, 5]}), tmp_path / "out"
    code = "from analysis.cli import main; main()"
    run = [sys.executable, "-P", "-c", code, "batch", "run", str(grid), "--out", str(out)]
    process = subprocess.Popen([*run], env={**os.environ, "RK_TEST": str(tmp_path)})
    members = json.loads(grid.read_text())["render"]["members"]
    until(out, f"member-{members[0]:07d}", "running", process)
    time.sleep(3)
    kill(process, str(tmp_path))
    subprocess.run([*run, "--resume"], check=True)
    assert len(list(out.glob("reports/*/*/index.html"))) == len(members)
    assert {e.state for e in read(out).values()} == {"done"}
    assert not list(out.rglob(".*.part"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if (done := subprocess.run(mount, capture_output=True, text=True)).returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("room", [0, 8_192, 28_672])
def test_a_full_disk_is_told_and_the_batch_goes_on_when_there_is_room(
    room: int, small_disk: Path, tmp_path: Path
) -> None:
    """No room at all, room for the journal but for no part, room for some of the parts."""
    grid = write_grid(tmp_path / "g.yml", part=60)
    whole, out, ballast = tmp_path / "whole", small_disk / "out", small_disk / "ballast"
    run_batch(grid, whole)
    ballast.write_bytes(b"\0" * ((2 << 20) - room))
    told = ""
    try:
        told = " ".join(run_batch(grid, out, resume=True).failed)
    except RunFailed as error:
        told = str(error)
    assert "the disk is full" in told
    assert not list(out.rglob(".*.part"))
    ballast.unlink()
    assert run_batch(grid, out, resume=True).failed == []
    assert contents(out) == contents(whole)
    assert {e.state for e in read(out).values()} == {"done"}
