"""PX files (*PC-Axis*), the format in which Statistics Sweden lets a table be downloaded.

A PX file is statements `KEYWORD("name")="value","value";`. The cells stand in DATA, row by row
over STUB and HEADING. Only what a table of counts needs is read; the rest is passed over.
"""

import itertools
import re
from pathlib import Path

from analysis.errors import InputError

_STATEMENT = re.compile(r'([A-Z][A-Z0-9-]*)(?:\[[^\]]*\])?(?:\("((?:[^"]|"")*)"\))?\s*=', re.ASCII)
_QUOTED = re.compile(r'"([^"]*)"')
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([^"]+)"')
_YEARS = re.compile(r'TLIST\(A1\s*(?:,\s*"(\d{4})"\s*-\s*"(\d{4})")?\)')
MISSING = re.compile(r'"?(\.+|-)"?')


def decode_px(raw: bytes, path: Path) -> str:
    """The text of a PX file in the encoding that its CODEPAGE names, else Windows-1252."""
    named = _CODEPAGE.search(raw)
    encoding = named[1].decode("ascii", "replace") if named else "cp1252"
    try:
        return raw.decode("utf-8-sig" if encoding.lower() == "utf-8" else encoding)
    except (LookupError, UnicodeDecodeError):
        raise InputError(
            "the text is not in the encoding that CODEPAGE names",
            file=path,
            value=encoding,
        ) from None


def _statements(text: str) -> dict[tuple[str, str | None], str]:
    """Every statement: (keyword, name) to its raw value. A semicolon inside quotes ends nothing."""
    found: dict[tuple[str, str | None], str] = {}
    for piece in re.findall(r'(?:"[^"]*"|[^";])+', text):
        match = _STATEMENT.match(piece.strip())
        if match:
            found[match[1], match[2]] = piece.strip()[match.end() :].strip()
    return found


def _values(raw: str) -> list[str]:
    years = _YEARS.match(raw)
    if years and years[1]:
        return [str(year) for year in range(int(years[1]), int(years[2]) + 1)]
    return _QUOTED.findall(raw)


def read_px(raw: bytes, path: Path) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a PX table, one row a cell, the last column `value`.

    Raises InputError when the file is not PX, or when the cells do not match the classes.
    """
    found = _statements(decode_px(raw, path))
    names = _values(found.get(("STUB", None), "")) + _values(found.get(("HEADING", None), ""))
    if not names or ("DATA", None) not in found:
        raise InputError("this is not a PX table", file=path, expected="STUB, HEADING and DATA")
    classes = [_values(found.get(("VALUES", name), "")) for name in names]
    cells = found["DATA", None].split()
    expected = 1
    for values in classes:
        expected *= len(values)
    if len(cells) != expected:
        raise InputError(
            "the number of cells does not match the classes",
            file=path,
            value=len(cells),
            expected=f"{expected} cells",
        )
    rows = [
        [*labels, cell.strip('"')]
        for labels, cell in zip(itertools.product(*classes), cells, strict=True)
    ]
    return [*names, "value"], rows
