"""Does a table hold the cells that its description demands (*rader och år*)?

A row label misspelt in one year, a year that the table does not have, a cell or a whole row that
is missing, and a figure where the print has none: each is one fault, with its line and what was
expected. A cell that stands wrong explains the one that is missing in its place.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from analysis.errors import Problem, nearest
from analysis.inputs.sheet import full_name

if TYPE_CHECKING:
    from analysis.inputs.tables import Cell, Table

Place = tuple[str, str]


def shape_problems(table: "Table") -> list[Problem]:
    """Every way in which a table differs from its description; none when it has none."""
    if table.spec.kind == "list":
        return [*_count(table), *_texts(table)]
    return _Grid(table).problems() if table.spec.demanded else []


def _count(table: "Table") -> Iterator[Problem]:
    count = table.spec.count
    if count is not None and count != len(table.items):
        last = table.item_lines[-1] if table.item_lines else 1
        text = "the list has another number of rows than tables.yml says"
        found, wanted = str(len(table.items)), f"{count} rows"
        yield Problem(text, str(table.path), last, value=found, expected=wanted)


def _texts(table: "Table") -> Iterator[Problem]:
    for name, column in table.spec.columns.items():
        allowed = dict.fromkeys(column.one_of)
        for item, line in zip(table.items, table.item_lines, strict=True) if allowed else ():
            text = str(item[name] or "")
            if text not in allowed:
                close = nearest(text, allowed)
                what = "the text is none of those that tables.yml allows here"
                wanted = None if close else "one of: " + ", ".join(allowed)
                yield Problem(what, str(table.path), line, name, text, wanted, close)


class _Grid:
    """Rows × years, or rows × columns, of a table beside those of its description."""

    def __init__(self, table: "Table") -> None:
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

    def _wrong(self, place: Place, cell: "Cell") -> Problem | None:
        row, column = place
        if row not in self.demanded:
            return self._unknown(place, cell, "row", row, self.demanded)
        if column not in self.table.spec.printed_columns:
            return self._unknown(place, cell, self.word, column, self.table.spec.printed_columns)
        wanted = column in self.demanded[row]
        if wanted and cell.value is None:
            return self._problem("the cell is empty", cell, row, "", "a figure, as the print has")
        if not wanted and cell.value is not None:
            text = f"the print has no figure in this row and {self.word}"
            return self._problem(text, cell, row, str(cell.value), "an empty cell")
        return None

    def _unknown(
        self, place: Place, cell: "Cell", what: str, name: str, valid: Collection[str]
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
        text = f"the table has no such {what}"
        wanted = None if close and what == "row" else "one of: " + ", ".join(valid)
        return self._problem(text, cell, row, name, wanted, close)

    def _problem(
        self,
        text: str,
        cell: "Cell",
        row: str,
        value: str,
        expected: str | None,
        close: str | None = None,
    ) -> Problem:
        where = f"row {row}, {cell.column}"
        return Problem(text, str(self.table.path), cell.line, where, value, expected, close)

    def _gaps(self) -> Iterator[Problem]:
        """Missing cells, one fault a row; its line is that of the row's last cell."""
        for row in dict.fromkeys(row for row, _ in self.missing):
            columns = [c for r, c in self.missing if r == row]
            lines = [cell.line for (r, _), cell in self.cells.items() if r == row]
            whole = not lines
            text = "the row is missing" if whole else "a cell of the row is missing"
            wanted = f"a figure for {', '.join(columns)}"
            yield Problem(
                text, str(self.table.path), max(lines, default=None), f"row {row}", expected=wanted
            )
