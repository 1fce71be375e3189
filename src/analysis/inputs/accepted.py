"""What was read against the print and accepted (*godkända tabeller*), as check digits.

`accepted.yml` beside the tables of a plan holds, for each table, the fingerprint of its figures, a
control total for every column of figures, and a short check code for every row of the file. A sum
that a document states guards some of its cells; a figure that stands alone (a price forecast, a
number of residents, an amount of a list) is guarded by nothing else than this: a cell that differs
from what was accepted stops every command, until it is accepted anew and deliberately. The files of
population that lie beside the tables (BESIDE) are accepted in the same way; the command that
calculates them accepts what it wrote.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field

from analysis.errors import InputError, Message, Problem
from analysis.inputs.delimited import records
from analysis.inputs.documents import read_text, read_yaml
from analysis.inputs.figures import read_figure
from analysis.inputs.table_spec import Strict, TableSpec
from analysis.inputs.tables import Table
from analysis.inputs.validation import validate
from analysis.storage import write_text

FILE = "accepted.yml"
BESIDE = ("population_scenarios.csv", "population_age_groups.csv", "population_beyond.csv")
"""Files with figures beside the tables of a plan; a plan may lack any of them."""
CODE = 6
"""Hexadecimal digits of a row's check code: it finds the row, the fingerprint finds the fault."""
MOST = 5
"""Rows of one table that are listed one by one."""
HEAD = """\
# What was read against the print: check digits of every table of this plan.
# Written by `regionkalkyl check <plan> --accept "<by whom, against what>"`, never by hand.
"""


def _total(text: str) -> str:
    """A control total as it is compared: a plain decimal number."""
    return f"{read_figure(text).value:f}"


class AcceptedTable(Strict):
    """The check digits of one table, and who read it against what."""

    reason: Annotated[str, Field(min_length=1)]
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    totals: dict[str, Annotated[str, AfterValidator(_total)]]
    codes: str


class AcceptedFile(Strict):
    """The whole of `accepted.yml`."""

    tables: dict[str, AcceptedTable] = {}
    files: dict[str, AcceptedTable] = {}


@dataclass(frozen=True)
class Entry:
    """One row of the file as it counts: its line, its content, and its figures by column."""

    line: int
    text: str
    figures: Mapping[str, Decimal]

    @cached_property
    def code(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:CODE]


def read_accepted(folder: Path) -> AcceptedFile:
    """What is accepted of a plan folder; nothing where it has no such file. Raises InputError."""
    path = folder / FILE
    return validate(read_yaml(path), AcceptedFile) if path.exists() else AcceptedFile()


def files_beside(folder: Path) -> dict[str, Table]:
    """The files of BESIDE that a plan folder has, each as a list of rows. Raises InputError."""
    return {name: _as_list(folder / name) for name in BESIDE if (folder / name).exists()}


def _as_list(path: Path) -> Table:
    found = records(path)
    items = tuple({n: t if n == "ar" else _figure(t) for n, t in r.items()} for _, r in found.rows)
    spec = TableSpec.model_construct(
        document="", heading=path.name, kind="list", unit="persons", status="estimated"
    )
    lines = tuple(line for line, _ in found.rows)
    return Table(path.stem, spec, path, found.header, items=items, item_lines=lines)


def _figure(text: str) -> str | Decimal:
    """A cell as it counts: 1,0 and 1,00 are one figure."""
    try:
        return read_figure(text).value.normalize() + 0
    except ValueError:
        return text


def check_digits(table: Table, reason: str) -> AcceptedTable:
    """The check digits of a table as it stands."""
    entries = list(_entries(table))
    codes = " ".join(entry.code for entry in sorted(entries, key=lambda e: e.text))
    totals = {name: f"{total:f}" for name, total in _totals(entries).items()}
    return AcceptedTable(
        reason=reason, fingerprint=_fingerprint(table, entries), totals=totals, codes=codes
    )


def changed(table: Table, accepted: AcceptedTable) -> list[Problem]:
    """How a table differs from what was accepted, by the rows that differ."""
    entries = list(_entries(table))
    if _fingerprint(table, entries) == accepted.fingerprint:
        return []
    left, other = Counter(accepted.codes.split()), []
    for entry in entries:
        if left[entry.code] > 0:
            left[entry.code] -= 1
        else:
            other.append(entry)
    gone = left.total() - len(other)
    problems = [_changed(table, entry, accepted, entries, other) for entry in other[:MOST]]
    if gone > 0 or not problems:
        problems.append(_gone(table, max(gone, 0)))
    if len(other) > MOST:
        text = Message("{number} more rows of this table are not what was accepted")
        rest = Message(text, number=len(other) - MOST)
        problems.append(Problem(rest, str(table.path)))
    return problems


def _changed(
    table: Table, entry: Entry, accepted: AcceptedTable, entries: list[Entry], other: list[Entry]
) -> Problem:
    """A row that was not accepted; what was follows from the control total when it stands alone."""
    now = _totals(entries)
    off = {
        name: Decimal(total) - now.get(name, Decimal(0)) for name, total in accepted.totals.items()
    }
    wanted = {n: entry.figures[n] + d for n, d in off.items() if d and n in entry.figures}
    alone = len(other) == 1 and len(wanted) == 1
    column, figure = next(iter(wanted.items())) if alone else (None, None)
    value = f"{entry.figures[column]:f}" if column else entry.text.replace("\x1f", ";")
    expected = Message("the row as it was read in print ({renew})", renew=RENEW)
    if alone:
        text = Message("{figure:f}, by the control total ({renew})")
        expected = Message(text, figure=figure, renew=RENEW)
    text = Message("this is not what was accepted ({reason})")
    said = Message(text, reason=accepted.reason)
    return Problem(said, str(table.path), entry.line, column, value, expected)


RENEW = Message('where the print itself says so, accept it anew: check PLAN --accept "…"')


def _gone(table: Table, number: int) -> Problem:
    text = Message("the header has changed")
    if number:
        text = Message("{number} rows that were accepted are missing", number=number)
    expected = Message("the rows as they were read in print ({renew})", renew=RENEW)
    return Problem(text, str(table.path), expected=expected)


def _entries(table: Table) -> Iterator[Entry]:
    """What a table holds, row by row; an empty cell of a series or matrix holds nothing."""
    for cell in table.cells:
        if cell.value is not None:
            text = "\x1f".join((*cell.labels, cell.column, f"{cell.value:f}"))
            yield Entry(cell.line, text, {"varde": cell.value})
    for item, line in zip(table.items, table.item_lines, strict=True):
        texts = (f"{v:f}" if isinstance(v, Decimal) else v or "" for v in item.values())
        figures = {name: v for name, v in item.items() if isinstance(v, Decimal)}
        yield Entry(line, "\x1f".join(texts), figures)


def _totals(entries: list[Entry]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = {}
    for entry in entries:
        for name, value in entry.figures.items():
            totals[name] = totals.get(name, Decimal(0)) + value
    return totals


def _fingerprint(table: Table, entries: list[Entry]) -> str:
    lines = ["\x1f".join(table.header), *sorted(entry.text for entry in entries)]
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def accept(folder: Path, tables: Mapping[str, Table], reason: str) -> list[str]:
    """Write the check digits of every table, and file beside them, that is new or changed; their
    names. Raises InputError when no reason is given."""
    if not reason.strip():
        wanted = Message("who read the tables, and against what")
        raise InputError(Message("a reason is missing"), expected=wanted)
    before = read_accepted(folder)
    held, fresh = _renewed(before.tables, tables, reason.strip())
    files, written = _renewed(before.files, files_beside(folder), reason.strip())
    if fresh or written or set(before.tables) - set(held) or set(before.files) - set(files):
        _write(folder, AcceptedFile(tables=held, files=files))
    return [*fresh, *written]


def accept_files(folder: Path, reason: str) -> list[str]:
    """The same of the files beside the tables alone: what was calculated is read by nobody."""
    before = read_accepted(folder)
    files, written = _renewed(before.files, files_beside(folder), reason)
    if written or set(before.files) - set(files):
        _write(folder, AcceptedFile(tables=before.tables, files=files))
    return written


def without_changed(folder: Path, files: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """`accepted.yml` of a folder without the tables that `files` hold with another content, and
    their names; None where the folder has no such file. Raises InputError."""
    path = folder / FILE
    if not path.is_file():
        return None, []
    before, gone = read_accepted(folder), list[str]()
    for name in before.tables:
        table = f"tables/{name}.csv"
        old = folder / table
        if not old.is_file() or files.get(table, read_text(old)) != read_text(old):
            gone.append(name)
    if not gone:
        return read_text(path), []
    kept = {name: table for name, table in before.tables.items() if name not in gone}
    return _text(AcceptedFile(tables=kept, files=before.files)), gone


def _renewed(
    before: Mapping[str, AcceptedTable], tables: Mapping[str, Table], reason: str
) -> tuple[dict[str, AcceptedTable], list[str]]:
    """The acceptance of tables, kept where nothing changed, and the names of the rest."""
    held, fresh = {}, []
    for name, table in tables.items():
        if name in before and not changed(table, before[name]):
            held[name] = before[name]
        else:
            held[name] = check_digits(table, reason)
            fresh.append(name)
    return held, fresh


def _write(folder: Path, accepted: AcceptedFile) -> None:
    write_text(folder / FILE, _text(accepted))


def _text(accepted: AcceptedFile) -> str:
    text = yaml.safe_dump(
        accepted.model_dump(exclude_defaults=True), allow_unicode=True, sort_keys=False, width=110
    )
    return HEAD + text
