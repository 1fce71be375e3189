"""Writes plans: a folder that is whole or not there at all, workbooks and CSV files."""

import io
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import InputError, Message, Problem
from analysis.inputs.accepted import FILE, without_changed
from analysis.inputs.causes import by_cause
from analysis.inputs.delimited import csv_text
from analysis.inputs.places import SLUG, SLUG_WORDS, is_path, project_root
from analysis.inputs.source_cells import SheetRows
from analysis.report.output.stage import staged
from analysis.report.output.xlsx import new_book
from analysis.storage import write_text, write_whole
from analysis.study.plan_sheets import printed_rows

DESCRIBING = ("plan.yml", "tables.yml", "frames.yml", "investments.yml", "measures.yml")
"""What an import makes, or leaves out where the source has it not."""


@dataclass(frozen=True)
class Written:
    """What became of a plan that was there: files kept, documents that are other now, and tables
    that must be accepted anew."""

    kept: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    accept_anew: tuple[str, ...] = ()


def plan_folder(name: str) -> Path:
    """Where a new plan goes: data/raw/NAME, or the path that is given. Raises InputError."""
    folder = Path(name) if is_path(name) else project_root() / "data" / "raw" / name
    if not SLUG.fullmatch(folder.name):
        text = Message("the name of the plan cannot name a folder")
        raise InputError(text, value=folder.name, expected=SLUG_WORDS)
    return folder


def write_plan_folder(
    folder: Path,
    files: Mapping[str, str],
    check: Callable[[Path], None],
    over: bool | None = None,
    own_place: Callable[[Problem, str], Problem] = lambda problem, file: problem,
    merged: bool = False,
) -> Written:
    """Write the files of a plan (*planmapp*), checked before they take their place.

    They are written beside `folder` first; `check` may refuse them with InputError, and then
    nothing is left. An existing folder is only replaced when `over` says so; None is for a command
    that cannot be told to. `own_place` says of
    a fault of a file where in the user's own files it comes from: the user has no other.

    Files of an existing folder that the new plan does not have are kept: outcomes, scenarios, what
    was calculated. Its tables and what describes them are only kept when the new files are `merged`
    with them. A table with other figures is no longer accepted.
    """
    if folder.exists() and not over:
        text = Message("the folder is already there, and nothing is written over it")
        expected = (
            Message("another name") if over is None else Message("another name, or --replace")
        )
        raise InputError(text, file=folder, expected=expected)
    with staged(folder) as made:
        (made / "tables").mkdir()
        (made / "scenarios").mkdir()
        found = _carried(folder, made, files, merged) if folder.exists() else Written()
        for name, content in files.items():
            (made / name).parent.mkdir(exist_ok=True)
            write_text(made / name, content)
        _checked(made, folder, check, own_place)
    return found


def _carried(folder: Path, made: Path, files: Mapping[str, str], merged: bool) -> Written:
    """Copy what a plan has beside the new files; what is replaced and accepted no longer."""
    kept = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        described = name in DESCRIBING or name.startswith("tables/")
        if name not in files and name != FILE and (merged or not described):
            write_whole(made / name, path.read_bytes())
            kept.append(name)
    text, gone = without_changed(folder, files)
    if text is not None:
        write_text(made / FILE, text)
    other = [
        name for name in files
        if name.endswith(".yml") and (folder / name).is_file()
        and (folder / name).read_bytes() != files[name].encode("utf-8")
    ]  # fmt: skip
    return Written(tuple(kept), tuple(other), tuple(gone))


def _checked(
    made: Path,
    folder: Path,
    check: Callable[[Path], None],
    own_place: Callable[[Problem, str], Problem],
) -> None:
    """Refuse a plan with the places that the user knows, else the names its files would have."""
    try:
        check(made)
    except InputError as error:
        named = []
        for problem in error.problems:
            file = (problem.file or "").removeprefix(f"{made}{os.sep}").replace(os.sep, "/")
            own = own_place(problem, file)
            told = own.file and own.file.replace(str(made), str(folder))
            named.append(replace(own, file=told))
        raise InputError(problems=by_cause(named)) from None


def write_workbook(sheets: Mapping[str, SheetRows], path: Path) -> None:
    """Write sheets as one xlsx file. A text that begins with = stays a text."""
    stream = io.BytesIO()
    book = new_book(stream)
    bold = book.add_format({"bold": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_column(0, 0, 44)
        sheet.freeze_panes(1, 0)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                style = bold if row == 0 else None
                if isinstance(cell, str):
                    sheet.write_string(row, column, cell, style)
                elif cell is not None:
                    sheet.write_number(row, column, cell, style)
    book.close()
    write_whole(path, stream.getvalue())


def write_csv_folder(sheets: Mapping[str, SheetRows], folder: Path) -> None:
    """Write sheets as CSV files, one a sheet; a text that a spreadsheet would run gets a '."""
    for name, rows in sheets.items():
        texts = [[_harmless(text) for text in row] for row in printed_rows(rows)]
        write_text(folder / f"{name}.csv", csv_text(texts, quoted=True))


def _harmless(text: str) -> str:
    number = text[1:2].isdecimal()  # −1,5 is a figure; − Timlön is a text
    return f"'{text}" if text[:1] in {"=", "+", "@"} or (text[:1] == "-" and not number) else text
