"""The door that everything a command prints goes through: control characters are shown, not sent.

A question, a file name or a value may be anyone's. Sent to a terminal as it is, an escape in it
can clear the screen, rewrite a figure above it or turn the text around.
"""

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import TextIO

from analysis.untyped import Passed

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""C0 and C1 controls but tab and line end, what turns the direction of text, and halves of
characters, which no terminal can be sent."""


def visible(text: str) -> str:
    """A text whose control characters are written out: ESC is \\x1b."""
    return FORBIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Door:
    """An output stream that sends only what is visible; else as the stream behind it.

    `progress` lets a piece of text begin with a carriage return: a progress bar draws itself over.
    """

    def __init__(self, stream: TextIO, progress: bool = False) -> None:
        self._stream, self._progress = stream, progress

    def write(self, text: str) -> int:
        bar = "\r" if self._progress and text.startswith("\r") else ""
        self._stream.write(bar + visible(text[len(bar) :]))
        return len(text)

    def __getattr__(self, name: str) -> Passed:
        return getattr(self._stream, name)


@contextlib.contextmanager
def doors() -> Iterator[None]:
    """Within the block, all output of this process goes through a door."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Door(before[0]), Door(before[1], progress=True)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
