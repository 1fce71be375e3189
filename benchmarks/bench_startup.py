"""Start-up of the command: python -m benchmarks.bench_startup"""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.record import record

COMMAND = Path(sys.executable).with_name("regionkalkyl")
WAYS: dict[str, list[str]] = {
    "an empty Python": [sys.executable, "-c", ""],
    "regionkalkyl --help": [str(COMMAND), "--help"],
    "regionkalkyl batch --help": [str(COMMAND), "batch", "--help"],
    "regionkalkyl project, one scenario": [
        str(COMMAND), "project", "--plan", "norrbotten-2025", "--scenario", "base",
        "--format", "json",
    ],
    "everything imported": [
        sys.executable, "-c",
        "import pandas, papermill, matplotlib.pyplot, seaborn, scipy.stats, duckdb, distributed",
    ],
}  # fmt: skip


def seconds(command: list[str], repeats: int = 7) -> float:
    """Median wall time of a command."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    return median(times)


def main() -> None:
    rows = [[name, f"{seconds(command):.2f}"] for name, command in WAYS.items()]
    record("Start-up of the command", ["command", "seconds, median of 7"], rows)


if __name__ == "__main__":
    main()
