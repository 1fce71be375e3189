"""Published tables as tidy files, read so that no cell is guessed.

A plan keeps each printed table as `tables/<id>.csv` (semicolons, Swedish labels, values as
printed) and describes it in `tables.yml`. A cell that is not a number is refused with file, row,
column, raw text and what was expected; an empty value cell means that nothing was printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from analysis.errors import InputError, Problem, nearest
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.documents import Document, read_text, validate
from analysis.inputs.figures import figure_in
from analysis.inputs.labels import folded

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal["mnkr", "tkr", "kr", "pct", "persons", "share", "number", "years", "text"]


class Strict(BaseModel):
    """Base of all documents: nothing unknown, nothing converted, nothing infinite."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class Column(Strict):
    """A column of a list table."""

    unit: Unit
    sv: str | None = None
    en: str | None = None
    note: str | None = None


class TableSpec(Strict):
    """What `tables.yml` says of one printed table."""

    document: str
    heading: str
    page: int | None = None
    unit: Unit
    units: dict[str, Unit] = {}
    status: Literal["published", "estimated", "implied", "assumed"]
    kind: Literal["series", "matrix", "list"]
    lines: dict[str, str] = {}
    note: str | None = None
    columns: dict[str, Column] = {}
    checks: list[dict[str, Any]] = []
    acknowledged: list[dict[str, Any]] = []


@dataclass(frozen=True)
class Cell:
    """One printed figure: labels, year or column, exact value, and its line in the file."""

    labels: tuple[str, ...]
    column: str
    value: Decimal | None
    line: int

    @property
    def row(self) -> str:
        """The printed row label: the last of the labels."""
        return self.labels[-1]

    @property
    def year(self) -> int:
        return int(self.column)


@dataclass(frozen=True)
class Table:
    """One printed table: its description and its cells in printed order."""

    id: str
    spec: TableSpec
    path: Path
    header: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    items: tuple[Mapping[str, str | Decimal | None], ...] = ()
    item_lines: tuple[int, ...] = field(default=(), repr=False)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """Row labels in printed order, each once."""
        return tuple(dict.fromkeys(cell.row for cell in self.cells))

    def series(self, row: str, labels: tuple[str, ...] = ()) -> dict[int, Cell]:
        """The printed figures of one row by year. Raises KeyError when there is no such row."""
        found = {
            c.year: c
            for c in self.cells
            if c.row == row and c.labels[:-1][: len(labels)] == labels and c.value is not None
        }
        if not found and row not in self.rows:
            raise KeyError(row)
        return found

    def frame(self) -> "pd.DataFrame":
        """The table as a DataFrame, checked against its pandera schema."""
        from analysis.inputs.table_schema import checked_frame

        return checked_frame(self)


def read_csv(path: Path) -> Iterator[list[str]]:
    """Rows of a semicolon, comma or tab separated file, with its header first."""
    yield from (row for _, row in numbered_rows(read_text(path), path))


def read_table(folder: Path, table_id: str, spec: TableSpec) -> Table:
    """Read `tables/<table_id>.csv`. Raises InputError with every bad cell."""
    path = folder / "tables" / f"{table_id}.csv"
    rows = list(read_csv(path))
    if not rows or not any(rows[0]):
        raise InputError("the table is empty", file=path, line=1)
    header = tuple(folded(name) for name in rows[0])
    problems = _header_problems(path, header, spec)
    if problems:
        raise InputError(problems=problems)
    body = [(number, row) for number, row in enumerate(rows[1:], 2) if any(c.strip() for c in row)]
    for number, row in body:
        if len(row) != len(header):
            problems.append(
                Problem(
                    "the row has the wrong number of cells",
                    str(path),
                    number,
                    value=str(len(row)),
                    expected=f"{len(header)} cells, as in the header",
                )
            )
    if problems:
        raise InputError(problems=problems)
    table = _list(table_id, spec, path, header, body, problems) if spec.kind == "list" else None
    table = table or _tidy(table_id, spec, path, header, body, problems)
    if problems:
        raise InputError(problems=problems)
    return table


def _header_problems(path: Path, header: tuple[str, ...], spec: TableSpec) -> list[Problem]:
    wanted = {"series": ("rad", "ar", "varde"), "matrix": ("rad", "kolumn", "varde")}
    problems = [
        Problem("the header names a column twice", str(path), 1, value=name)
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    if spec.kind != "list" and header[-3:] != wanted[spec.kind]:
        problems.append(
            Problem(
                "the header is not that of a table of this kind",
                str(path),
                1,
                value=";".join(header),
                expected=f"it to end with {';'.join(wanted[spec.kind])}",
            )
        )
    for name in spec.columns if spec.kind == "list" else ():
        if name not in header:
            problems.append(
                Problem(
                    f"the column {name!r} is missing",
                    str(path),
                    1,
                    nearest=nearest(name, header),
                )
            )
    return problems


def _number(
    raw: str, unit: str, path: Path, line: int, column: str, problems: list[Problem]
) -> Decimal | None:
    if not folded(raw):
        return None
    try:
        return figure_in(raw, unit).value
    except ValueError as error:
        text = "the cell is not a number"
        problems.append(Problem(text, str(path), line, column, raw, str(error)))
        return None


def _tidy(
    table_id: str,
    spec: TableSpec,
    path: Path,
    header: tuple[str, ...],
    body: list[tuple[int, list[str]]],
    problems: list[Problem],
) -> Table:
    cells, seen = [], dict[tuple[str, ...], int]()
    for number, row in body:
        labels, column = tuple(folded(c) for c in row[:-2]), folded(row[-2])
        if spec.kind == "series" and not (column.isdecimal() and len(column) == 4):
            problems.append(
                Problem("the year is not a year", str(path), number, "ar", column, "four digits")
            )
            continue
        key = (*labels, column)
        if key in seen:
            problems.append(
                Problem(
                    f"this row and {'year' if spec.kind == 'series' else 'column'} stand twice; "
                    f"the first is on line {seen[key]}",
                    str(path),
                    number,
                    value=" ".join(key),
                )
            )
        seen.setdefault(key, number)
        unit = spec.units.get(labels[-1], spec.unit)
        value = _number(row[-1], unit, path, number, f"column varde, row {labels[-1]}", problems)
        cells.append(Cell(labels, column, value, number))
    return Table(table_id, spec, path, header, tuple(cells))


def _list(
    table_id: str,
    spec: TableSpec,
    path: Path,
    header: tuple[str, ...],
    body: list[tuple[int, list[str]]],
    problems: list[Problem],
) -> Table:
    items, lines = [], []
    for number, row in body:
        item: dict[str, str | Decimal | None] = {}
        for name, raw in zip(header, row, strict=True):
            column = spec.columns.get(name)
            if column is None or column.unit == "text":
                item[name] = folded(raw)
            else:
                item[name] = _number(raw, column.unit, path, number, f"column {name}", problems)
        items.append(item)
        lines.append(number)
    return Table(table_id, spec, path, header, (), tuple(items), tuple(lines))


class TableSpecs(BaseModel):
    """The whole of `tables.yml`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    tables: dict[str, TableSpec]


def read_specs(document: Document) -> dict[str, TableSpec]:
    """The tables that `tables.yml` describes. Raises InputError with every fault."""
    lines = {("tables", *place): line for place, line in document.lines.items()}
    lines[()] = 1
    wrapped = Document(document.path, {"tables": document.data}, lines)
    return validate(wrapped, TableSpecs).tables
