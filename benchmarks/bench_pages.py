"""The what-if page and the live workbook in use: python -m benchmarks.bench_pages

What a reader waits for: the page from its file in Chromium, one move of a lever, all of it built
again, one scenario by the page's own formulas, and the workbook recalculated whole.
"""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ironcalc
from playwright.sync_api import sync_playwright

from analysis.inputs.scenario import load_scenario
from analysis.model.projection import Projection, project
from analysis.report.blocks.view import View
from analysis.report.output.excel import workbook
from analysis.report.output.what_if.page import what_if_page
from analysis.study.opened import open_plan
from analysis.trace.plan_trace import PlanTrace, trace_plan
from benchmarks.record import Promise, record, settle

TURNS = 30
FRAME, REBUILT = 16.0, 300.0
"""Milliseconds that a move of a lever, and the whole page built again, may take."""
EACH = """([name, rounds]) => {
  const said = {key: "tax_rate", kind: "change", from: D.years[1], to: D.years.at(-1)};
  const move = i => {
    state = {...emptyState(), edits: [{...said, value: 0.1 + i % 10 / 10}]};
    results();
  };
  const work = {move, show: () => show(null)}[name], taken = [];
  for (let i = 0; i < rounds; i++) {
    const begun = performance.now();
    work(i);
    document.body.getBoundingClientRect();  // laid out, as a reader sees it
    taken.push(performance.now() - begun);
  }
  return taken.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}"""
SCENARIO = """rounds => {
  const x = BASE_X.slice();
  let sum = 0;
  for (let i = 0; i < 2e4; i++) sum += calculate(x)[0];
  const begun = performance.now();
  for (let i = 0; i < rounds; i++) { x[0] += 1e-9; sum += calculate(x)[0]; }
  return [(performance.now() - begun) / rounds * 1e3, sum][0];
}"""
Row = tuple[str, str, str]


def in_chromium(page: Path) -> dict[str, float]:
    """Milliseconds of each turn of the page; of a scenario microseconds; empty without Chromium."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        return {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.goto(page.as_uri())
        load = "performance.getEntriesByType('navigation')[0].loadEventEnd"
        taken = {
            "load": float(opened.evaluate(load)),
            "move": float(opened.evaluate(EACH, ["move", TURNS])),
            "show": float(opened.evaluate(EACH, ["show", TURNS])),
            "scenario": float(opened.evaluate(SCENARIO, 100_000)),
        }
        browser.close()
    return taken


def median(work: Callable[[], Any], rounds: int) -> float:
    """Milliseconds, the median of some rounds."""
    taken = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1e3)
    return statistics.median(taken)


def by_office(book: Path, folder: Path) -> float | None:
    """Milliseconds in which LibreOffice opens, recalculates and saves; None without it."""
    office = shutil.which("soffice")
    if office is None:
        return None
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx", "--outdir", str(folder / "out"), str(book)]
    return median(lambda: subprocess.run(command, check=True, capture_output=True), 3)


def books(projection: Projection, traced: PlanTrace, folder: Path) -> list[Row]:
    """The workbook: written, recalculated where it is open, and opened, recalculated and saved."""
    view, path = View(projection, None, "sv"), folder / "result.xlsx"
    written = median(lambda: path.write_bytes(workbook(view, traced)), 3)
    opened = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    again, saved = median(opened.evaluate, TURNS), by_office(path, folder)
    rows = [
        ("workbook written", f"{written:.0f} ms", ""),
        ("workbook recalculated where it is open, IronCalc", f"{again:.1f} ms", ""),
    ]
    if saved is not None:
        told = "workbook opened, recalculated and saved, LibreOffice from a cold start"
        rows.append((told, f"{saved:.0f} ms", ""))
    return rows


def main() -> None:
    calibration = open_plan("norrbotten-2025")
    projection = project(calibration, load_scenario("base", calibration.plan))
    traced = trace_plan(calibration)
    rows: list[Row] = [("plan traced", f"{median(lambda: trace_plan(calibration), 5):.0f} ms", "")]
    promises: list[Promise] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "what_if.html"
        page.write_text(what_if_page(projection, "sv", "0" * 64, traced), encoding="utf-8")
        if taken := in_chromium(page):
            rows += [
                ("page opened from its file, until loaded", f"{taken['load']:.0f} ms", ""),
                (
                    "one move of a lever: all results",
                    f"{taken['move']:.1f} ms",
                    f"{FRAME:.0f} ms",
                ),
                ("the whole page built again", f"{taken['show']:.1f} ms", f"{REBUILT:.0f} ms"),
                ("one scenario by the page's formulas", f"{taken['scenario']:.1f} µs", ""),
            ]
            promises += [
                ("one move of a lever, ms", taken["move"], "at most", FRAME),
                ("the whole page built again, ms", taken["show"], "at most", REBUILT),
            ]
        rows += books(projection, traced, folder)
    record("What-if page and live workbook in use", ["what", "median", "promised at most"], rows)
    settle(promises)


if __name__ == "__main__":
    main()
