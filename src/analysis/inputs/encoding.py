"""The text of a file as people have it (*teckenkodning*): the one place where bytes become text.

UTF-8 with or without a byte order mark, UTF-16 and UTF-32 with one, UTF-16 without one, and
Windows-1252, which Excel and older statistics write. The choice is returned, so that it can be
told.
"""

import codecs
from dataclasses import dataclass

from analysis.errors import InputError, Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16: the mark of the second begins that of the first."""
WORDS = Message("UTF-8, UTF-16 or Windows-1252; save the file again as “CSV UTF-8”")
_SAMPLE = 4096


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding that it was read in."""

    text: str
    encoding: str


def decoded(raw: bytes, file: object, named: str | None = None) -> Decoded:
    """The text of `raw`. A byte order mark decides, then `named`, then what the bytes can be.

    Raises InputError with the line where the text stops being text.
    """
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if marked:
        return _strict(raw, marked, file)
    if named:
        return _strict(raw, named, file)
    if wide := _utf16_without_mark(raw):
        return _strict(raw, wide, file)
    try:
        return _plain(raw.decode("utf-8"), "utf-8", file)
    except UnicodeDecodeError:
        return _strict(raw, "cp1252", file)


def _strict(raw: bytes, encoding: str, file: object) -> Decoded:
    try:
        return _plain(raw.decode(encoding), encoding, file)
    except UnicodeDecodeError as error:
        raise InputError(
            (
                Message("the file is not text in any encoding that is read here")
                if encoding == "cp1252"
                else Message("the file is not {encoding} text", encoding=encoding)
            ),
            file=file,
            line=raw.count(b"\n", 0, error.start) + 1,
            expected=WORDS,
        ) from None


def _plain(text: str, encoding: str, file: object) -> Decoded:
    """Refuse what decodes but is no text: a workbook or picture holds NUL characters."""
    place = text.find("\0")
    if place >= 0:
        raise InputError(
            Message("the file is not text: it holds NUL characters"),
            file=file, line=text.count("\n", 0, place) + 1, expected=WORDS,
        )  # fmt: skip
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 as some systems write it: nearly every second byte of Swedish text is then NUL."""
    sample = raw[:_SAMPLE]
    if len(sample) < 4 or len(raw) % 2:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.8 * half and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > 0.8 * half and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None
