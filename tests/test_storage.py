"""Files that are whole or absent, with the rights that the user's umask gives."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.errors import RunFailed
from analysis.storage import write_whole

HALF = """
import os, signal, sys
from pathlib import Path
from analysis import storage
storage.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
storage.write_whole(Path(sys.argv[1]), b"half")
"""


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_file_has_the_rights_that_the_umask_gives(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "new" / "a.csv", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "a.csv").stat().st_mode & 0o777 == mode
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o777 & ~umask


def test_a_killed_write_leaves_the_old_file_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    write_whole(target, b"old")
    done = subprocess.run([sys.executable, "-c", HALF, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2
    write_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert target.read_bytes() == b"new"


def test_what_cannot_take_its_place_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(RunFailed, match="a"):
        write_whole(tmp_path / "a", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
