"""Where measurements go: one table a subject in docs/benchmarks.md, with machine and versions."""

import datetime
import operator
import os
import platform
import re
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. Every ratio was measured side by side in one run, on the machine named
above its table; absolute times are those of that machine and hour, ratios hold elsewhere.
"""
KEPT = {"at least": operator.ge, "at most": operator.le}
Promise = tuple[str, float, str, float]
"""What was measured, its value, "at least" or "at most", and the bound."""
PACKAGES = ("numpy", "pandas", "pyarrow", "papermill", "nbconvert", "nbclient", "matplotlib")


def machine() -> str:
    """The machine in one line: processor, cores, memory, Python."""
    name = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc") else ():
        if line.startswith("model name"):
            name = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{name}, {cores} cores, {memory:.0f} GB, Python {platform.python_version()}"


def record(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table and put it into the page, in place of an earlier one of the same title."""
    table = [columns, ["---"] * len(columns), *([str(cell) for cell in row] for row in rows)]
    text = "\n".join("| " + " | ".join(row) + " |" for row in table)
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    section = f"## {title}\n\n{stamp}; {machine()}; {packages}.\n\n{text}\n"
    print(section)
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    found = re.compile(rf"## {re.escape(title)}\n.*?(?=\n## |\Z)", re.DOTALL)
    if found.search(page):
        page = found.sub(lambda _: section, page)
    else:
        page = page.rstrip("\n") + "\n\n" + section
    PAGE.write_text(page, encoding="utf-8")


def settle(promises: Sequence[Promise]) -> None:
    """Hold what was measured against what is promised; to be called when all tables are written.

    Exits with 1, and names every promise that is not kept.
    """
    broken = [
        f"{name}: {value:.2f}, promised {sign} {bound}"
        for name, value, sign, bound in promises
        if not KEPT[sign](value, bound)
    ]
    if broken:
        sys.exit("not kept: " + "; ".join(broken))
