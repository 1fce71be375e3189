"""A plan as sheets, and sheets as a plan: the same files both ways (*import och export*).

The sheet `innehåll` lists the others. A file of text keeps its lines, one a row; a table is wide,
with a column `decimaler` that keeps how its figures were printed.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.delimited import csv_text
from analysis.inputs.numbers import decimals
from analysis.inputs.places import RISKS, SCENARIOS, SLUG, risk_files, scenario_files
from analysis.inputs.plan import Plan
from analysis.inputs.source import SourceSheet
from analysis.inputs.source_cells import Cell, SheetRows, figure_text
from analysis.inputs.tables import Table

INDEX = "innehåll"
INDEX_HEAD = ("blad", "fil", "slag")
DECIMALS = "decimaler"
TEXT = "text"
ENDINGS = ("yml", "csv")
NUMBERS = (int, float, Decimal)


def plan_sheets(plan: Plan) -> dict[str, SheetRows]:
    """Every file of a plan as rows, by the name of its sheet."""
    index: SheetRows = [list(INDEX_HEAD)]
    found: dict[str, SheetRows] = {INDEX: index}
    for table_id, spec in plan.specs.items():
        sheet = f"T{len(index):02d} {table_id}"[:31]
        index.append([sheet, f"tables/{table_id}.csv", spec.kind])
        found[sheet] = table_rows(plan.table(table_id))
    beside = [path for ending in ENDINGS for path in sorted(plan.folder.glob(f"*.{ending}"))]
    files = [(path.name, path) for path in beside if SLUG.fullmatch(path.stem)]
    for folder, held in ((SCENARIOS, scenario_files), (RISKS, risk_files)):
        files += [(f"{folder}/{name}.yml", path) for name, path in held(plan.folder).items()]
    for name, path in files:
        sheet = f"F{len(index):02d} {name.replace('/', ' ')}"[:31]
        index.append([sheet, name, TEXT])
        found[sheet] = [[line] for line in path.read_text(encoding="utf-8").splitlines()]
    return found


def table_rows(table: Table) -> SheetRows:
    """A table as wide rows: labels, columns or years, and how many decimals were printed."""
    if table.spec.kind == "list":
        return _list_rows(table)
    columns = list(dict.fromkeys(cell.column for cell in table.cells))
    rows: dict[tuple[str, ...], dict[str, object]] = {}
    for cell in table.cells:
        rows.setdefault(cell.labels, {})[cell.column] = cell.value
    head = [*table.header[:-2], *columns, DECIMALS]
    wide: SheetRows = [[int(h) if h.isdecimal() and len(h) == 4 else h for h in head]]
    for labels, cells in rows.items():
        wide.append([*labels, *_figures([cells.get(column) for column in columns])])
    return wide


def _list_rows(table: Table) -> SheetRows:
    numeric = [c for c in table.header if (s := table.spec.columns.get(c)) and s.unit != "text"]
    rows: SheetRows = [[*table.header, DECIMALS]]
    for item in table.items:
        figures = dict(zip(numeric, _figures([item[c] for c in numeric]), strict=False))
        last = _figures([item[c] for c in numeric])[-1]
        rows.append([*(figures.get(c, item[c]) for c in table.header), last])
    return rows


def _figures(values: Sequence[object]) -> list[Cell]:
    """Figures as numbers, and their decimals: one number for all, or one for each."""
    places = [str(decimals(v)) for v in values if v is not None]  # type: ignore[arg-type]
    numbers: list[Cell] = [_number(v) for v in values]
    return [*numbers, places[0] if len(set(places)) == 1 else ",".join(places)]


def _number(value: object) -> Cell:
    if value is None:
        return None
    as_float = float(value)  # type: ignore[arg-type]
    return int(as_float) if as_float.is_integer() else as_float


def printed_rows(rows: SheetRows) -> Iterator[list[str]]:
    """Rows as text, their figures with the decimals they were printed with."""
    has_places = bool(rows) and rows[0][-1:] == [DECIMALS]
    for number, row in enumerate(rows):
        places = _places(row, len(row) - 1) if has_places and number else _places((), 0)
        yield [
            figure_text(cell, next(places))
            if isinstance(cell, int | float | Decimal)
            else plain(cell)
            for cell in row
        ]


@dataclass(frozen=True)
class Exported:
    """The files of an exported plan, and the sheet, row and column that each line came from."""

    files: dict[str, str]
    origins: dict[tuple[str, int], tuple[str, int, int]]


def _take(found: Exported, name: str, sheet: str, kind: str, rows: SheetRows) -> None:
    """The file that the rows of a sheet are, and where each of its lines comes from."""
    lines = _text_lines(rows) if kind == TEXT else _table_lines(rows, kind)
    written = [cells for cells, *_ in lines]
    found.files[name] = csv_text(written) if kind != TEXT else "".join(c[0] for c in written)
    for line, (_, from_row, from_column) in enumerate(lines, 1):
        found.origins[name, line] = (sheet, from_row, from_column)


def exported(sheets: dict[str, SheetRows], source: str) -> Exported:
    """The files of a plan from sheets that were exported, and their origins. Raises InputError."""
    if INDEX not in sheets:
        raise InputError(
            Message("there is no sheet {index!r}, so this is not an exported plan", index=INDEX),
            file=source,
            expected=Message(
                "an exported plan; an income statement with --region CODE; any other workbook with "
                "--mapping FILE"
            ),
        )
    found, problems = Exported({}, {}), list[Problem]()
    for number, row in enumerate(sheets[INDEX][1:], 2):
        cells = [str(cell) if cell is not None else "" for cell in (*row, None, None, None)[:3]]
        if not any(cells):
            continue
        sheet, name, kind = cells
        if sheet not in sheets or not _safe(name):
            text = (
                Message("the sheet is missing")
                if sheet not in sheets
                else Message("the name of the file is bad")
            )
            value = sheet if sheet not in sheets else name
            close = nearest(sheet, sheets) if sheet not in sheets else None
            problems.append(Problem(text, source, number, INDEX, value, nearest=close))
            continue
        _take(found, name, sheet, kind, sheets[sheet])
    if problems:
        raise InputError(problems=problems)
    return found


def renamed(files: Mapping[str, str], name: str) -> dict[str, str]:
    """The files of a plan that goes by the name of its folder: a copy that kept the name of what it
    was copied from would write its reports over those of the other."""
    plan = _NAME.sub(f"name: {json.dumps(name)}", files.get("plan.yml", ""), count=1)
    same = _NAME.search(files.get("plan.yml", ""))
    kept = same is None or same[1].strip("'\"") == name
    return dict(files) if kept else {**files, "plan.yml": plan}


_NAME = re.compile(r"^name:[ \t]*(\S*)[ \t]*$", re.MULTILINE)


def own_places(
    found: Exported, sheets: Mapping[str, SourceSheet]
) -> Callable[[Problem, str], Problem]:
    """What turns a fault of a file of the plan into one at a cell of the exported sheets."""

    def own_place(problem: Problem, file: str) -> Problem:
        spot = found.origins.get((file, problem.line or 0))
        if spot is None:
            return problem
        own = sheets[spot[0]].problem(*spot[1:], problem.message, problem.value, problem.expected)
        return replace(own, nearest=problem.nearest)

    return own_place


Line = tuple[list[str], int, int]
"""The cells of a line of a file, and the row and column of the sheet that it is made from."""


def _safe(name: str) -> bool:
    """Only the files that a plan consists of, so that a name cannot lead out of its folder."""
    folder, _, file = name.rpartition("/")
    stem, _, ending = file.rpartition(".")
    kinds = {"": ENDINGS, "tables": ("csv",), SCENARIOS: ("yml",), RISKS: ("yml",)}
    return ending in kinds.get(folder, ()) and bool(SLUG.fullmatch(stem))


def _text_lines(rows: SheetRows) -> list[Line]:
    return [([f"{'' if not r or r[0] is None else r[0]}\n"], n, 0) for n, r in enumerate(rows)]


def _table_lines(rows: SheetRows, kind: str) -> list[Line]:
    """The lines of a table of the plan, from its wide rows."""
    head = ["" if cell is None else str(cell) for cell in rows[0]]
    head = head[: len(head) - next((i for i, h in enumerate(reversed(head)) if h), 0)]
    figures = head.index(DECIMALS) if DECIMALS in head else len(head)
    body = [(n, (r + [None] * len(head))[: len(head)]) for n, r in enumerate(rows) if n]
    body = [(number, row) for number, row in body if any(filled(row))]
    if kind == "list":
        items = [(_list_row(r[:figures], _places(r, figures)), n, 0) for n, r in body]
        return [(head[:figures], 0, 0), *items]
    labels = head.index("rad") + 1 if "rad" in head else 1
    lines: list[Line] = []
    lines.append(([*head[:labels], "ar" if kind == "series" else "kolumn", "varde"], 0, 0))
    for number, row in body:
        places = _places(row, figures)
        for column in range(labels, figures):
            if row[column] is not None or not any(filled(row[labels:figures])):
                place = next(places) if row[column] is not None else None
                text = figure_text(row[column], place)
                names = [plain(cell) for cell in row[:labels]]
                lines.append(([*names, head[column], text], number, column))
    return lines


def filled(row: Iterable[Cell]) -> Iterator[bool]:
    """Which cells of a row hold something."""
    return (cell is not None for cell in row)


def _places(row: Sequence[Cell], column: int) -> Iterator[int | None]:
    """Decimals of the figures of a row, in order; one number stands for all of them."""
    text = plain(row[column]) if column < len(row) else ""
    parts = [int(p) for p in text.split(",") if p.strip().isdecimal()]
    yield from parts if len(parts) != 1 else ()
    while True:
        yield parts[0] if len(parts) == 1 else None


def _list_row(row: Sequence[Cell], places: Iterator[int | None]) -> list[str]:
    return [
        figure_text(c, next(places)) if isinstance(c, int | float | Decimal) else plain(c)
        for c in row
    ]


def plain(cell: Cell) -> str:
    """A cell as text."""
    return "" if cell is None else str(cell)
