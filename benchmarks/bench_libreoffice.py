"""The model against LibreOffice: python -m benchmarks.bench_libreoffice

A workbook with the model's own formulas, one sheet a scenario, is recalculated by LibreOffice. Its
numbers must be the model's. The time of a scenario is that of many sheets less that of one.
"""

import math
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import numpy as np
import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from analysis.batch.design import members, overrides
from analysis.batch.work import Work, prepare
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.projection import evaluate
from analysis.trace.spreadsheet import Formulas, formulas
from analysis.trace.tracing import trace
from benchmarks.bench_numbers import grid_file, seconds
from benchmarks.record import record

MANY = 200
STEPS = 30
"""The column at which the steps of long formulas begin."""
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode">
<value>0</value></prop></item></oor:items>"""
"""Have LibreOffice recalculate whatever it opens."""
Rows = dict[str, tuple[int, Formulas | None]]
"""Where a value stands: its row, and its formulas or None where the row holds numbers."""


def layout(work: Work, lengths: dict[str, int]) -> Rows:
    """Rows of all values of the model in the order in which they are computed; the steps of a
    long formula stand to the right of its row."""
    functions = model()
    sequence = graph.order(functions, work.lines, work.inputs)
    needed = sorted({a for n in sequence for a in graph.arguments(functions[n])} & set(work.inputs))
    traced = trace(functions, {n: lengths[n] for n in needed}, work.lines)
    at = {name: row for row, name in enumerate([*needed, *sequence])}
    rows: Rows = {name: (at[name], None) for name in needed}
    for name in sequence:
        steps = count(STEPS)
        rows[name] = (
            at[name],
            formulas(
                traced,
                name,
                lambda other, i: str(xl_rowcol_to_cell(at[other], i)),
                lambda _, row=at[name], steps=steps: str(xl_rowcol_to_cell(row, next(steps))),
            ),
        )
    return rows


def values(work: Work, count: int) -> dict[str, np.ndarray]:
    """All values of the first members, (count, years)."""
    moved = overrides(work.grid, work.inputs, members(work.grid, 0, count))
    names = graph.order(model(), work.lines, work.inputs)
    given = {**work.inputs, **moved}
    found = {**given, **evaluate(work.calibration, {**work.moved, **moved}, names)}
    return {n: np.broadcast_to(v, (count, np.shape(v)[-1])) for n, v in found.items()}


def write(path: Path, rows: Rows, found: dict[str, np.ndarray], count: int) -> None:
    """A sheet a scenario; unknown values are empty cells."""
    with xlsxwriter.Workbook(str(path)) as book:
        for member in range(count):
            sheet = book.add_worksheet()
            for name, (row, told) in rows.items():
                for column, text in enumerate(told.steps.values() if told else (), STEPS):
                    sheet.write_formula(row, column, f"={text}")
                for column, value in enumerate(found[name][member]):
                    if told is not None:
                        sheet.write_formula(row, column, f"={told.texts[column]}")
                    elif not math.isnan(value):
                        sheet.write_number(row, column, value)


def recalculate(office: str, path: Path, profile: Path) -> Path:
    """Have LibreOffice open a workbook, recalculate it and save it."""
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    out = path.parent / "out"
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out / path.name


def largest_gap(path: Path, rows: Rows, found: dict[str, np.ndarray], count: int) -> float:
    """The largest difference between a formula's number and the model's."""
    book = CalamineWorkbook.from_path(str(path))
    worst = 0.0
    for member in range(count):
        sheet = book.get_sheet_by_index(member).to_python(skip_empty_area=False)
        for name, (row, texts) in rows.items():
            if texts is not None:
                for column, value in enumerate(found[name][member]):
                    worst = max(worst, abs(float(sheet[row][column]) - value))
    return worst


def main() -> None:
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice is not installed (apt-get install libreoffice-calc): not measured.")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = prepare(str(grid_file(folder, 16_384)))
        found = values(work, MANY)
        rows = layout(work, {n: v.shape[1] for n, v in found.items()})
        told = sum(texts is not None for _, texts in rows.values())
        taken = {}
        for count in (1, MANY, 1, MANY):
            path = folder / f"model-{count}.xlsx"
            write(path, rows, found, count)
            begun = time.perf_counter()
            recalculated = recalculate(office, path, folder / "profile")
            taken[count] = time.perf_counter() - begun  # the second time, with a profile made
            gap = largest_gap(recalculated, rows, found, count)
            if not gap < 1e-6:
                sys.exit(f"LibreOffice gives other numbers than the model: {gap:g}")
        moved = overrides(work.grid, work.inputs, members(work.grid, 0, 16_384))
        names = [n for n, (_, texts) in rows.items() if texts is not None]
        ours = seconds(lambda: evaluate(work.calibration, {**work.moved, **moved}, names))
        each = (taken[MANY] - taken[1]) / (MANY - 1)
        ratios = [f"{t / (ours / 16_384):,.0f}".replace(",", " ") for t in (each, taken[1])]
        record(
            "Numbers: the model against LibreOffice",
            ["lines as formulas", "largest difference", "our model, µs a scenario",
             "LibreOffice, a sheet opened, recalculated and saved, ms", "times faster",
             "LibreOffice, a process a scenario, ms", "times faster then"],
            [[told, f"{gap:.0e}", f"{ours / 16_384 * 1e6:.2f}", f"{each * 1e3:.1f}", ratios[0],
              f"{taken[1] * 1e3:.0f}", ratios[1]]],
        )  # fmt: skip


if __name__ == "__main__":
    main()
