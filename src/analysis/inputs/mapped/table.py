"""One table of a plan from a sheet: rows, labels and figures, and what becomes of every cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.errors import Message, reason
from analysis.inputs.delimited import csv_text
from analysis.inputs.documents import keys_of
from analysis.inputs.labels import folded, without_mark
from analysis.inputs.mapped.account import Account, TableRead
from analysis.inputs.mapped.columns import (
    figure_columns,
    label_columns,
    list_name,
    refuse_wide_headings,
)
from analysis.inputs.mapped.figures import printed_figure
from analysis.inputs.mapping import Place, column_number
from analysis.inputs.source import SourceCell, SourceSheet


@dataclass
class MappedTable:
    """A table that is being read from its sheet.

    `spec` is what `tables.yml` will say of it, `known` the names that the mapping uses, by their
    folded form.
    """

    id: str
    sheet: SourceSheet
    place: Place
    spec: Mapping[str, object]
    known: Mapping[str, str]
    account: Account
    columns: dict[int, str] = field(default_factory=dict)
    lines: list[list[str]] = field(default_factory=list)
    figures: int = 0

    def read(self) -> str:
        """The table as the CSV of a plan; faults go to the account."""
        header = self.place.header_row - 1
        self.columns = figure_columns(self.sheet, self.place, self.kind, self.account)
        self.columns = {c: name for c, name in self.columns.items() if c not in self.labels}
        first = (self.place.first_row or self.place.header_row + 1) - 1
        last = min(self.place.last_row or self.sheet.height, self.sheet.height)
        if not self.columns:
            wanted = Message("years in the header row, or columns in the mapping")
            text = Message("row {row} names no columns of figures", row=self.place.header_row)
            self.account.refuse(self.sheet, header, 0, text, wanted)
        refuse_wide_headings(self.sheet, self.place, self.columns, last, self.account)
        for column in self.labels:
            self.account.keep(self.sheet, header, column)
        self.lines = [self._head()]
        rows = [row for row in range(first, last) if self._read_row(row)]
        self._close(rows)
        return csv_text(self.lines)

    @property
    def kind(self) -> str:
        return str(self.spec.get("kind", ""))

    @property
    def labels(self) -> list[int]:
        return label_columns(self.place)

    def _head(self) -> list[str]:
        labels = self.labels
        if self.kind == "list":
            header = self.place.header_row - 1
            names = [self._text(header, column) for column in labels]
            return [*map(list_name, names), *map(list_name, self.columns.values())]
        groups = [f"grupp{i}" if i else "grupp" for i in range(len(labels) - 1)]
        return [*groups, "rad", "ar" if self.kind == "series" else "kolumn", "varde"]

    def _text(self, row: int, column: int) -> str:
        """A label: of a merged area what it shows, white space folded."""
        cell = self.sheet.cells.get(self.sheet.above(row, column))
        return folded(cell.text) if cell else ""

    def _read_row(self, row: int) -> bool:
        """Read a row; False when nothing of it is part of the table."""
        cells = dict(self.sheet.row(row))
        figures = {c: cell for c, cell in cells.items() if c in self.columns}
        written = [self._text(row, column) for column in self.labels]
        if reason := self._left_out(row, written, figures):
            self._leave_row(row, cells, reason)
            return False
        if not figures:
            return False
        if not written[-1]:
            self._refuse_unlabelled(row, figures)
            return False
        self._keep_row(row, cells, figures, [self._label(row, name) for name in written])
        return True

    def _left_out(
        self, row: int, written: Sequence[str], figures: Mapping[int, SourceCell]
    ) -> str | None:
        """Why the row is no part of the table; None when it may be one."""
        named = written[-1]
        declared = {folded(name) for name in self.place.leave_out}
        if (named or figures) and (named in declared or without_mark(named) in declared):
            return "leave_out"
        if not figures:
            return "no_figures"
        return None

    def _leave_row(self, row: int, cells: Mapping[int, SourceCell], reason: str) -> None:
        for column in cells:
            self.account.leave(self.sheet, row, column, reason)

    def _refuse_unlabelled(self, row: int, figures: Mapping[int, SourceCell]) -> None:
        letter = self.sheet.letter(self.labels[-1])
        wanted = Message(
            'a label in column {letter}, or leave_out: [""] in the mapping', letter=letter
        )
        column = min(figures)
        self.account.refuse(
            self.sheet, row, column, Message("the row has figures but no label"), wanted
        )

    def _label(self, row: int, name: str) -> str:
        """The label under the name that the mapping gives it or knows it by."""
        bare = without_mark(name)
        for candidate in (name, bare):
            renamed = {folded(k): v for k, v in self.place.rename.items()}.get(candidate)
            if renamed is not None:
                return renamed
        if name not in self.known and bare in self.known and bare != name:
            self.account.tell(self.sheet, row, self.labels[-1], "label_mark", f"{name} → {bare}")
            return self.known[bare]
        return self.known.get(name, name)

    def _keep_row(
        self, row: int, cells: Mapping[int, SourceCell], figures: Mapping[int, SourceCell],
        names: list[str],
    ) -> None:  # fmt: skip
        self._tell_of_hidden(row, figures)
        texts: dict[str, str] = {}
        for column in self.labels:
            if column in cells:
                self._keep_label(row, column, cells[column])
        for column, name in self.columns.items():
            if column in figures:
                texts[name] = self._figure(row, column, figures[column], names[-1])
        self._leave_others(row, cells)
        self.figures += len(texts)
        if self.kind == "list":
            body = [texts.get(name, "") for name in self.columns.values()]
            self._line([*names, *body], row, self.labels[-1])
            return
        for column, name in self.columns.items():
            if texts.get(name):
                self._line([*names, name, texts[name]], row, column)

    def _line(self, cells: list[str], row: int, column: int) -> None:
        self.lines.append(cells)
        spot = (self.sheet.name, row, column)
        self.account.origins[f"tables/{self.id}.csv", len(self.lines)] = spot

    def _keep_label(self, row: int, column: int, cell: SourceCell) -> None:
        if cell.fault:
            self.account.refuse(self.sheet, row, column, cell.fault, Message("a label"))
            return
        self.account.keep(self.sheet, row, column)
        if isinstance(cell.value, str) and "\n" in cell.value.strip():
            self.account.tell(self.sheet, row, column, "line_break", folded(cell.value))

    def _figure(self, row: int, column: int, cell: SourceCell, label: str) -> str:
        unit = self._unit(column, label)
        if cell.fault and not (unit == "text" and "date" in cell.ways):
            self.account.refuse(self.sheet, row, column, cell.fault, Message("a number"))
            return ""
        try:
            found = printed_figure(cell, unit, self.place.decimals)
        except ValueError as error:
            self.account.refuse(
                self.sheet, row, column, Message("the cell is not a number"), reason(error)
            )
            return ""
        if found is None:
            self.account.leave(self.sheet, row, column, "not_available")
            return ""
        self.account.keep(self.sheet, row, column)
        for way in found.ways:
            self.account.tell(self.sheet, row, column, way)
        return found.text

    def _unit(self, column: int, label: str) -> str:
        """The unit of a figure: of its column in a list, else of its row, else of the table."""
        if self.kind == "list":
            columns = keys_of(self.spec.get("columns"))
            found = keys_of(columns.get(list_name(self.columns[column])))
            return str(found.get("unit", "text"))
        units = keys_of(self.spec.get("units"))
        return str(units.get(label, self.spec.get("unit", "")))

    def _tell_of_hidden(self, row: int, figures: Mapping[int, SourceCell]) -> None:
        if row in self.sheet.hidden_rows:
            self.account.tell(self.sheet, row, self.labels[-1], "hidden_row")
        for column in set(figures) & self.sheet.hidden_columns:
            self.account.tell(self.sheet, row, column, "hidden_column")

    def _leave_others(self, row: int, cells: Mapping[int, SourceCell]) -> None:
        """Cells of a row that is read, in columns that are not: name them with the reason."""
        outside = {column_number(letters) for letters in self.place.leave_out_columns}
        header = self.place.header_row - 1
        for column in set(cells) - set(self.columns) - set(self.labels):
            if column in outside:
                reason = "leave_out_columns"
            elif self.place.columns:
                reason = "not_in_columns"
            else:
                named = (header, column) in self.sheet.cells
                reason = "heading_without_year" if named else "no_heading"
            self.account.leave(self.sheet, row, column, reason)

    def _close(self, rows: Sequence[int]) -> None:
        if self.sheet.hidden:
            self.account.tell(self.sheet, 0, 0, "hidden_sheet", self.sheet.name)
        top, left = self.place.header_row - 1, min([*self.labels, *self.columns])
        right = max([*self.labels, *self.columns])
        bottom = max(rows, default=top)
        self.account.tables.append(
            TableRead(
                self.id, self.sheet.name, self.sheet.place(top, left),
                self.sheet.place(bottom, right), len(rows), self.figures,
            )
        )  # fmt: skip
