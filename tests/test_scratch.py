"""What a killed run leaves is swept by the next one; what a living one uses is not."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from analysis import scratch
from analysis.scratch import scratch_file, scratch_folder, sweep

KILLED = """
import os, signal
from analysis.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "in").mkdir()
    (folder / "in" / "big").write_bytes(bytes(1000))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of temporary folders of its own, for this process and those it starts."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_a_folder_is_there_for_its_owner_and_gone_afterwards(temporary: Path) -> None:
    with scratch_folder() as folder:
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o777 == 0o700
    assert list(temporary.iterdir()) == []


def test_what_a_killed_run_left_is_swept_by_the_next(temporary: Path) -> None:
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", KILLED], check=False)
        assert done.returncode == -signal.SIGKILL
        assert len(list(temporary.iterdir())) == 1
    with scratch_folder() as folder:
        assert list(temporary.iterdir()) == [folder]
    assert list(temporary.iterdir()) == []


def test_what_others_use_or_made_is_left_alone(temporary: Path) -> None:
    (temporary / "regionkalkyl-notes").mkdir()
    (temporary / "other.part").mkdir()
    outside = temporary / "outside"
    outside.mkdir()
    (temporary / "regionkalkyl-link.part").symlink_to(outside)
    with scratch_folder() as folder, scratch_file(temporary, ".a.") as (path, _):
        before = sorted(temporary.iterdir())
        sweep(temporary)
        sweep(temporary, ".a.")
        assert sorted(temporary.iterdir()) == before
        assert {folder, path} <= set(before)
    assert outside.is_dir()


def test_a_folder_swept_before_it_was_locked_is_made_again(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = scratch.locked, []

    def slow(path: Path, flags: int) -> int | None:
        tries.append(path)
        if len(tries) == 1:
            sweep(temporary)
        return real(path, flags)

    monkeypatch.setattr(scratch, "locked", slow)
    with scratch_folder() as folder:
        assert folder == tries[1]
        assert os.listdir(temporary) == [folder.name]
