"""The journal of a batch: what is planned, running, done or failed, and nothing that is not so.

One line of JSON per event, appended and synced; the last line of a key is its state. A line that
a kill cut short is not a line. `done` is written only when every artefact is in place under its
name, with its checksum; on resume the checksums are looked at again.
"""

import contextlib
import fcntl
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Literal

from analysis.batch.store import digest_of
from analysis.errors import InputError, Message, RunFailed
from analysis.storage import cannot_write

State = Literal["planned", "running", "done", "failed"]
FILE, LOCK = "journal.jsonl", ".lock"
TRIES = 3
"""Times that a member is tried before it is set aside."""


@dataclass(frozen=True)
class Entry:
    """The state of one piece of work. `artefacts` maps file names in the folder to checksums."""

    key: str
    name: str
    state: State
    tries: int = 0
    message: str = ""
    artefacts: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)


def read(folder: Path) -> dict[str, Entry]:
    """The last state of every key, in the order in which keys first appeared."""
    entries: dict[str, Entry] = {}
    try:
        content = (folder / FILE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    for line in content.split(b"\n"):
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError):
            continue  # cut short by a kill, or empty
        entries[entry.key] = entry
    return entries


class Journal:
    """The journal of one folder, open for writing and locked against a second batch."""

    def __init__(self, folder: Path, store: str | None = None) -> None:
        self.folder = folder
        self.store = store or str(folder)
        self.entries: dict[str, Entry] = {}
        self._file: IO[bytes] | None = None
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> "Journal":
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = open(self.folder / LOCK, "ab")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.__exit__(None, None, None)
            raise InputError(
                Message("another batch is writing to this folder"),
                file=self.folder,
                expected=Message("that it ends first, or another folder with --out"),
            ) from None
        except OSError as error:
            raise RunFailed(cannot_write(self.folder, error)) from error
        self.entries = read(self.folder)
        self._file = open(self.folder / FILE, "ab")
        if self._file.tell() and not (self.folder / FILE).read_bytes().endswith(b"\n"):
            self._file.write(b"\n")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for handle in (self._file, self._lock):
            if handle is not None:
                # What a full disk refused is tried again here; that it was refused is told already.
                with contextlib.suppress(OSError):
                    handle.close()

    def record(self, entry: Entry) -> None:
        """Append a state and see it on the disk. Raises RunFailed when the disk refuses."""
        assert self._file is not None
        try:
            self._file.write(json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise RunFailed(cannot_write(self.folder / FILE, error)) from error
        self.entries[entry.key] = entry

    def is_done(self, key: str, store: str | None = None) -> bool:
        """Whether the work is done and its artefacts, in the store, are still what they were."""
        entry = self.entries.get(key)
        return entry is not None and entry.state == "done" and intact(store or self.store, entry)

    def tries(self, key: str) -> int:
        """How often the work has failed so far."""
        entry = self.entries.get(key)
        return 0 if entry is None else entry.tries


def intact(store: str, entry: Entry) -> bool:
    """Whether every artefact of an entry exists with the hash that was recorded."""
    return all(digest_of(store, name) == digest for name, digest in entry.artefacts.items())
