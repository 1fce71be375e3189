"""A long sheet in parts on a page: a table for each line or goal, the first open, others closed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis import catalogue
from analysis.report.blocks.question import Answer
from analysis.report.blocks.sheets import sheet_table
from analysis.report.blocks.table import Row, Table
from analysis.study.sheet import Sheet


def parted(
    answer: Answer, sheet: Sheet, by: str, opened: str = "", titles: Mapping[str, str] | None = None
) -> tuple[Table, ...]:
    """A table for each value of the column `by`, which its caption names, with the unit where all
    its rows have one. The table of `opened` is the first and stands open, the others are folded.

    `titles` are what pages call the scenarios. Captions are the text `parted.<sheet>`.
    """
    language, columns = answer.view.language, [column.id for column in sheet.columns]
    table = titled(sheet_table(sheet, answer.view.projection.plan, language), sheet, titles or {})
    flat, at = _Flat.of(table), columns.index(by)
    groups: dict[object, list[int]] = {}
    for number, row in enumerate(sheet.rows):
        groups.setdefault(row[at], []).append(number)
    made = []
    for value in sorted(groups, key=lambda value: value != opened):
        rows, dropped, unit = groups[value], {at}, ""
        if "unit" in columns and len({sheet.rows[n][columns.index("unit")] for n in rows}) == 1:
            dropped.add(columns.index("unit"))
            unit = f", {flat.cells[rows[0]][columns.index('unit')]}"
        name = f"{flat.cells[rows[0]][at]}{unit}"
        caption = catalogue.text(f"parted.{sheet.id}", language, name=name)
        part = flat.part(rows, [c for c in range(len(columns)) if c not in dropped])
        made.append(replace(part, caption=caption, folded=value != opened))
    return tuple(made)


def titled(table: Table, sheet: Sheet, titles: Mapping[str, str]) -> Table:
    """The table of a sheet with the titles of scenarios in the place of their names."""
    columns = [column.id for column in sheet.columns]
    if "scenario" not in columns:
        return table
    at = columns.index("scenario") - 1
    rows = (
        replace(
            row,
            cells=tuple(titles.get(c, c) if n == at else c for n, c in enumerate(row.cells)),
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


@dataclass(frozen=True)
class _Flat:
    """A table whose first column is one of its columns: cells and figures by row and column."""

    table: Table
    cells: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, table: Table) -> "_Flat":
        cells = tuple((row.name, *row.cells) for row in table.rows)
        figures = tuple(("", *(row.figures or ("",) * len(row.cells))) for row in table.rows)
        return cls(table, cells, figures)

    def part(self, rows: list[int], columns: list[int]) -> Table:
        """Some rows and columns, the first of these as the names of the rows."""
        first, *others = columns
        made = tuple(
            Row(
                self.cells[row][first],
                tuple(self.cells[row][c] for c in others),
                self.table.rows[row].kind,
                tuple(self.figures[row][c] for c in others),
            )
            for row in rows
        )
        numeric = (False, *self.table.numeric)
        return replace(
            self.table,
            head=tuple(self.table.head[c] for c in columns),
            rows=made,
            numeric=tuple(numeric[c] for c in others),
        )
