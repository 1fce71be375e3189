"""The manifest of a seal, and the files beside it compared with what it says.

A manifest may come from anyone. Its names are compared with those of the files that are there and
never become a path.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analysis.errors import InputError, Message
from analysis.inputs.opened import read_bytes

MAX_BYTES = 50_000_000
Kind = Literal["report", "plan", "batch"]
Fault = Literal["changed", "missing", "added"]


class FileEntry(BaseModel):
    """A file as it was: its name, size in bytes and SHA-256."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    name: Annotated[str, Field(min_length=1, max_length=1000)]
    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    """What a seal vouches for: the files of a folder, and the inputs that they were made from."""

    model_config = ConfigDict(strict=True, extra="ignore")

    kind: Kind
    plan: str
    files: list[FileEntry]
    inputs: list[FileEntry] = []
    inputs_sha256: str | None = None
    run: list[str] = []

    @model_validator(mode="after")
    def _no_name_twice(self) -> "Manifest":
        for entries in (self.files, self.inputs):
            if len({entry.name for entry in entries}) != len(entries):
                raise ValueError("a name is listed twice")
        return self


@dataclass(frozen=True, order=True)
class Difference:
    """A file that is not as the manifest says. The name may be anyone's: show it, never open it."""

    name: str
    fault: Fault


def read_manifest(path: Path) -> tuple[Manifest, bytes]:
    """A manifest and its bytes, which a signature is of. Raises InputError."""
    content = read_bytes(path, MAX_BYTES)
    try:
        return Manifest.model_validate_json(content), content
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise InputError(
            Message("this is not a manifest of regionkalkyl"),
            file=path,
            column=place or None,
            expected=Message(
                "the manifest.json of a report, or of a plan or batch that was sealed"
            ),
        ) from None


def entry_of(name: str, content: bytes) -> FileEntry:
    """A file as it is to be listed."""
    return FileEntry(name=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def digest(entries: Iterable[FileEntry]) -> str:
    """One checksum of many files: equal when none of them has changed."""
    lines = sorted(f"{entry.name} {entry.sha256}" for entry in entries)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def differences(listed: Iterable[FileEntry], found: Mapping[str, Path]) -> list[Difference]:
    """Each file that has changed, is missing or was added, by name."""
    entries = {entry.name: entry for entry in listed}
    faults = [Difference(name, "missing") for name in entries.keys() - found.keys()]
    faults += [Difference(name, "added") for name in found.keys() - entries.keys()]
    for name in entries.keys() & found.keys():
        if not is_still(entries[name], found[name]):
            faults.append(Difference(name, "changed"))
    return sorted(faults)


def is_still(entry: FileEntry, path: Path) -> bool:
    """Whether a file is what its entry says. A link, a device or an unreadable file is not."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    with open(handle, "rb") as file:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode) or about.st_size != entry.bytes:
            return False
        return hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256
