"""A printed table as the plan holds it: its description, and its cells in printed order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from analysis.inputs.table_spec import TableSpec


@dataclass(frozen=True)
class Cell:
    """One printed figure: labels, year or column, exact value, and its line in the file."""

    labels: tuple[str, ...]
    column: str
    value: Decimal | None
    line: int
    table: str = ""

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
