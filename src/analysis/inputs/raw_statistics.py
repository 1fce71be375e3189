"""A downloaded table of statistics as rows of texts, whatever its form (*nedladdad statistik*).

PX, CSV in every shape that PxWeb writes (with or without a title, comma, semicolon, tab or space,
codes or texts, years down or across), gzip, and the Excel file of the same service.
"""

import gzip
import io
import itertools
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import InputError, Message
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.encoding import decoded
from analysis.inputs.labels import folded
from analysis.inputs.opened import read_bytes, refuse_unreadable
from analysis.inputs.px import SCALES, Variable, read_px
from analysis.inputs.source_cells import read_source

MAX_BYTES = 400_000_000
LOOKED_AT = 30
"""Rows in which the heading is looked for, below a title and remarks."""


@dataclass(frozen=True)
class RawTable:
    """Headings and rows as written; each row with its line, or its cell where lines say nothing.

    elimination: how the file says that a column may be left out: `YES` by summing, or by one value.
    codes: the codes behind the texts of a column, where the file has both. time: the column that
    the file itself says is time. about: what the file says that it counts.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int | str | None, tuple[str, ...]], ...]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    time: str | None = None
    about: str = ""
    notes: tuple[str, ...] = ()
    elimination: dict[str, str] = field(default_factory=dict)


def read_raw(path: Path) -> RawTable:
    """The rows of a downloaded file. Raises InputError when it is no table of any known form."""
    name = path.name.casefold()
    raw = _unpacked(path) if name.endswith(".gz") else read_bytes(path, MAX_BYTES)
    name = name.removesuffix(".gz")
    if name.endswith(".px"):
        return _from_px(raw, path)
    broken = raw.startswith(b"PK\3\4") and not name.endswith(".zip")
    if zipfile.is_zipfile(io.BytesIO(raw)) or broken:
        return _from_workbook(path)
    if raw.lstrip()[:1] == b"{":
        text = Message("a JSON file is not read here")
        raise InputError(
            text, file=path, expected=Message("the same table as PX, CSV or Excel (xlsx)")
        )
    return _from_text(raw, path)


def _unpacked(path: Path) -> bytes:
    refuse_unreadable(path, MAX_BYTES)
    try:
        with gzip.open(path) as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "it is not readable"
        raise InputError(
            Message("the file cannot be read: {reason}", reason=reason), file=path
        ) from None
    if len(raw) > MAX_BYTES:
        raise InputError(
            Message("the file is too large"),
            file=path,
            expected=Message("at most {max_bytes} bytes", max_bytes=MAX_BYTES),
        )
    return raw


def _from_px(raw: bytes, path: Path) -> RawTable:
    table = read_px(raw, path)
    names = tuple(v.name for v in table.variables)
    combined = itertools.product(*(v.texts for v in table.variables))
    rows = zip(combined, table.cells, strict=True)
    time = next((v for v in table.variables if v.scale), None)
    if time is not None and time.scale != "A":
        text = Message(
            "the table is by {value}", value=SCALES.get(time.scale or "", "another time than year")
        )
        raise InputError(text, file=path, value=time.name, expected=Message("a table by year"))
    contents = folded(table.contents)
    return RawTable(
        # What the file says that it counts, so that deaths are not taken for residents.
        (*names, contents if contents and contents not in names else "value"),
        tuple((", ".join(labels), (*labels, cell)) for labels, cell in rows),
        {v.name: _codes(v) for v in table.variables if v.codes},
        time.name if time else None,
        f"{table.contents} {table.title}",
        _told(path, table.encoding),
        {v.name: v.elimination for v in table.variables if v.elimination},
    )


def _codes(variable: Variable) -> dict[str, str]:
    return dict(zip(variable.texts, variable.codes, strict=True))


def _from_text(raw: bytes, path: Path) -> RawTable:
    text = decoded(raw, path)
    rows = [(n, tuple(map(folded, row))) for n, row in numbered_rows(text.text, path, spaced=True)]
    first = _heading(rows)
    if first is None:
        found = rows[0][1] if rows else ()
        raise InputError(
            Message("there is no table here: no row of headings above rows that are as wide"),
            file=path, line=1, value=";".join(found),
            expected=Message("columns such as region, kön, ålder, år, värde"),
        )  # fmt: skip
    header = rows[first][1]
    body, about = [], " ".join(" ".join(row) for _, row in rows[:first])
    for line, row in rows[first + 1 :]:
        if len([cell for cell in row if cell]) <= 1 and len(header) > 2:
            continue  # a remark beneath the table, such as the source
        if len(row) != len(header):
            raise InputError(
                Message("the row has another number of cells than the heading"),
                file=path,
                line=line,
                value=";".join(row),
                expected=Message("{header} cells", header=len(header)),
            )
        body.append((line, row))
    return RawTable(header, tuple(body), about=about, notes=_told(path, text.encoding))


def _told(path: Path, encoding: str) -> tuple[str, ...]:
    """The encoding, where it was chosen and is not the one that everybody writes now."""
    if encoding.startswith("utf-8"):
        return ()
    return (Message("{file}: text read as {encoding}", file=path.name, encoding=encoding),)


def _heading(rows: list[tuple[int, tuple[str, ...]]]) -> int | None:
    """The row of headings: the first that is as wide as most rows and holds no empty cell."""
    widths = Counter(len(row) for _, row in rows if len([c for c in row if c]) > 1)
    if not widths:
        return None
    width = widths.most_common(1)[0][0]
    for number, (_, row) in enumerate(rows[:LOOKED_AT]):
        if len(row) == width > 2 and all(row):
            return number
    return None


def _from_workbook(path: Path) -> RawTable:
    """The Excel file of PxWeb: years across, labels down and written once, remarks beneath."""
    sheet = max(read_source(path).values(), key=lambda s: len(s.cells))
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if cell.fault and "date" not in cell.ways:
            raise InputError(problems=[sheet.problem(row, column, cell.fault, cell.text)])
        by_row.setdefault(row, {})[column] = folded(cell.text)
    head = next((n for n, cells in sorted(by_row.items()) if len(cells) > 1), None)
    below = [n for n in sorted(by_row) if head is not None and n > head]
    if head is None or not below:
        text = Message("there is no table on the sheet")
        raise InputError(
            text, file=path, value=sheet.name, expected=Message("a PX, CSV or Excel table")
        )
    last = max(max(cells) for cells in by_row.values())
    named = by_row[head]
    header = tuple(named.get(c, f"column {sheet.letter(c)}") for c in range(last + 1))
    years = [c for c, name in named.items() if name[-4:].isdecimal()]
    labels = [c for c in range(last + 1) if c not in years and (years or c < last)]
    rows, above = list[tuple[int | str | None, tuple[str, ...]]](), dict.fromkeys(labels, "")
    for number in below:
        cells = by_row[number]
        if not set(cells) - set(labels):
            continue  # a remark beneath the table
        above |= {c: cells[c] for c in labels if c in cells}
        full = tuple(above[c] if c in above else cells.get(c, "") for c in range(last + 1))
        rows.append((sheet.place(number, 0), full))
    about = " ".join(" ".join(r.values()) for n, r in by_row.items() if n < head)
    return RawTable(header, tuple(rows), about=about)
