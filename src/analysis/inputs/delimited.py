"""Rows of a delimited text file (*CSV*) as spreadsheets, finance systems and statistics write them.

Semicolons, commas or tabs, quoted or not, LF or CRLF, a first line `sep=;`, empty columns at the
end (`;;`) from a sheet that was wider than its figures. One reader for every file of this kind.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from analysis.errors import InputError, Message, Problem, reason, verbatim
from analysis.inputs.documents import read_text
from analysis.inputs.labels import folded

Read = TypeVar("Read")
DELIMITERS = ";\t,"
_SAMPLE = 20
"""Lines that are looked at to tell the delimiter."""


def numbered_rows(text: str, file: object, spaced: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Every row with the line on which it begins, empty columns at the end of all rows left off.

    With `spaced`, quoted cells may have a space between them (a form of PxWeb). Raises InputError
    for a quote that is never closed.
    """
    lines = text.splitlines(keepends=True)
    named = lines[0].strip().casefold() if lines else ""
    skipped = named.startswith("sep=") and len(named) == 5
    delimiter = named[-1] if skipped else delimiter_of(lines[:_SAMPLE])
    if spaced and _divided_by_spaces(lines[:_SAMPLE]):
        delimiter = " "
    reader = csv.reader(io.StringIO("".join(lines[skipped:]), newline=""), delimiter=delimiter,
                        strict=True)  # fmt: skip
    found: list[tuple[int, list[str]]] = []
    before = int(skipped)
    try:
        for row in reader:
            found.append((before + 1, row))
            before = reader.line_num + int(skipped)
    except csv.Error as error:
        raise InputError(
            Message("the table cannot be read: {error}", error=error), file=file, line=before + 1
        ) from None
    width = max((_width(row) for _, row in found), default=0)
    yield from ((line, row[:width]) for line, row in found)


def _width(row: list[str]) -> int:
    """Cells up to the last that holds something."""
    return next((i for i in range(len(row), 0, -1) if row[i - 1].strip()), 0)


def delimiter_of(lines: list[str]) -> str:
    """The delimiter that divides most lines, and divides them alike; a decimal comma does not.

    Counted outside quotes. Of two that do equally well the semicolon is taken, then the tab.
    """
    sample = [_outside_quotes(line) for line in lines if line.strip()]

    def merit(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in sample]
        most = max(set(counts), key=lambda n: (counts.count(n) * (n > 0), n), default=0)
        return (counts.count(most) if most else 0, most)

    if not sample:
        return DELIMITERS[0]
    first = sample[0]
    # A heading divided by semicolons or tabs decides: commas in it belong to its words.
    for delimiter in DELIMITERS[:2]:
        if first.count(delimiter) and merit(delimiter)[0] * 2 >= len(sample):
            return delimiter
    return max(DELIMITERS, key=merit)


def _divided_by_spaces(lines: list[str]) -> bool:
    """Whether quoted cells stand with a space between them and no delimiter anywhere."""
    outside = [_outside_quotes(line) for line in lines]
    return any('" "' in line for line in lines) and not any(
        delimiter in line for line in outside for delimiter in DELIMITERS
    )


def _outside_quotes(line: str) -> str:
    return "".join(line.split('"')[::2])


@dataclass(frozen=True)
class Records:
    """A file with a heading: its names and every row that is not blank, with its line."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def records(path: Path) -> Records:
    """A file with a heading row, its cells by name.

    Raises InputError with every row that has more or fewer cells than the heading.
    """
    lines = [(n, row) for n, row in numbered_rows(read_text(path), path) if any(map(folded, row))]
    header = tuple(map(folded, lines[0][1])) if lines else ()
    rows, problems = list[tuple[int, dict[str, str]]](), list[Problem]()
    for line, row in lines[1:]:
        if len(row) != len(header):
            text, wanted = (
                Message("the row has another number of cells than the heading"),
                len(header),
            )
            found = Problem(
                text,
                str(path),
                line,
                value=str(len(row)),
                expected=Message("{wanted} cells", wanted=wanted),
            )
            problems.append(found)
        cells = zip(header, map(folded, row), strict=False)
        rows.append((line, dict(cells)))
    if problems:
        raise InputError(problems=problems)
    return Records(header, tuple(rows))


def records_under(path: Path, columns: tuple[str, ...]) -> Records:
    """The same for a file whose heading must be `columns`. Raises InputError."""
    found = records(path)
    if found.header != columns:
        text, expected = Message("the heading is not the expected one"), verbatim(";".join(columns))
        raise InputError(text, file=path, line=1, expected=expected)
    return found


def rows_read(
    table: Records, path: Path, read: Callable[[dict[str, str], int], Read], problems: list[Problem]
) -> Iterator[tuple[int, Read]]:
    """The line of each row and what `read` makes of the row.

    A row that it refuses with ValueError is passed over and becomes one of `problems`.
    """
    for line, row in table.rows:
        try:
            made = read(row, line)
        except ValueError as error:
            text = Message("the row cannot be read")
            problems.append(Problem(text, str(path), line, expected=reason(error)))
        else:
            yield line, made


def csv_text(rows: Iterable[Sequence[str]], quoted: bool = False) -> str:
    """Rows as the CSV of a plan: semicolons, LF; every cell in quotes when any text may come."""
    stream = io.StringIO()
    csv.writer(
        stream,
        delimiter=";",
        lineterminator="\n",
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    ).writerows(rows)
    return stream.getvalue()
