"""Files that are either whole or absent, and messages for folders that cannot hold them."""

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from xxhash import xxh3_128

from analysis.errors import Message, RunFailed
from analysis.scratch import scratch_file

REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "it is on a read-only disk",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "it is a folder",
}


PIECE = 1 << 20
Content = bytes | memoryview | Sequence[bytes]
"""What a file is to hold, whole or in pieces."""


def pieces_of(content: Content) -> Sequence[bytes | memoryview]:
    """A content as its pieces."""
    return [content] if isinstance(content, bytes | memoryview) else content


def checksum(pieces: Iterable[bytes | memoryview]) -> str:
    """XXH3-128 of a content: tells a damaged file at a tenth of the time that SHA-256 takes.

    It guards against accidents; the manifest of a report, for auditors, holds SHA-256.
    """
    found = xxh3_128()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()


def file_checksum(file: BinaryIO) -> str:
    """The checksum of an open file, read piece by piece."""
    return checksum(iter(lambda: file.read(PIECE), b""))


def write_whole(path: Path, content: Content) -> str:
    """Write a file under a temporary name, sync it and move it into place; returns its checksum.

    The file has the rights that the user's umask gives new files; what a killed run left beside it
    is swept. Raises RunFailed, and leaves an earlier file as it was, when it cannot be written.
    """
    pieces = pieces_of(content)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with scratch_file(path.parent, f".{path.name}.") as (part, handle):
            with open(handle, "wb", closefd=False) as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(handle)
                forget(handle, file.tell())
            os.replace(part, path)
        sync_folder(path.parent)
    except OSError as error:
        raise RunFailed(cannot_write(path, error)) from error
    return checksum(pieces)


def write_text(path: Path, text: str) -> None:
    """The same for UTF-8 text with LF line ends."""
    write_whole(path, text.encode("utf-8"))


def forget(handle: int, size: int) -> None:
    """Give the system's memory of a large file that is on disk back, where the system lets us.

    The next file then takes the same memory. Otherwise a batch fills all that is free with what
    nobody reads, and new memory costs several times what the copy itself does.
    """
    if size > PIECE and hasattr(os, "posix_fadvise"):
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def cannot_write(path: Path, error: OSError) -> Message:
    """One line that says why a file could not be written."""
    reason = REASONS.get(error.errno or 0, error.strerror or str(error))
    return Message("{path} cannot be written: {reason}", path=path, reason=reason)


def sync_folder(folder: Path) -> None:
    """Make a rename durable: the folder's own entry must reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
