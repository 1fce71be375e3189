"""Files that are whole or not there at all."""

import os
from pathlib import Path

from analysis.inputs.scratch import scratch_file


def write_bytes(path: Path, content: bytes) -> None:
    """Write under a temporary name in the same folder, flush to disk, then take the place.

    The file has the rights that the user's umask gives new files.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with scratch_file(path.parent, f".{path.name}.") as (part, handle):
        with open(handle, "wb", closefd=False) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)


def write_text(path: Path, text: str) -> None:
    """The same for UTF-8 text with LF line ends."""
    write_bytes(path, text.encode("utf-8"))
