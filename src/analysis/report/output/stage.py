"""A report folder that is whole or not there: built beside its place, then moved into it."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from analysis.batch.storage import cannot_write, sync_folder
from analysis.errors import RunFailed

AT_FDCWD = -100
RENAME_EXCHANGE = 2


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A new folder to fill; when the block ends well it takes the place of `target`.

    The folder that was there stays untouched until then, and for good when the block fails or the
    process dies. Raises RunFailed when the disk refuses.
    """
    part: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(target)
        prefix = f".{target.name}.{os.getpid()}."
        part = Path(tempfile.mkdtemp(prefix=prefix, suffix=".part", dir=target.parent))
        part.chmod(0o755)
        yield part
        sync_folder(part)
        take_place(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise RunFailed(cannot_write(target, error)) from error
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


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
    aside = part.with_suffix(".old")
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


def remove_abandoned(target: Path) -> None:
    """Remove what runs that were killed left beside `target`; folders of living runs stay.

    A run that was killed while it moved folders aside gets its old report back.
    """
    for folder in target.parent.glob(f".{target.name}.*"):
        pid = folder.name.removeprefix(f".{target.name}.").split(".")[0]
        if not pid.isdecimal() or psutil.pid_exists(int(pid)):
            continue
        if folder.suffix == ".old" and not target.exists():
            folder.rename(target)
        else:
            shutil.rmtree(folder, ignore_errors=True)
