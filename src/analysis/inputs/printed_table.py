"""A printed table looked up by row and column names, as checks and frames refer to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.inputs.table_record import Cell, Table


def full_name(labels: Sequence[str]) -> str:
    """A row named with its groups: `group / row`."""
    return " / ".join(labels)


@dataclass(frozen=True)
class PrintedTable:
    """A table and its printed cells by full row name and column."""

    table: Table

    @property
    def id(self) -> str:
        return self.table.id

    @cached_property
    def cells(self) -> dict[str, dict[str, Cell]]:
        """Printed cells by full row name, then column; a cell left blank is not there."""
        found: dict[str, dict[str, Cell]] = {}
        for cell in self.table.cells:
            if cell.value is not None:
                found.setdefault(full_name(cell.labels), {})[cell.column] = cell
        return found

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Groups of a table with further label columns; one nameless group when it has none."""
        found = dict.fromkeys(full_name(cell.labels[:-1]) for cell in self.table.cells)
        return tuple(found) or ("",)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Columns or years in printed order."""
        return tuple(dict.fromkeys(cell.column for cell in self.table.cells))

    def name(self, group: str, row: str) -> str:
        """The full name of a row within a group."""
        return f"{group} / {row}" if group else row

    def row(self, name: str, group: str = "") -> dict[str, Cell]:
        """Printed cells of a row by column: the row of the group, else the only one so named."""
        for full in (self.name(group, name), name):
            if full in self.cells:
                return self.cells[full]
        same = [full for full in self.cells if full.endswith(f" / {name}")]
        return self.cells[same[0]] if len(same) == 1 else {}

    def groups_with(self, row: str) -> list[str]:
        """Groups that print a row of this name; the nameless one for a row named in full."""
        return [g for g in self.groups if self.name(g, row) in self.cells] or [""]
