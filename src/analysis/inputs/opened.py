"""The one place where a file that a user names is opened (*öppna en fil*).

Its kind and size are looked at first: a device never ends, a pipe waits for somebody who may never
write, and a file of many gigabytes fills the memory before anybody can say that it is too large.
"""

import os
import stat
from pathlib import Path

from analysis.errors import InputError, Message

MAX_BYTES = 4_000_000
"""Bytes of a text file unless the reader says otherwise."""
MAX_XLSX = 50_000_000
"""Bytes of a workbook."""


def refuse_unreadable(path: Path, limit: int = MAX_BYTES) -> None:
    """Raise InputError for what is no file of reasonable size: missing, a folder, a device, …"""
    wanted = Message("a file")
    try:
        found = os.stat(path)
    except FileNotFoundError:
        raise InputError(Message("there is no such file"), file=path) from None
    except (OSError, ValueError) as error:
        raise unread(path, getattr(error, "strerror", None) or str(error)) from None
    if stat.S_ISDIR(found.st_mode):
        text = Message("this is a folder, not a file")
        raise InputError(text, file=path, expected=wanted)
    if not stat.S_ISREG(found.st_mode):
        text = Message("this is a device, a pipe or a socket, not a file")
        raise InputError(text, file=path, expected=wanted)
    if found.st_size > limit:
        raise too_large(path, limit)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a file. Raises InputError with the reason when it cannot be read."""
    refuse_unreadable(path, limit)
    try:
        with path.open("rb") as stream:
            raw = stream.read(limit + 1)
    except OSError as error:
        raise unread(path, error.strerror) from None
    if len(raw) > limit:  # it grew, or it is one of those files whose size the system does not tell
        raise too_large(path, limit)
    return raw


def unread(path: Path, reason: str | None) -> InputError:
    """That a file cannot be read, and why."""
    text = Message("the file cannot be read: {strerror}", strerror=reason or "?")
    return InputError(text, file=path)


def too_large(path: Path, limit: int) -> InputError:
    """That a file is larger than its reader takes."""
    wanted = Message("at most {limit} bytes", limit=limit)
    return InputError(Message("the file is too large"), file=path, expected=wanted)
