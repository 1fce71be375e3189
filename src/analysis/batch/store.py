"""Where parts of a batch are kept: a folder, or any place that fsspec knows by URL."""

import contextlib
from pathlib import Path

import fsspec

from analysis.errors import InputError, Message, RunFailed, said
from analysis.storage import (
    Content,
    cannot_write,
    checksum,
    file_checksum,
    pieces_of,
    write_whole,
)


def is_local(store: str) -> bool:
    """Whether a store is a folder of this machine."""
    return "://" not in store or store.startswith("file://")


def local_path(store: str, name: str) -> Path:
    """The path of a file in a local store."""
    return Path(store.removeprefix("file://")) / name


def located(store: str, name: str = "") -> tuple[fsspec.AbstractFileSystem, str]:
    """The file system of a store and the path of a file there."""
    system, path = fsspec.core.url_to_fs(f"{store.rstrip('/')}/{name}")
    return system, str(path)


def put(store: str, name: str, content: Content) -> str:
    """Write a file whole and return its checksum; what another worker wrote there is the same."""
    if is_local(store):
        return write_whole(local_path(store, name), content)
    try:
        # Object stores show a file only when it is whole; elsewhere the move makes it so.
        system, path = located(store, name)
        system.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        digest = checksum(pieces_of(content))
        part = f"{path}.{digest[:8]}.part"
        with system.open(part, "wb") as file:
            file.writelines(pieces_of(content))
        with contextlib.suppress(FileNotFoundError):  # some keep what lies there already
            system.rm(path)
        system.mv(part, path)
    except OSError as error:
        raise RunFailed(cannot_write(Path(store) / name, error)) from error
    except Exception as error:  # each protocol has faults of its own
        raise RunFailed(
            Message(
                "{store}/{name} cannot be written: {error}",
                store=store,
                name=name,
                error=said(error),
            )
        ) from error
    return digest


def digest_of(store: str, name: str) -> str | None:
    """Checksum of a file in a store, or None when there is no such file."""
    try:
        system, path = located(store, name)
        with system.open(path, "rb") as file:
            return file_checksum(file)
    except FileNotFoundError:
        return None


UNKNOWN = Message("the storage is not understood")


def check(store: str) -> None:
    """Refuse a store that fsspec does not know. Raises InputError."""
    try:
        fsspec.core.url_to_fs(store)
    except ImportError as error:
        wanted = Message("the package that this storage needs ({reason})", reason=error)
        raise InputError(UNKNOWN, value=store, expected=wanted) from None
    except ValueError:
        wanted = Message("a folder, or an address that fsspec knows, as s3://bucket/folder")
        raise InputError(UNKNOWN, value=store, expected=wanted) from None
