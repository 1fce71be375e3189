"""LibreOffice as a second engine: workbooks opened, recalculated whole, and read back."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">
<value>0</value></prop></item></oor:items>"""
"""Have LibreOffice recalculate whatever it opens."""


def recalculated(books: Sequence[bytes], folder: Path) -> list[CalamineWorkbook]:
    """The books as LibreOffice saves them. Skips where it is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed, so nothing recalculates the workbook")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    paths = [folder / f"book-{n}.xlsx" for n in range(len(books))]
    for path, book in zip(paths, books, strict=True):
        path.write_bytes(book)
    for start in range(0, len(paths), 20):
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", str(folder / "out")]
        command += map(str, paths[start : start + 20])
        subprocess.run(command, check=True, capture_output=True, timeout=1800)
    return [CalamineWorkbook.from_path(str(folder / "out" / path.name)) for path in paths]


def values_by_id(book: CalamineWorkbook, sheet: str) -> dict[str, dict[str, object]]:
    """The rows of a sheet by their id, each cell by its head."""
    head, *rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return {str(row[1]): dict(zip(map(_head, head), row, strict=True)) for row in rows if row[1]}


def _head(text: object) -> str:
    return str(text)
