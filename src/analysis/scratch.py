"""Folders and files that are only there while somebody works in them.

Each is locked by the process that made it, and the system drops the lock when that process ends,
however it ends. So the next run can tell what a killed one left from what a living one is using, on
this machine or on another that shares the disk, and removes it.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX, SUFFIX = "regionkalkyl-", ".part"


@contextlib.contextmanager
def scratch_folder(
    inside: Path | None = None, prefix: str = PREFIX, mode: int = 0o777
) -> Iterator[Path]:
    """A new folder that is gone afterwards, whatever of it is left; earlier ones are swept first.

    Without `inside` it is made among the system's temporary folders, readable by its owner alone;
    else with the rights that the user's umask leaves of `mode`.
    """
    if inside is None:
        inside, mode = Path(tempfile.gettempdir()), 0o700
    sweep(inside, prefix)
    while True:
        folder = _fresh(inside, prefix)
        folder.mkdir(mode=mode)
        handle = locked(folder, os.O_RDONLY)
        if handle is not None:
            break
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


@contextlib.contextmanager
def scratch_file(inside: Path, prefix: str) -> Iterator[tuple[Path, int]]:
    """A new empty file, open for writing, with the rights that the umask leaves.

    It is gone afterwards unless it has been moved; what killed runs left is swept first.
    """
    sweep(inside, prefix)
    while True:
        path = _fresh(inside, prefix)
        handle = locked(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        if handle is not None:
            break
    try:
        yield path, handle
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def _fresh(inside: Path, prefix: str) -> Path:
    return inside / f"{prefix}{secrets.token_hex(6)}{SUFFIX}"


def locked(path: Path, flags: int) -> int | None:
    """An open handle that holds the lock of a path, or None when it was swept before we had it."""
    try:
        handle = os.open(path, flags, 0o666)
    except FileNotFoundError:
        return None
    with contextlib.suppress(OSError):  # a disk without locks: nothing is swept there
        fcntl.flock(handle, fcntl.LOCK_EX)
    if os.path.exists(path) and os.path.samestat(os.stat(path), os.fstat(handle)):
        return handle
    os.close(handle)
    return None


def is_abandoned(path: Path) -> bool:
    """Whether nobody works at a path any more; what cannot be opened is left to its owner."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def sweep(inside: Path, prefix: str = PREFIX) -> None:
    """Remove the scratch folders and files of runs that are no more."""
    with contextlib.suppress(OSError):
        for entry in list(os.scandir(inside)):
            ours = entry.name.startswith(prefix) and entry.name.endswith(SUFFIX)
            middle = entry.name[len(prefix) : -len(SUFFIX)]
            if ours and "." not in middle and is_abandoned(Path(entry.path)):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                else:
                    Path(entry.path).unlink(missing_ok=True)
