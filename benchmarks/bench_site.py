"""A site of many scenarios over two plans: python -m benchmarks.bench_site [--scenarios 40]

Two plans, one a copy of the other under another name, with half of the scenarios each: seconds of
the reports and of the page over them, their size, and every link followed. Nothing is promised.
"""

import argparse
import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis.inputs.places import find_plan
from benchmarks.bench_notebooks import scenario_files, timed
from benchmarks.record import record

PLAN, COPY = "norrbotten-2025", "norrbotten-copy"
_LINK = re.compile(r'<a [^>]*href="([^"]*)"')
_PLACE = re.compile(r' id="([^"]*)"')


def broken_links(out: Path) -> tuple[int, list[str]]:
    """How many links the pages of a site have, and those that lead to no file or no place."""
    pages = {path.resolve(): path.read_text(encoding="utf-8") for path in out.rglob("*.html")}
    places = {path: set(_PLACE.findall(page)) for path, page in pages.items()}
    number, broken = 0, []
    for path, page in pages.items():
        for href in map(html.unescape, _LINK.findall(page)):
            if href.startswith("https://"):
                continue
            number += 1
            file, _, place = href.partition("#")
            target = (path.parent / file).resolve() if file else path
            if not target.is_file() or (place and place not in places.get(target, ())):
                broken.append(f"{path.relative_to(out.resolve())}: {href}")
    return number, broken


def copied(folder: Path) -> Path:
    """A plan of another name with the same figures."""
    target = folder / COPY
    shutil.copytree(find_plan(PLAN), target)
    written = target / "plan.yml"
    text = written.read_text(encoding="utf-8")
    written.write_text(text.replace(f"name: {PLAN}", f"name: {COPY}", 1), encoding="utf-8")
    return target


def reports(plan: str | Path, scenarios: list[Path], out: Path) -> None:
    """The reports of a plan by one command, each with its Excel, Parquet and JSON."""
    asked = [part for path in scenarios for part in ("--scenario", str(path))]
    command = [str(Path(sys.executable).with_name("regionkalkyl")), "run", "--plan", str(plan)]
    subprocess.run([*command, *asked, "--out", str(out)], check=True, capture_output=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=40)
    count = parser.parse_args().scenarios
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out, half = folder / "reports", scenario_files(folder, -(-count // 2))
        made = sum(timed(lambda plan=plan: reports(plan, half, out))  # type: ignore[misc]
                   for plan in (PLAN, copied(folder)))  # fmt: skip
        command = [str(Path(sys.executable).with_name("regionkalkyl")), "site", "--out", str(out)]
        over = timed(lambda: subprocess.run(command, check=True, capture_output=True))
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file()) / 1e6
        page = (out / "index.html").stat().st_size / 1e3
        number, broken = broken_links(out)
    record(
        f"Site: {2 * len(half)} scenarios over two plans",
        ["reports, seconds", "a report", "the page over them, seconds", "all, MB",
         "the page, kB", "links", "broken"],
        [[f"{made:.0f}", f"{made / (2 * len(half)):.1f}", f"{over:.1f}", f"{size:.0f}",
          f"{page:.0f}", number, len(broken)]],
    )  # fmt: skip
    print("\n".join(broken[:20]))


if __name__ == "__main__":
    main()
