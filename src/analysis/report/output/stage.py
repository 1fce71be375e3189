"""A report folder that is whole or not there: built beside its place, then moved into it."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import RunFailed
from analysis.scratch import scratch_folder
from analysis.storage import cannot_write, sync_folder

AT_FDCWD = -100
RENAME_EXCHANGE = 2
ASIDE = ".old"
"""Ending of the name that an old report has for the moment in which the new one is moved in."""


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder to fill; when the block ends well it takes the place of `target`.

    The folder that was there stays untouched until then, and for good when the block fails or the
    process dies. Raises RunFailed when the disk refuses.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        restore_moved_aside(target)
        with scratch_folder(target.parent, f".{target.name}.") as scratch:
            part = scratch / target.name
            part.mkdir()
            yield part
            sync_folder(part)
            take_place(part, target)
            sync_folder(target.parent)
    except OSError as error:
        raise RunFailed(cannot_write(target, error)) from error


def take_place(part: Path, target: Path) -> None:
    """Put `part` in the place of `target` in one step; what was there is left under `part`.

    Linux can exchange two names at once. Where that cannot be done, the old folder is moved aside
    first and back again if the new one does not get there.
    """
    if not target.exists():
        part.rename(target)
        return
    if exchanged(part, target):
        return
    aside = target.with_name(f".{target.name}{ASIDE}")
    target.rename(aside)
    try:
        part.rename(target)
    except OSError:
        aside.rename(target)
        raise
    aside.rename(part)


def exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can; False where it cannot."""
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(rename(AT_FDCWD, names[0], AT_FDCWD, names[1], RENAME_EXCHANGE) == 0)


def restore_moved_aside(target: Path) -> None:
    """Give back the report that a run moved aside when it was killed before the new one came."""
    aside = target.with_name(f".{target.name}{ASIDE}")
    if aside.is_dir() and not target.exists():
        aside.rename(target)
    elif aside.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
