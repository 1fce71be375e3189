"""IronCalc as a third engine: a workbook opened once, cells typed in, all of it recalculated."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest


class Engine:
    """The workbook as IronCalc holds it; `typed` cells are emptied before the next ones."""

    def __init__(self, book: bytes, folder: Path) -> None:
        ironcalc: Any = pytest.importorskip("ironcalc", reason="not set up: make setup")
        path = folder / "book.xlsx"
        path.write_bytes(book)
        self.model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        names = [sheet["name"] for sheet in self.model.get_worksheets_properties()]
        self.sheets = {name: number for number, name in enumerate(names)}
        self.typed: list[tuple[int, int, int]] = []

    def type(self, sheet: str, numbers: Mapping[tuple[int, int], float]) -> None:
        """Put numbers in cells (row, column from 1) in place of those typed before; recalculate."""
        for place in self.typed:
            self.model.clear_cell_contents(*place)
        self.typed = [(self.sheets[sheet], *place) for place in numbers]
        for place, value in zip(self.typed, numbers.values(), strict=True):
            self.model.update_cell_with_number(*place, value)
        self.model.evaluate()

    def values_by_id(self, sheet: str) -> dict[str, dict[str, object]]:
        """The rows of a sheet by their id, each cell by its head."""
        number = self.sheets[sheet]
        found, heads = dict[str, dict[str, object]](), self.heads(sheet)
        for row in range(2, self.model.get_sheet_dimensions(number)[1] + 1):
            if name := self.model.get_cell_value(number, row, 2):
                cells = {h: self.model.get_cell_value(number, row, c) for h, c in heads.items()}
                found[str(name)] = cells
        return found

    def heads(self, sheet: str) -> dict[str, int]:
        """The columns of a sheet by their heads."""
        number = self.sheets[sheet]
        last = self.model.get_sheet_dimensions(number)[3]
        return {self.model.get_formatted_cell_value(number, 1, c): c for c in range(1, last + 1)}

    def row_of(self, sheet: str, text: str) -> int:
        """The row whose first cell says `text`. Raises StopIteration where none does."""
        number = self.sheets[sheet]
        rows = range(1, self.model.get_sheet_dimensions(number)[1] + 1)
        return next(r for r in rows if self.model.get_cell_value(number, r, 1) == text)
