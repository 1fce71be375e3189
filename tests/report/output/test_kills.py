"""Killed runs leave nothing behind that the next run does not sweep."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.batch.grids import write_grid

PROGRAM = (sys.executable, "-c", "from analysis.cli import main; main()")
SOME = """
import sys
from pathlib import Path
from analysis.report.chapters import chapters
from analysis.report.output import build
few = chapters()[1:3]
build.chapters = lambda: few
build.build_report("norrbotten-2025", "base", Path(sys.argv[1]))
"""


def killed(command: Sequence[str], temporary: Path, seen: Callable[[], bool], delay: float) -> bool:
    """Start a command, kill it `delay` seconds after `seen`; whether it was still running then."""
    with begun(command, temporary) as process:
        while process.poll() is None and not seen():
            time.sleep(0.01)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def begun(command: Sequence[str], temporary: Path) -> "subprocess.Popen[bytes]":
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env={**os.environ, "TMPDIR": str(temporary)}, **quiet)


def left(folder: Path) -> list[str]:
    """What a run should not leave: anything hidden, or half-written, wherever it is."""
    return [path.name for path in folder.rglob("*") if path.name.startswith(".") or
            path.name.endswith(".part")]  # fmt: skip


def test_three_kills_of_a_report_leave_nothing_after_the_next_run(tmp_path: Path) -> None:
    temporary, out = tmp_path / "tmp", tmp_path / "out"
    temporary.mkdir()
    command = [sys.executable, "-c", SOME, str(out)]
    for delay in (0.0, 0.4, 1.0):
        assert killed(command, temporary, lambda: any(temporary.iterdir()), delay)
    assert any(temporary.iterdir())
    with begun(command, temporary) as process:
        assert process.wait() == 0
    assert list(temporary.iterdir()) == []
    assert left(out) == []
    assert (out / "norrbotten-2025" / "base" / "manifest.json").is_file()


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("engine", ["fork", "plain"])
def test_kills_of_run_leave_nothing_after_the_next_run(tmp_path: Path, engine: str) -> None:
    temporary, out = tmp_path / "tmp", tmp_path / "out"
    temporary.mkdir()
    program = [*PROGRAM, "run", "--engine", engine]
    run_and_kill([*program, "--out", str(out)], temporary, 10)
    assert list(temporary.iterdir()) == []
    assert left(out) == []


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_kills_of_batch_leave_nothing_after_the_next_run(tmp_path: Path) -> None:
    temporary, out = tmp_path / "tmp", tmp_path / "out"
    temporary.mkdir()
    grid = write_grid(tmp_path / "g.yml", render={"members": [0, 1]})
    program = [*PROGRAM, "batch", "run", str(grid), "--resume"]
    run_and_kill([*program, "--out", str(out)], temporary, 10)
    assert list(temporary.iterdir()) == []
    assert [name for name in left(out) if name != ".lock"] == []


def run_and_kill(command: Sequence[str], temporary: Path, times: int) -> None:
    """Kill a command at random moments of its life, as measured once, then let it end."""
    chance = random.Random(30)
    begin = time.monotonic()
    with begun(command, temporary) as process:
        assert process.wait() == 0
    life = time.monotonic() - begin
    for _ in range(times):
        killed(command, temporary, lambda: True, chance.uniform(0.1, 0.9) * life)
    with begun(command, temporary) as process:
        assert process.wait() == 0
