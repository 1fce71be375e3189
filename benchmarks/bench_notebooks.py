"""The notebooks path: python -m benchmarks.bench_notebooks [--scenarios 20] [PART ...]

All chapters for many scenarios: plain Papermill in sequence, in two processes, and ours, with the
outputs compared cell by cell; one scenario from notebooks to HTML, commands against ours; members
of a batch that share their pictures, against each on its own.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nbformat

from analysis.report.blocks.pictures import FOLDER, shared_pictures
from analysis.report.chapters import chapters, notebook_folder
from analysis.runner.jobs import Engine, NotebookJob
from analysis.runner.notebooks import run_notebooks
from analysis.runner.warm_process import WARM
from benchmarks.record import Promise, record, settle

NOTEBOOKS = [notebook_folder() / f"{chapter.notebook}.ipynb" for chapter in chapters()]
# What differs by nature: dates and random ids inside pictures and widgets, addresses of objects.
VOLATILE = re.compile(r"<dc:date>[^<]*</dc:date>|\b[0-9a-f]{10,32}\b|0x[0-9a-f]+")


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def jobs(folder: Path, scenarios: Sequence[Path]) -> list[NotebookJob]:
    """All chapters for all scenarios."""
    return [
        NotebookJob(path, folder / scenario.stem / path.name, {"scenario": str(scenario)})
        for scenario in scenarios
        for path in NOTEBOOKS
    ]


def scenario_files(folder: Path, count: int) -> list[Path]:
    """Scenarios that differ from one another, as files."""
    made = []
    for number in range(count):
        path = folder / f"s{number:02d}.yml"
        change = f"change:\n  wage_growth: {{2026-2030: {number / 10:.1f}}}\n"
        path.write_text(f"question: Prov {number}\n{change}", encoding="utf-8")
        made.append(path)
    return made


def shown(path: Path) -> list[str]:
    """Cells of a notebook without what differs by nature."""
    cells = nbformat.read(path, as_version=4).cells
    return [VOLATILE.sub("", nbformat.writes(nbformat.v4.new_notebook(cells=[c]))) for c in cells]


def run(folder: Path, scenarios: Sequence[Path], engine: Engine, workers: int) -> float:
    """Seconds for all chapters of all scenarios; refuses a measurement with a failure in it."""
    results = []
    taken = timed(
        lambda: results.extend(run_notebooks(jobs(folder, scenarios), workers, engine=engine))
    )
    failed = [f"{r.job.path_in.name}: {r.message}" for r in results if not r.ok]
    if failed:
        sys.exit("\n".join(failed))
    return taken


def sets(count: int, folder: Path) -> list[Promise]:
    """The set of chapters for many scenarios, four ways, in turns scenario by scenario: a change
    in the load of the machine then meets all of them."""
    start = timed(WARM.start)
    ways: list[tuple[str, Engine, int]] = [
        ("ours, two workers", "fork", 2),
        ("plain Papermill, two processes", "plain", 2),
        ("ours, one worker", "fork", 1),
        ("plain Papermill in sequence", "plain", 1),
    ]
    times = dict.fromkeys((name for name, _, _ in ways), 0.0)
    for number, scenario in enumerate(scenario_files(folder, count)):
        for name, engine, workers in (*ways[number % 4 :], *ways[: number % 4]):
            times[name] += run(folder / name, [scenario], engine, workers)
    reference = folder / "plain Papermill in sequence"
    rows, worst = [], 0
    for name, taken in times.items():
        pairs = [(shown(p), shown(folder / name / p.relative_to(reference)))
                 for p in sorted(reference.rglob("*.ipynb"))]  # fmt: skip
        differing = sum(a != b for one, two in pairs for a, b in zip(one, two, strict=True))
        worst = max(worst, differing)
        cells = sum(len(one) for one, _ in pairs)
        rows.append([name, f"{taken:.1f}", f"{times['plain Papermill in sequence'] / taken:.1f}",
                     f"{times['plain Papermill, two processes'] / taken:.1f}",
                     f"{differing} of {cells}"])  # fmt: skip
    record(
        f"Notebooks: {len(NOTEBOOKS)} chapters for {count} scenarios "
        f"(start of the warm process, once: {start:.1f} s, not included)",
        ["way", "seconds", "against sequence", "against two processes", "cells that differ"],
        rows,
    )
    forked = times["ours, two workers"]
    return [
        ("against sequence", times["plain Papermill in sequence"] / forked, "at least", 8),
        ("against two processes", times["plain Papermill, two processes"] / forked, "at least", 4),
        ("cells that differ", worst, "at most", 0),
    ]


def commands(folder: Path) -> None:
    """One scenario by the commands of Papermill and nbconvert."""
    binaries = Path(sys.executable).parent
    for path in NOTEBOOKS:
        out = folder / path.name
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        papermill = [binaries / "papermill", "--engine", "nbclient", path, out]
        subprocess.run([*papermill, "--cwd", path.parent], **quiet)  # type: ignore[call-overload]
        convert = [binaries / "jupyter", "nbconvert", "--to", "html", "--no-input", out]
        subprocess.run(convert, **quiet)  # type: ignore[call-overload]


def ours(folder: Path) -> None:
    """One scenario by our command, with Excel, Parquet, JSON and manifest besides the pages."""
    command = Path(sys.executable).with_name("regionkalkyl")
    subprocess.run([command, "run", "--out", folder], check=True, capture_output=True)


def chain(folder: Path) -> list[Promise]:
    """The whole way from notebooks to HTML, everything started anew."""
    folder.mkdir()
    theirs = timed(lambda: commands(folder))
    whole = timed(lambda: ours(folder / "reports"))
    from analysis.report.output.build import build_report

    warm = timed(lambda: build_report("norrbotten-2025", "base", folder / "warm"))
    record(
        "Report: one scenario from notebooks to HTML",
        ["way", "seconds", "times faster"],
        [
            ["papermill and nbconvert, a command each a chapter", f"{theirs:.1f}", "1.0"],
            ["regionkalkyl run, from a cold start", f"{whole:.1f}", f"{theirs / whole:.1f}"],
            ["the same within a batch (warm)", f"{warm:.1f}", f"{theirs / warm:.1f}"],
        ],
    )
    return [("a report against the commands", theirs / whole, "at least", 9)]


def pictures(folder: Path, count: int = 4, rounds: int = 3) -> None:
    """The chapters of members that differ in one assumption, with and without shared pictures."""
    folder.mkdir()
    members = scenario_files(folder, count)
    times, kept = {"each on its own": 0.0, "shared": 0.0}, 0
    run(folder / "first", members[:1], "fork", 2)  # what notebooks import themselves is learned
    for number in range(rounds):
        times["each on its own"] += run(folder / f"own-{number}", members, "fork", 2)
        with shared_pictures(folder):
            times["shared"] += run(folder / f"shared-{number}", members, "fork", 2)
            kept = len(list(Path(os.environ[FOLDER]).glob("*.svg")))
    shown = sum(path.read_text().count("image/svg+xml;base64") for path in folder.glob("own-0/*/*"))
    drawn = {"each on its own": shown, "shared": kept}
    record(
        f"Pictures: the chapters of {count} members, drawn once per distinct content",
        ["pictures", "seconds, mean", "against each on its own", "drawn"],
        [
            [name, f"{taken / rounds:.1f}", f"{times['each on its own'] / taken:.2f}",
             f"{drawn[name]} of {shown}"]
            for name, taken in times.items()
        ],
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=20)
    parser.add_argument("parts", nargs="*", metavar="PART", help="sets, chain, pictures; or all")
    asked = parser.parse_args()
    parts = asked.parts or ["sets", "chain", "pictures"]
    promises: list[Promise] = []
    folder = Path(tempfile.mkdtemp())
    try:
        if "sets" in parts:
            (folder / "sets").mkdir()
            promises += sets(asked.scenarios, folder / "sets")
        if "chain" in parts:
            promises += chain(folder / "chain")
        if "pictures" in parts:
            pictures(folder / "pictures")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    settle(promises)


if __name__ == "__main__":
    main()
