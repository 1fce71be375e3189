"""The logotype of a plan (*logotyp*): a small PNG in its folder, read whole before it is shown."""

import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import InputError, Message, Problem
from analysis.inputs.documents import Document
from analysis.inputs.opened import read_bytes
from analysis.inputs.plan_schema import PlanFile

MAX_BYTES = 100_000
"""Bytes of the file: it stands in every page of a report."""
MAX_SIDE = 2000
"""Pixels of its longer side."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Values a pixel by the kind of colour that the header tells."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}\.png")


def logotype(folder: Path, file: PlanFile) -> bytes | None:
    """The picture that a plan names; None where it names none. Raises InputError."""
    name = file.look.logotype if file.look else None
    if name is None:
        return None
    path = folder / name
    if not _NAME.fullmatch(name) or path.is_symlink():
        raise InputError(
            Message("the logotype cannot be used"),
            file=folder / "plan.yml",
            value=name,
            expected=Message("the name of a PNG in the folder of the plan, such as logotyp.png"),
        )
    content = read_bytes(path, MAX_BYTES)
    if not is_png(content):
        raise InputError(
            Message("the logotype cannot be used"),
            file=path,
            expected=Message(
                "a whole PNG, not interlaced, of at most {side} pixels a side", side=MAX_SIDE
            ),
        )
    return content


def look_problems(folder: Path, file: PlanFile, document: Document) -> list[Problem]:
    """What is wrong with the logotype, at its line of plan.yml."""
    try:
        logotype(folder, file)
    except InputError as error:
        line = document.line(("look", "logotype"))
        return [
            Problem(p.message, str(document.path), line, "look.logotype", p.value, p.expected)
            for p in error.problems
        ]
    return []


def is_png(content: bytes) -> bool:
    """Whether the bytes are one whole PNG of reasonable size: every part and every pixel."""
    parts = list(_parts(content))
    kinds = [kind for kind, _ in parts]
    if not parts or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds:
        return False
    if len(parts[0][1]) != 13:
        return False
    width, height, depth, colour, packed, filters, laced = struct.unpack(">IIBBBBB", parts[0][1])
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and colour in CHANNELS):
        return False
    if depth not in (1, 2, 4, 8, 16) or (packed, filters, laced) != (0, 0, 0):
        return False
    wanted = height * (1 + -(-width * depth * CHANNELS[colour] // 8))
    pixels = zlib.decompressobj()
    try:
        found = pixels.decompress(b"".join(d for kind, d in parts if kind == b"IDAT"), wanted + 1)
    except zlib.error:
        return False
    return len(found) == wanted and pixels.eof


def _parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG in order; none where the bytes are not chunks with right checksums."""
    if not content.startswith(SIGNATURE):
        return
    found, at = [], len(SIGNATURE)
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        if content[at + 8 + length : at + 12 + length] != zlib.crc32(kind + data).to_bytes(
            4, "big"
        ):
            return
        found.append((kind, data))
        at += 12 + length
    yield from found
