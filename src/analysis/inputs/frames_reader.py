"""Reads the printed tables that `frames.yml` names into one tree, with every fault on the way."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from analysis.errors import InputError, Message
from analysis.inputs.documents import Document, Key, read_yaml
from analysis.inputs.fault_reader import FaultReader
from analysis.inputs.frames import FILE, Frames, Item, Origin, Unit, origin, slug
from analysis.inputs.frames_references import References
from analysis.inputs.frames_schema import (
    PARTS,
    FramesFile,
    FrameTable,
    ItemTable,
    ListColumns,
    Part,
)
from analysis.inputs.plan import Plan
from analysis.inputs.printed_table import PrintedTable
from analysis.inputs.tables import Cell
from analysis.inputs.validation import validate

Array = np.ndarray
Found = dict[tuple[str, Part, int], float]


def _listed(names: str | list[str] | None) -> list[str]:
    return [names] if isinstance(names, str) else names or []


class Reader(FaultReader):
    """Reads one `frames.yml` and collects its problems."""

    def __init__(self, plan: Plan, file: FramesFile, document: Document) -> None:
        super().__init__(plan, document)
        self.file = file
        self.units: dict[str, Unit] = {}
        self.values: Found = {}
        self.origins: dict[tuple[str, str, int], tuple[Origin, ...]] = {}
        self.items: list[Item] = []
        self._sheets: dict[str, PrintedTable] = {}

    def frames(self) -> Frames:
        """Everything that the file names, read."""
        for name, table in self.file.frames.items():
            self._frame_table(table, ("frames", name))
        for name, items in self.file.items.items():
            self._item_table(items, ("items", name))
        References(self, self.file, list(self.units), self.values.keys(), self._sheet).check()
        years = sorted({*self.plan.years, *(year for _, _, year in self.values)})
        span = tuple(range(years[0], years[-1] + 1))
        order = list(self.units)
        parts: dict[str, Array] = {p: np.full((len(order), len(span)), np.nan) for p in PARTS}
        for (unit, part, year), value in self.values.items():
            parts[part][order.index(unit), year - span[0]] = value
        units = tuple(self.units.values())
        return Frames(self.file, units, span, parts, self.origins, tuple(self.items))

    def _sheet(self, table: str, place: tuple[Key, ...]) -> PrintedTable | None:
        if table not in self._sheets:
            read = self.table(table, (*place, "table"))
            if read is None:
                return None
            self._sheets[table] = PrintedTable(read)
        return self._sheets[table]

    def _frame_table(self, spec: FrameTable, place: tuple[Key, ...]) -> None:
        sheet = self._sheet(spec.table, place)
        if sheet is None:
            return
        rows = [row for row in sheet.cells if row not in spec.leave_out]
        named = [*spec.totals, *spec.part_of, *spec.within, *spec.ids, *spec.mixes, *spec.labels]
        for row in [*named, *spec.capitated, *spec.leave_out] if spec.unit is None else ():
            if row not in sheet.cells:
                self.problem(
                    Message("the table {table} has no such row", table=spec.table), place, row, rows
                )
        if spec.unit is not None:
            self._add_unit(spec, spec.unit)
            for part, row, sign in self._named(spec):
                self._row_of_unit(spec, sheet, part, row, sign, place)
            return
        for row in rows:
            self._add_unit(spec, row)
        if spec.part is not None:
            for row in rows:
                for column, cell in sheet.cells[row].items():
                    if column.isdecimal() and len(column) == 4:
                        self._add(spec, row, spec.part, int(column), cell)
            return
        for part, column, sign in self._named(spec):
            self._column_of_units(spec, sheet, part, column, sign, place)

    def _named(self, spec: FrameTable) -> Iterator[tuple[Part, str, bool]]:
        """Parts with the printed rows or columns that hold them; True where the sign decides."""
        assert spec.parts is not None
        for part in PARTS:
            for name in _listed(getattr(spec.parts, part)):
                yield part, name, False
        for name in _listed(spec.parts.change):
            yield "expansion", name, True

    def _row_of_unit(
        self,
        spec: FrameTable,
        sheet: PrintedTable,
        part: Part,
        row: str,
        by_sign: bool,
        place: tuple[Key, ...],
    ) -> None:
        if row not in sheet.cells:
            valid = list(sheet.cells)
            self.problem(
                Message("the table {table} has no such row", table=spec.table),
                (*place, "parts"),
                row,
                valid,
            )
            return
        for column, cell in sheet.cells[row].items():
            self._add(spec, spec.unit or "", part, int(column), cell, by_sign)

    def _column_of_units(
        self,
        spec: FrameTable,
        sheet: PrintedTable,
        part: Part,
        column: str,
        by_sign: bool,
        place: tuple[Key, ...],
    ) -> None:
        if column not in sheet.columns:
            text = Message("the table {table} has no such column", table=spec.table)
            self.problem(text, (*place, "parts"), column, sheet.columns)
            return
        assert spec.year is not None
        for row, cells in sheet.cells.items():
            if column in cells and row not in spec.leave_out:
                self._add(spec, row, part, spec.year, cells[column], by_sign)

    def _id(self, spec: FrameTable, row: str) -> str:
        return spec.ids.get(row, slug(row))

    def _add_unit(self, spec: FrameTable, row: str) -> None:
        parent = spec.within.get(row) or spec.part_of.get(row)
        above = self._id(spec, parent) if parent else spec.parent
        label = spec.labels.get(row)
        unit = Unit(
            self._id(spec, row),
            label.sv if label else row,
            label.en if label else row,
            "total" if row in spec.totals else spec.level,
            above if above != self._id(spec, row) else None,
            row in spec.part_of or spec.included,
            row in spec.capitated,
            spec.mixes.get(row, spec.mix),
            spec.borne_by,
        )
        before = self.units.get(unit.id)
        if before is None:
            self.units[unit.id] = unit
        else:  # the same unit in a second table: what the first left open is filled in
            mix, above = before.mix or unit.mix, before.parent or unit.parent
            self.units[unit.id] = replace(before, mix=mix, parent=above)

    def _add(
        self,
        spec: FrameTable,
        row: str,
        part: Part,
        year: int,
        cell: Cell,
        by_sign: bool = False,
    ) -> None:
        assert cell.value is not None
        amount, unit = float(cell.value) * spec.scale, self._id(spec, row)
        if by_sign and row in spec.totals:
            return  # a total of changes mixes expansion and reduction; its units hold them apart
        if by_sign and amount > 0:
            part = "reduction"
        key = (unit, part, year)
        where = origin(self.plan, spec.table, cell, self._sheets[spec.table].table.path)
        earlier = self.origins.get(key, ())
        if earlier and earlier[0].table != spec.table:
            return  # the first table that prints a figure counts; the audit compares the two
        self.values[key] = self.values.get(key, 0.0) + amount
        self.origins[key] = (*earlier, where)

    def _item_table(self, spec: ItemTable, place: tuple[Key, ...]) -> None:
        sheet = self._sheet(spec.table, place)
        if sheet is None:
            return
        if spec.columns is not None:
            self._item_list(spec, spec.columns, sheet, place)
            return
        for column in spec.units:
            if column not in sheet.columns:
                text = Message("the table {table} has no such column", table=spec.table)
                self.problem(text, (*place, "units"), column, sheet.columns)
        for row, cells in sheet.cells.items():
            for column, cell in cells.items():
                if column in spec.units and row not in spec.leave_out and cell.value:
                    where = origin(self.plan, spec.table, cell, sheet.table.path)
                    amount = float(cell.value) * spec.scale
                    unit = spec.units[column]
                    self.items.append(Item(unit, spec.part, spec.year, row, amount, where))

    def _item_list(
        self, spec: ItemTable, columns: ListColumns, sheet: PrintedTable, place: tuple[Key, ...]
    ) -> None:
        table = sheet.table
        for name in (columns.unit, columns.label, columns.amount):
            if name not in table.header:
                text = Message("the table {table} has no such column", table=spec.table)
                self.problem(text, (*place, "columns"), name, table.header)
                return
        named = [(str(item[columns.unit]), item[columns.amount]) for item in table.items]
        net = dict.fromkeys((unit for unit, _ in named), 0.0)
        for unit, value in named:
            net[unit] += float(value) * spec.scale if isinstance(value, Decimal) else 0.0
        for (unit, value), item, line in zip(named, table.items, table.item_lines, strict=True):
            if unit not in spec.units:
                text = Message("there is no such unit")
                self.problem(text, (*place, "units"), unit, list(spec.units))
            elif isinstance(value, Decimal) and value:
                label = str(item[columns.label])
                cell = Cell((unit, label), columns.amount, value, line, spec.table)
                amount = float(value) * spec.scale
                part = "reduction" if net[unit] > 0 else spec.part
                where = origin(self.plan, spec.table, cell, table.path)
                found = Item(spec.units[unit], part, spec.year, label, amount, where)
                self.items.append(found)


def read_frames_file(plan: Plan) -> tuple[FramesFile, Document] | None:
    """`frames.yml` of a plan, checked in form; None when the plan has none."""
    path = plan.folder / FILE
    if not path.is_file():
        return None
    document = read_yaml(path)
    return validate(document, FramesFile), document


def read_frames(plan: Plan) -> Frames | None:
    """The frames of a plan, or None when it holds none. Raises InputError with every fault."""
    found = read_frames_file(plan)
    if found is None:
        return None
    reader = Reader(plan, *found)
    frames = reader.frames()
    if reader.problems:
        raise InputError(problems=reader.problems)
    return frames
