"""Published tables as tidy files, read so that no cell is guessed.

A plan keeps each printed table as `tables/<id>.csv` (semicolons, Swedish labels, values as
printed) and describes it in `tables.yml`. A cell that is not a number is refused with file, row,
column, raw text and what was expected; an empty value cell means that nothing was printed.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from analysis.errors import InputError, Message, Problem, nearest, reason
from analysis.inputs.delimited import numbered_rows
from analysis.inputs.documents import read_text
from analysis.inputs.figures import figure_in
from analysis.inputs.labels import folded
from analysis.inputs.shape import shape_problems
from analysis.inputs.table_record import Cell, Table
from analysis.inputs.table_spec import TableSpec

__all__ = ["Cell", "Table", "read_table"]

Rows = list[tuple[int, list[str]]]


def read_table(folder: Path, table_id: str, spec: TableSpec) -> Table:
    """Read `tables/<table_id>.csv`. Raises InputError with every bad cell."""
    path = folder / "tables" / f"{table_id}.csv"
    rows = list(numbered_rows(read_text(path), path))
    if not rows or not any(rows[0][1]):
        raise InputError(Message("the table is empty"), file=path, line=1)
    header = tuple(folded(name) for name in rows[0][1])
    problems = _header_problems(path, header, spec)
    if problems:
        raise InputError(problems=problems)
    body = [(number, row) for number, row in rows[1:] if any(c.strip() for c in row)]
    problems += _row_problems(path, len(header), body)
    if problems:
        raise InputError(problems=problems)
    table = _list(table_id, spec, path, header, body, problems) if spec.kind == "list" else None
    table = table or _tidy(table_id, spec, path, header, body, problems)
    problems += shape_problems(table) if not problems else []
    if problems:
        raise InputError(problems=problems)
    return table


def _row_problems(path: Path, width: int, body: Rows) -> Iterator[Problem]:
    """Rows with cells too few or too many, and values that go over more than one line."""
    for number, row in body:
        if len(row) != width:
            text = Message("the row has the wrong number of cells")
            wanted = Message("{width} cells, as the header", width=width)
            yield Problem(text, str(path), number, value=str(len(row)), expected=wanted)
        elif broken := next((cell for cell in row if "\n" in cell or "\r" in cell), None):
            text = Message("a value goes over more than one line")
            wanted = Message("a value on one line")
            yield Problem(text, str(path), number, value=broken, expected=wanted)


def _header_problems(path: Path, header: tuple[str, ...], spec: TableSpec) -> list[Problem]:
    wanted = {"series": ("rad", "ar", "varde"), "matrix": ("rad", "kolumn", "varde")}
    problems = [
        Problem(Message("the header names a column twice"), str(path), 1, value=name)
        for name in dict.fromkeys(header)
        if header.count(name) > 1
    ]
    if spec.kind != "list" and header[-3:] != wanted[spec.kind]:
        text = Message("the header is not that of a table of this kind")
        ending = ";".join(wanted[spec.kind])
        found = ";".join(header)
        problems.append(
            Problem(
                text,
                str(path),
                1,
                value=found,
                expected=Message("it to end with {ending}", ending=ending),
            )
        )
    return problems if spec.kind != "list" else [*problems, *_list_header(path, header, spec)]


def _list_header(path: Path, header: tuple[str, ...], spec: TableSpec) -> Iterator[Problem]:
    """Columns that the description names and the file lacks, and the other way round."""
    spare = [name for name in header if name not in spec.columns]
    for name in spec.columns:
        if name not in header:
            close = nearest(name, spare)
            yield Problem(
                Message("the column {name!r} is missing", name=name), str(path), 1, nearest=close
            )
            spare = [other for other in spare if other != close]
    for name in spare if spec.count is not None else ():
        text = Message("tables.yml does not describe this column")
        known = ", ".join(spec.columns)
        yield Problem(
            text, str(path), 1, value=name, expected=Message("one of: {known}", known=known)
        )


def _number(
    raw: str, unit: str, path: Path, line: int, column: str, problems: list[Problem]
) -> Decimal | None:
    if not folded(raw):
        return None
    try:
        return figure_in(raw, unit).value
    except ValueError as error:
        text = Message("the cell is not a number")
        problems.append(Problem(text, str(path), line, column, raw, reason(error)))
        return None


def _tidy(
    table_id: str,
    spec: TableSpec,
    path: Path,
    header: tuple[str, ...],
    body: Rows,
    problems: list[Problem],
) -> Table:
    cells, seen = [], dict[tuple[str, ...], int]()
    for number, row in body:
        labels, column = tuple(folded(c) for c in row[:-2]), folded(row[-2])
        if spec.kind == "series" and not (column.isdecimal() and len(column) == 4):
            text = Message("the year is not a year")
            problems.append(Problem(text, str(path), number, "ar", column, Message("four digits")))
            continue
        key = (*labels, column)
        if key in seen:
            text = Message(
                "this row and {value} stand twice; the first is on line {seen}",
                value="year" if spec.kind == "series" else "column",
                seen=seen[key],
            )
            problems.append(Problem(text, str(path), number, value=" ".join(key)))
        seen.setdefault(key, number)
        unit = spec.units.get(labels[-1], spec.unit)
        value = _number(row[-1], unit, path, number, f"column varde, row {labels[-1]}", problems)
        cells.append(Cell(labels, column, value, number, table_id))
    return Table(table_id, spec, path, header, tuple(cells))


def _list(
    table_id: str,
    spec: TableSpec,
    path: Path,
    header: tuple[str, ...],
    body: Rows,
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
