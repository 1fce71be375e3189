"""Does a table hold the cells that its description demands (*rader och år*)?

A row label misspelt in one year, a year that the table does not have, a cell or a whole row that
is missing, and a figure where the print has none: each is one fault, with its line and what was
expected. A cell that stands wrong explains the one that is missing in its place.
"""

from collections.abc import Collection, Iterable, Iterator

from analysis.errors import Message, Problem, nearest
from analysis.inputs.printed_table import full_name
from analysis.inputs.table_record import Cell, Table

Place = tuple[str, str]


def shape_problems(table: Table) -> list[Problem]:
    """Every way in which a table differs from its description; none when it has none."""
    if table.spec.kind == "list":
        return [*_count(table), *_texts(table)]
    return _Grid(table).problems() if table.spec.demanded else []


def _count(table: Table) -> Iterator[Problem]:
    count = table.spec.count
    if count is not None and count != len(table.items):
        last = table.item_lines[-1] if table.item_lines else 1
        text = Message("the list has another number of rows than tables.yml says")
        found, wanted = str(len(table.items)), Message("{count} rows", count=count)
        yield Problem(text, str(table.path), last, value=found, expected=wanted)


def _texts(table: Table) -> Iterator[Problem]:
    for name, column in table.spec.columns.items():
        allowed = dict.fromkeys(column.one_of)
        for item, line in zip(table.items, table.item_lines, strict=True) if allowed else ():
            text = str(item[name] or "")
            if text not in allowed:
                close = nearest(text, allowed)
                what = Message("the text is none of those that tables.yml allows here")
                wanted = None if close else one_of(allowed)
                yield Problem(what, str(table.path), line, name, text, wanted, close)


def one_of(names: Iterable[str]) -> Message:
    """The names that would be right."""
    return Message("one of: {names}", names=", ".join(names))


class _Grid:
    """Rows × years, or rows × columns, of a table beside those of its description."""

    def __init__(self, table: Table) -> None:
        self.table, self.demanded = table, table.spec.demanded
        self.word = "year" if table.spec.kind == "series" else "column"
        self.cells = {(full_name(c.labels), c.column): c for c in table.cells}
        self.missing = {
            (row, column): True
            for row, columns in self.demanded.items()
            for column in columns
            if (row, column) not in self.cells
        }

    def problems(self) -> list[Problem]:
        found = [p for place, cell in self.cells.items() if (p := self._wrong(place, cell))]
        return [*found, *self._gaps()]

    def _wrong(self, place: Place, cell: Cell) -> Problem | None:
        row, column = place
        if row not in self.demanded:
            return self._unknown(place, cell, "row", row, self.demanded)
        if column not in self.table.spec.printed_columns:
            return self._unknown(place, cell, self.word, column, self.table.spec.printed_columns)
        demanded = column in self.demanded[row]
        if demanded and cell.value is None:
            empty, wanted = Message("the cell is empty"), Message("a figure, as the print has")
            return self._problem(empty, cell, row, "", wanted)
        if not demanded and cell.value is not None:
            text = Message(f"the print has no figure in this row and {self.word}")
            return self._problem(text, cell, row, str(cell.value), Message("an empty cell"))
        return None

    def _unknown(
        self, place: Place, cell: Cell, what: str, name: str, valid: Collection[str]
    ) -> Problem:
        """A name that the table does not have; the gap that it likely leaves is taken as told."""
        row, column = place
        gaps = [r for r, c in self.missing if c == column and what == "row"]
        gaps += [c for r, c in self.missing if r == row and what != "row"]
        close = nearest(name, gaps) or nearest(name, valid)
        if what != "row":
            close = close if close in gaps else next(iter(gaps), close)
        if close is not None:
            self.missing.pop((close, column) if what == "row" else (row, close), None)
        text = Message(f"the table has no such {what}")
        wanted = None if close and what == "row" else one_of(valid)
        return self._problem(text, cell, row, name, wanted, close)

    def _problem(
        self,
        text: Message,
        cell: Cell,
        row: str,
        value: str,
        expected: Message | None,
        close: str | None = None,
    ) -> Problem:
        where = place_of(row, cell.column)
        return Problem(text, str(self.table.path), cell.line, where, value, expected, close)

    def _gaps(self) -> Iterator[Problem]:
        """Missing cells, one fault a row; its line is that of the row's last cell."""
        for row in dict.fromkeys(row for row, _ in self.missing):
            columns = [c for r, c in self.missing if r == row]
            lines = [cell.line for (r, _), cell in self.cells.items() if r == row]
            whole = not lines
            text = Message("the row is missing" if whole else "a cell of the row is missing")
            wanted = Message("a figure for {columns}", columns=", ".join(columns))
            line = max(lines, default=None)
            yield Problem(text, str(self.table.path), line, place_of(row), expected=wanted)


def place_of(row: str, column: str = "") -> Message:
    """A row, or a row and a column, as a place in a message."""
    if not column:
        return Message("row {row}", row=row)
    return Message("row {row}, {column}", row=row, column=column)
