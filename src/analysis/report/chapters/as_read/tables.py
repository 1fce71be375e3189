"""Every printed table as it is read, beside what uses it: an index, and each table to open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from analysis import catalogue
from analysis.inputs.audit import Finding
from analysis.inputs.tables import Table as Printed
from analysis.model.inputs_of_keys import input_name
from analysis.report.blocks.parts import Parts, parts_of
from analysis.report.blocks.table import Listing, Row, Table, swedish_columns
from analysis.report.blocks.view import View
from analysis.report.chapters.as_read import words
from analysis.study.as_read import LINE, PARAMETERS, Read, files_of, read_plan
from analysis.study.figure_names import ABOUT, EARLIER
from analysis.study.sections import Covered, cover


@dataclass(frozen=True)
class Pages:
    """A plan as read: its tables, and what the audit finds in each."""

    view: View

    @cached_property
    def tables(self) -> tuple[Read, ...]:
        return read_plan(self.view.projection.plan)

    @cached_property
    def findings(self) -> dict[str, list[Finding]]:
        parts: Parts = parts_of(self.view)
        by: dict[str, list[Finding]] = {read.table.id: [] for read in self.tables}
        for finding in parts.audit.findings:
            by[finding.table].append(finding)
        return by


def pages(view: View) -> Pages:
    """The plan of a view as read, read once."""
    return view.once(Pages)


def index(pages: Pages) -> tuple[Table, ...]:
    """The printed tables of each document: size, what the audit compares, and what uses them."""
    by: dict[str, list[Read]] = {}
    for read in pages.tables:
        by.setdefault(words.document(pages.view, read.table), []).append(read)
    return tuple(_index(pages, title, found) for title, found in by.items())


def _index(pages: Pages, title: str, found: list[Read]) -> Table:
    view = pages.view
    rows = tuple(
        Row(
            words.place(view, read.table),
            (
                str(words.size(read.table)),
                str(len(pages.findings[read.table.id])),
                str(len(words.found_off(pages.findings[read.table.id]))),
                words.parts(view, read),
            ),
        )
        for read in found
    )
    head = tuple(view.text(f"read.{n}") for n in ("heading", "size", "compared", "off_word", "use"))
    caption = words.told(view, "read.index", document=words.printed(view, title), tables=len(rows))
    swedish = swedish_columns(view, 0)
    numeric = (True, True, True, False)
    return Table(caption, head, rows, numeric, swedish=swedish, made="read_index")


def printed(pages: Pages) -> tuple[Table, ...]:
    """Each printed table, closed, with every row and figure as printed."""
    return tuple(_printed(pages, read) for read in pages.tables)


def _printed(pages: Pages, read: Read) -> Table:
    view, table = pages.view, read.table
    head, rows, numeric = _list(view, read) if table.spec.kind == "list" else _grid(view, read)
    findings = pages.findings[table.id]
    unit = view.text("read.unit", unit=_unit(view, table))
    used = words.told(view, "read.used", use=words.used(view, read))
    note = words.printed(view, table.spec.note or "")
    said = (unit, note, words.audited(view, findings) + ".",
            words.unlike(view, findings), used)  # fmt: skip
    at = words.printed(view, words.document(view, table))
    caption = words.joined(view, " · ", (words.place(view, table), at))
    return Table(
        caption,
        head,
        rows,
        numeric,
        words.joined(view, " ", said),
        folded=True,
        swedish=swedish_columns(view, *range(len(head))),
        listing=table.spec.kind == "list",
        made="printed",
    )


def _unit(view: View, table: Printed) -> str:
    """The unit of a table; in the rows where each states its own."""
    if table.spec.unit not in words.UNITS or "enhet" in table.spec.columns:
        return view.text("read.unit_in_rows")
    return view.text(f"unit.{table.spec.unit}")


Grid = tuple[tuple[str, ...], tuple[Row, ...], tuple[bool, ...]]


def _grid(view: View, read: Read) -> Grid:
    """A series or a matrix: rows by years or columns."""
    table = read.table
    columns = tuple(dict.fromkeys(cell.column for cell in table.cells))
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.labels, {})[cell.column] = words.cell(view, cell.value)
    made = tuple(
        Row(
            " – ".join(labels),
            tuple(cells.get(column, catalogue.number_format.NO_VALUE) for column in columns),
            "",
            tuple(_made_of(read, labels[-1], column) for column in columns),
        )
        for labels, cells in rows.items()
    )
    head = (words.printed(view, column) for column in columns)
    return (view.text("read.row"), *head), made, (True,) * len(columns)


def _made_of(read: Read, row: str, column: str) -> str:
    """What the calculation makes of a printed figure: the line that it is, or an assumption."""
    uses = read.of_row(row)
    lines = [use.name for use in uses if use.part == LINE]
    inputs = [input_name(use.name) for use in uses if use.part == PARAMETERS]
    found = [f"{start}{name}@{column}" for name in lines for start in (ABOUT, EARLIER)]
    return " ".join([*found, *(f"{ABOUT}{name}@{column}" for name in inputs)])


def _list(view: View, read: Read) -> Grid:
    """A list: its columns as printed."""
    table = read.table
    first, *others = table.header
    made = tuple(
        Row(
            words.cell(view, item[first]),
            tuple(words.cell(view, item[name], item.get("enhet")) for name in others),
        )
        for item in table.items
    )
    head = tuple(words.column(view, name) for name in table.header)
    columns = table.spec.columns
    return head, made, tuple(n in columns and columns[n].unit != "text" for n in others)


def files(pages: Pages) -> Table:
    """Every file of the plan and what it holds."""
    view = pages.view
    by_id = {read.table.id: read.table for read in pages.tables}
    rows = tuple(Row(name, (_holds(view, name, by_id),)) for name in files_of(view.projection.plan))
    head = (view.text("read.file"), view.text("read.holds"))
    caption = view.text("read.files", count=len(rows))
    return Table(caption, head, rows, (False,), folded=True)


def files_and_sections(pages: Pages) -> tuple[Table, ...]:
    """Every file of the plan, then the sections of each of its documents."""
    found = cover(pages.view.projection.plan)
    documents = dict.fromkeys(covered.section.document for covered in found)
    return (files(pages), *(_sections(pages.view, found, document) for document in documents))


def _sections(view: View, found: tuple[Covered, ...], document: str) -> Table:
    """A document section by section: page, numbers that it prints, and where they stand."""
    own = [covered for covered in found if covered.section.document == document]
    rows = tuple(
        Row(
            covered.section.heading,
            (
                str(covered.section.page or catalogue.number_format.NO_VALUE),
                str(covered.section.numbers or catalogue.number_format.NO_VALUE),
                words.section(view, covered),
            ),
        )
        for covered in own
    )
    head = tuple(view.text(f"read.{n}") for n in ("section", "page_word", "numbers", "where"))
    title = view.projection.plan.file.documents[document].title
    caption = words.told(
        view, "read.sections", document=words.printed(view, title), sections=len(rows)
    )
    return Table(
        caption,
        head,
        rows,
        (True, True, False),
        view.text("read.sections_note"),
        folded=True,
        swedish=swedish_columns(view, 0),
        made="read_sections",
    )


def _holds(view: View, name: str, tables: dict[str, Printed]) -> str:
    folder, _, last = name.rpartition("/")
    stem = last.rpartition(".")[0]
    if folder == "tables" and stem in tables:
        return words.place(view, tables[stem])
    key = f"read.file.{folder or stem}"
    return view.text(key if catalogue.texts.has_text(key) else "read.file.other")


Cell = str | float | None


def cells(pages: Pages) -> Iterator[tuple[Cell, ...]]:
    """Every printed cell for the workbook: document, heading, page, row, column, value, use, file
    and line."""
    view = pages.view
    for read in pages.tables:
        table = read.table
        ahead = (words.document(view, table), table.spec.heading, table.spec.page or "")
        whole = words.uses(view, (use for use in read.uses if use.row is None))
        for cell in table.cells:
            own = words.uses(view, read.of_row(cell.row)) or whole
            printed: Cell = "" if cell.value is None else float(cell.value)
            yield (*ahead, " – ".join(cell.labels), cell.column, printed, own,
                   f"tables/{table.id}.csv", cell.line)  # fmt: skip
        for number, (item, line) in enumerate(zip(table.items, table.item_lines, strict=True)):
            own = words.uses(view, read.of_row(number)) or whole
            name = str(number + 1)
            for column, held in item.items():
                value = float(held) if held is not None and not isinstance(held, str) else held
                if value not in (None, ""):
                    yield (*ahead, name, words.column(view, column), value, own,
                           f"tables/{table.id}.csv", line)  # fmt: skip


TABLES = (
    Listing("read_index", pages, index),
    Listing("read_tables", pages, printed),
    Listing("read_files", pages, files_and_sections),
)
