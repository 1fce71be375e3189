"""Rows of a table of counts from any layout in which statistics are handed out.

Long (a column of years), wide (a column per year), PX, gzip, comma, semicolon or tab, Swedish or
English headings, UTF-8 or Windows-1252: all become (line, region, sex, age, year, value), as text.
"""

import csv
import gzip
import re
from pathlib import Path

from analysis.errors import InputError
from analysis.inputs.px import read_px

MAX_BYTES = 400_000_000

COLUMNS = {
    "region": {"region", "lan", "län", "county"},
    "sex": {"sex", "kon", "kön", "barnets kön", "barnets kon", "sex of child"},
    "age": {"age", "alder", "ålder", "moderns ålder", "moderns alder", "age of mother"},
    "year": {"year", "ar", "år", "tid"},
    "value": {"value", "varde", "värde", "antal", "folkmängd"},
}
_YEAR = re.compile(r"(?:.*\D)?((?:18|19|20)\d{2})")

Row = tuple[int | None, str, str, str, str, str]
"""Line of the file, region, sex, age, year, value; all as written."""


def read_rows(path: Path) -> list[Row]:
    """Every count of the file. Raises InputError when the layout cannot be understood."""
    header, rows = _raw_rows(path)
    return _long_rows(header, rows, path)


def _bytes(path: Path) -> bytes:
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as stream:
                raw = stream.read(MAX_BYTES + 1)
        else:
            with path.open("rb") as plain:
                raw = plain.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "it is not readable"
        raise InputError(f"the file cannot be read: {reason}", file=path) from None
    if len(raw) > MAX_BYTES:
        raise InputError("the file is too large", file=path, expected=f"at most {MAX_BYTES} bytes")
    return raw


def _raw_rows(path: Path) -> tuple[list[str], list[tuple[int | None, list[str]]]]:
    raw = _bytes(path)
    if path.name.removesuffix(".gz").endswith(".px"):
        header, cells = read_px(raw, path)
        return header, [(None, row) for row in cells]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Statistics Sweden's own CSV downloads are in Windows-1252.
        text = raw.decode("cp1252", "replace")
    lines = text.splitlines()
    for i, line in enumerate(lines[:10]):
        for delimiter in (";", ",", "\t"):
            header = next(csv.reader([line], delimiter=delimiter), [])
            if {"region", "age"} <= {_column(name) for name in header}:
                reader = csv.reader(lines[i + 1 :], delimiter=delimiter)
                return header, [(i + 1 + reader.line_num, row) for row in reader if any(row)]
    raise InputError(
        "the file has no heading with region, sex, age and year",
        file=path,
        line=1,
        value=lines[0] if lines else "",
        expected="columns such as region, kön, ålder, år, värde",
    )


def _column(name: str) -> str | None:
    word = name.strip().casefold()
    return next((key for key, words in COLUMNS.items() if word in words), None)


def _long_rows(
    header: list[str], rows: list[tuple[int | None, list[str]]], path: Path
) -> list[Row]:
    """Rows of any layout as (line, region, sex, age, year, value)."""
    place = {key: i for i, name in enumerate(header) if (key := _column(name))}
    missing = [key for key in ("region", "sex", "age") if key not in place]
    if missing:
        raise InputError(f"the column {missing[0]!r} is missing", file=path, line=1)
    labels = (place["region"], place["sex"], place["age"])
    if "year" in place and "value" in place:
        years: list[tuple[int, str | None]] = [(place["value"], None)]
    else:
        found = {i: _YEAR.fullmatch(h.strip()) for i, h in enumerate(header)}
        years = [(i, m[1]) for i, m in found.items() if m and i not in place.values()]
    if not years:
        raise InputError("there is neither a column of years nor one per year", file=path, line=1)
    used = {*place.values(), *(i for i, _ in years)}
    _refuse_varying(header, rows, used, path)
    result: list[Row] = []
    for line, row in rows:
        if len(row) != len(header):
            raise InputError(
                "the row has another number of cells than the heading",
                file=path,
                line=line,
                value=";".join(row),
                expected=f"{len(header)} cells",
            )
        region, sex, age = (row[i] for i in labels)
        for i, year in years:
            result.append((line, region, sex, age, year or row[place["year"]], row[i]))
    return result


def _refuse_varying(
    header: list[str],
    rows: list[tuple[int | None, list[str]]],
    used: set[int],
    path: Path,
) -> None:
    """A further column may only say one thing: two civil states would be added up unseen."""
    for i in set(range(len(header))) - used:
        if len({row[i] for _, row in rows if i < len(row)}) > 1:
            raise InputError(
                "a further column divides the counts",
                file=path,
                column=header[i],
                expected="one table per value of that column",
            )
