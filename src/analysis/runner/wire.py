"""Frames between a notebook's process and the process that runs it: a length, then JSON."""

import datetime
import json
import os
import struct
from collections.abc import Mapping
from typing import TypedDict

from analysis.untyped import JsonObject

HEADER = struct.Struct("!I")
CHUNK = 1 << 20


class CellRequest(TypedDict):
    """A cell to execute, to the process of a notebook."""

    msg_id: str
    code: str
    store_history: bool
    stop_on_error: bool


class Frame(TypedDict, total=False):
    """A message from the process of a notebook; its last words have a `text` alone."""

    msg_type: str
    date: str
    parent: str | None
    content: JsonObject
    metadata: JsonObject
    buffers: list[str]
    text: str


def send_frame(handle: int, content: Mapping[str, object]) -> None:
    """Write one frame: its length in four bytes, then JSON."""
    data = json.dumps(content, default=_date).encode()
    view = memoryview(HEADER.pack(len(data)) + data)
    while view:
        view = view[os.write(handle, view) :]


def receive_frame(handle: int) -> CellRequest | None:
    """Read the next cell; None when the other side has closed."""
    head = _exactly(handle, HEADER.size)
    data = _exactly(handle, HEADER.unpack(head)[0]) if head else b""
    return json.loads(data) if data else None


def _exactly(handle: int, size: int) -> bytes:
    parts, missing = [], size
    while missing:
        part = os.read(handle, min(missing, CHUNK))
        if not part:
            return b""
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _date(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not a JSON type")


class Frames:
    """Cuts what arrives into frames, however it is split."""

    def __init__(self) -> None:
        self.buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """Add what was read; returns the frames that are now whole."""
        self.buffer += data
        found = []
        while len(self.buffer) >= HEADER.size:
            end = HEADER.size + HEADER.unpack_from(self.buffer)[0]
            if len(self.buffer) < end:
                break
            found.append(json.loads(self.buffer[HEADER.size : end]))
            del self.buffer[:end]
        return found
