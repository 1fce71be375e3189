"""The journal says done only of what is done, whatever killed the batch."""

import errno
import json
import multiprocessing
import os
from pathlib import Path

import pytest

from analysis.batch.journal import FILE, TRIES, Entry, Journal, read
from analysis.batch.store import put
from analysis.errors import InputError, RunFailed


def test_the_last_line_of_a_key_is_its_state(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        for state in ("planned", "running", "done"):
            journal.record(Entry("a", "part 0", state))  # type: ignore[arg-type]
        journal.record(Entry("b", "part 1", "failed", TRIES, "sönder"))
    entries = read(tmp_path)
    assert (entries["a"].state, entries["b"].tries) == ("done", TRIES)


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_line_cut_short_by_a_kill_is_no_line(cut: int, tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record(Entry("a", "part 0", "running"))
        journal.record(Entry("a", "part 0", "done"))
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:-cut])
    with Journal(tmp_path) as journal:
        assert not journal.is_done("a") or cut == 1
        journal.record(Entry("b", "part 1", "done"))
    assert read(tmp_path)["b"].state == "done"
    assert all(json.loads(line) for line in whole.splitlines())


def test_done_is_believed_only_while_the_artefacts_are_what_they_were(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        digest = put(str(tmp_path), "x/part.bin", b"ett")
        journal.record(Entry("a", "part 0", "done", artefacts={"x/part.bin": digest}))
        assert journal.is_done("a")
        (tmp_path / "x/part.bin").write_bytes(b"tva")
        assert not journal.is_done("a")
        (tmp_path / "x/part.bin").unlink()
        assert not journal.is_done("a")


def _hold(folder: Path, ready: "multiprocessing.queues.Queue[int]") -> None:  # type: ignore[name-defined]
    with Journal(folder):
        ready.put(1)
        multiprocessing.Event().wait(60)


def test_two_batches_cannot_write_to_one_folder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Queue()
    other = context.Process(target=_hold, args=(tmp_path, ready))
    other.start()
    try:
        ready.get(timeout=60)
        with pytest.raises(InputError, match="another batch"), Journal(tmp_path):
            pass
    finally:
        other.kill()
        other.join()
    with Journal(tmp_path):
        pass  # the lock went with its holder


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunFailed, match="cannot be written"), Journal(tmp_path / "file" / "out"):
        pass


def test_a_full_disk_is_told_and_an_earlier_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(str(tmp_path), "x.bin", b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Journal(tmp_path) as journal:
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(RunFailed, match="the disk is full"):
            journal.record(Entry("a", "part 0", "planned"))
        with pytest.raises(RunFailed, match="the disk is full"):
            put(str(tmp_path), "x.bin", b"new")
    assert (tmp_path / "x.bin").read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.part"))
