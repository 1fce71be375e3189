"""The sheets of a region's own workbook as a plan, by a mapping file (*mappningsfil*)."""

from collections.abc import Iterator, Sequence

import yaml

from analysis.errors import InputError, Problem, nearest
from analysis.inputs.frames import slug
from analysis.inputs.grids import Cell, Grid, figure_text
from analysis.inputs.mapping import Mapping, Place, column_number
from analysis.study.plan_grids import csv_text, filled, plain


def mapped_table(grid: Grid, place: Place, kind: str, source: str) -> str:
    """One table of a foreign sheet as CSV, as the mapping file says. Raises InputError."""
    header = grid[place.header_row - 1] if place.header_row <= len(grid) else []
    labels = [column_number(letters) for letters in place.labels]
    columns = {column_number(letters): str(name) for letters, name in place.columns.items()}
    if not columns:
        columns = {
            i: plain(cell)
            for i, cell in enumerate(header)
            if cell is not None and i not in labels and _wanted(plain(cell), kind)
        }
    if not columns:
        text = f"row {place.header_row} of the sheet {place.sheet!r} names no columns of figures"
        raise InputError(text, file=source, expected="years in the header row, or columns")
    first = (place.first_row or place.header_row + 1) - 1
    lines = [_head(grid, place, labels, list(columns.values()), kind)]
    for row in grid[first : place.last_row]:
        lines += _mapped_rows(row, place, labels, columns, kind)
    return csv_text(lines)


def _wanted(name: str, kind: str) -> bool:
    return kind != "series" or (name.isdecimal() and len(name) == 4)


def _head(
    grid: Grid, place: Place, labels: Sequence[int], columns: Sequence[str], kind: str
) -> list[str]:
    groups = [f"grupp{i}" if i else "grupp" for i in range(len(labels) - 1)]
    if kind == "list":
        header = grid[place.header_row - 1]
        return [*(_name(plain(header[i])) for i in labels), *map(_name, columns)]
    return [*groups, "rad", "ar" if kind == "series" else "kolumn", "varde"]


def _name(header: str) -> str:
    """A header as the name of a column: small ASCII letters, `Benämning 1` becomes benamning_1."""
    return slug(header).replace("-", "_")


def _mapped_rows(
    row: Sequence[Cell], place: Place, labels: Sequence[int], columns: dict[int, str], kind: str
) -> Iterator[list[str]]:
    cells = [row[i] if i < len(row) else None for i in labels]
    names = [plain(cell).strip() for cell in cells]
    names = [place.rename.get(name, name) for name in names]
    figures = {name: row[i] if i < len(row) else None for i, name in columns.items()}
    if not names[-1] or names[-1] in place.leave_out or not any(filled(figures.values())):
        return
    texts = {name: figure_text(cell, place.decimals) for name, cell in figures.items()}
    if kind == "list":
        yield [*names, *texts.values()]
        return
    for name, text in texts.items():
        if text:
            yield [*names, name, text]


def mapped_files(grids: dict[str, Grid], mapping: Mapping, source: str) -> dict[str, str]:
    """The files of a plan from foreign sheets and a mapping file. Raises InputError."""
    files, problems = dict[str, str](), list[Problem]()
    for table_id, table in mapping.tables.items():
        place = table.from_
        if place.sheet not in grids:
            text = f"table {table_id}: there is no such sheet"
            close = nearest(place.sheet, grids)
            problems.append(Problem(text, source, value=place.sheet, nearest=close))
            continue
        try:
            kind = str(table.is_.get("kind", ""))
            text = mapped_table(grids[place.sheet], place, kind, source)
            files[f"tables/{table_id}.csv"] = text
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems=problems)
    parts: dict[str, object] = {"plan": mapping.plan}
    parts["tables"] = {name: table.is_ for name, table in mapping.tables.items()}
    parts |= {k: v for k in ("frames", "investments", "measures") if (v := getattr(mapping, k))}
    parts |= {f"scenarios/{name}": scenario for name, scenario in mapping.scenarios.items()}
    for name, data in parts.items():
        files[f"{name}.yml"] = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    return files
