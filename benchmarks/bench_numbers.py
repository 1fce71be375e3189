"""The numbers path: python -m benchmarks.bench_numbers [--quick]

Our model at 1 to 1 000 000 members, against a pandas loop per scenario and against the memory
floor (every input read once and every output written once); with draws and storage; peak memory.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from benchmarks.record import Promise, record, settle  # noqa: E402 - after the threads are settled

NORMAL = {"distribution": "normal"}
SD = {"national_tax_base_growth": 1.0, "wage_growth": 0.8, "consumption_growth": 1.0,
      "portfolio_return_rate": 8.0}  # fmt: skip


def grid_file(folder: Path, draws: int) -> Path:
    """A Monte Carlo grid: 20 normals and one shift of the population a member, all lines."""
    axes: dict[str, object] = {
        key: {
            "years": "2026-2030",
            "per_year": True,
            "change": {"distribution": "normal", "sd": sd},
        }
        for key, sd in SD.items()
    }
    shift = NORMAL | {"sd": 600.0}
    axes["population"] = {"years": "2026-2030", "change": shift}
    content = {"question": "Mätning", "plan": "norrbotten-2025", "axes": axes, "seed": 1}
    path = folder / f"draws-{draws}.yml"
    path.write_text(json.dumps(content | {"draws": draws}), encoding="utf-8")
    return path


def seconds(call: Callable[[], object], repeats: int = 5) -> float:
    """Median time of a call."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return median(times)


def model_and_floor(path: Path, members: int) -> tuple[float, float]:
    """Microseconds a member: the model alone, and reading inputs and writing outputs once."""
    import numpy as np

    from analysis.batch.design import members as draw
    from analysis.batch.design import overrides
    from analysis.batch.work import CHUNK, prepare
    from analysis.model.projection import evaluate

    work, size = prepare(str(path)), min(members, CHUNK)
    moved = {**work.moved, **overrides(work.grid, work.inputs, draw(work.grid, 0, size))}
    given = evaluate(work.calibration, moved, work.lines)
    outputs = [values for values in given.values() if values.ndim == 2]
    rounds = max(1, members // size)

    def model() -> None:
        for _ in range(rounds):
            evaluate(work.calibration, moved, work.lines)

    sources = [*moved.values(), *outputs]
    targets = [np.empty_like(values) for values in sources]

    def floor() -> None:
        for _ in range(rounds):
            for target, source in zip(targets, sources, strict=True):
                np.copyto(target, source)

    repeats = 3 if members >= 100_000 else 15
    # In turns, so that a change in the load of the machine meets both.
    pairs = [(seconds(model, 1), seconds(floor, 1)) for _ in range(repeats)]
    scale = 1e6 / (rounds * size)
    return median(p[0] for p in pairs) * scale, median(p[1] for p in pairs) * scale


def pandas_loop(path: Path, members: int = 20) -> float:
    """Microseconds a member when each is computed in a DataFrame, line by line, by label."""
    import numpy as np
    import pandas as pd

    from analysis.batch.design import members as draw
    from analysis.batch.design import overrides
    from analysis.batch.work import prepare
    from analysis.model import graph
    from analysis.model.chapters import model

    work = prepare(str(path))
    moved = overrides(work.grid, work.inputs, draw(work.grid, 0, members))
    functions = model()
    inputs = {**work.calibration.inputs, **work.moved}
    sequence = graph.order(functions, work.lines, inputs)
    names = [*inputs, *sequence]
    longest = max(values.shape[-1] for values in inputs.values())

    def one(member: int) -> None:
        frame = pd.DataFrame(np.nan, index=names, columns=range(longest))
        width = {}
        for key, values in {**inputs, **{k: v[member] for k, v in moved.items()}}.items():
            frame.loc[key, : len(values) - 1], width[key] = values, len(values)
        for key in sequence:
            needs = graph.arguments(functions[key])
            found = functions[key](**{n: frame.loc[n].to_numpy()[: width[n]] for n in needs})
            frame.loc[key, : len(found) - 1], width[key] = found, len(found)

    begun = time.perf_counter()
    for member in range(members):
        one(member)
    return (time.perf_counter() - begun) / members * 1e6


def stored(path: Path, workers: int) -> tuple[float, float, float]:
    """Seconds, peak megabytes of all processes, and megabytes stored, of a whole batch."""
    with tempfile.TemporaryDirectory() as folder:
        code = (
            "import sys, time, resource; from pathlib import Path;"
            "from analysis.batch.work import prepare; from analysis.batch.run import run_batch;"
            "grid = Path(sys.argv[1]); prepare(str(grid)); begun = time.perf_counter();"
            "run_batch(grid, Path(sys.argv[2]), workers=int(sys.argv[3]));"
            "print(time.perf_counter() - begun,"
            " max(resource.getrusage(w).ru_maxrss for w in"
            " (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024)"
        )
        command = [sys.executable, "-P", "-c", code, str(path), folder, str(workers)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        taken, peak = map(float, done.stdout.split())
        size = sum(f.stat().st_size for f in Path(folder).rglob("*.parquet")) / 1e6
        return taken, peak, size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the members")
    quick = parser.parse_args().quick
    largest = 100_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        path = grid_file(Path(name), largest)
        rows: list[list[object]] = []
        slow = pandas_loop(path)
        for members in (1, 1_000, 100_000, largest):
            each, floor = model_and_floor(path, members)
            number = f"{members:,}".replace(",", " ")
            faster = f"{slow / each:,.0f}".replace(",", " ")
            rows.append([number, f"{each:.2f}", f"{floor:.2f}", f"{each / floor:.1f}", faster])
        promises: list[Promise] = [
            ("times the memory floor", each / floor, "at most", 5),
            ("times faster than a pandas loop", slow / each, "at least", 10_000),
        ]
        record(
            "Numbers: the model alone, all lines, 6 years, one core",
            ["members", "model, µs a member", "memory floor, µs", "times the floor",
             f"times faster than a pandas loop ({slow / 1000:.0f} ms a member)"],
            rows,
        )  # fmt: skip
        alone = model_and_floor(path, largest)[0] * largest / 1e6
        rows, peaks = [], {}
        for members in (largest // 10, largest):
            for workers in (1, 2):
                taken, peak, size = stored(grid_file(Path(name), members), workers)
                peaks[members, workers] = peak
                number = f"{members:,}".replace(",", " ")
                rows.append([number, workers, f"{taken:.2f}",
                             f"{taken / (alone * members / largest):.1f}", f"{peak:.0f}",
                             f"{size:.0f}"])  # fmt: skip
        for row, (members, workers) in zip(rows, peaks, strict=True):
            row.append(f"{peaks[members, workers] / peaks[largest // 10, workers]:.2f}")
        record(
            "Numbers: Monte Carlo draws, model and storage",
            ["members", "workers", "seconds", "times the model alone", "peak MB of a process",
             "stored MB", "peak against a tenth"],
            rows,
        )  # fmt: skip
        for workers in (1, 2):
            peak, tenth = peaks[largest, workers], peaks[largest // 10, workers]
            promises += [
                (f"peak MB, {workers} workers", peak, "at most", 1_500),
                (f"peak against a tenth, {workers} workers", peak / tenth, "at most", 1.3),
            ]
        promises.append(("times the model, two workers", taken / alone, "at most", 4))
    if not quick:  # what a batch takes to start is not small against a tenth of the members
        settle(promises)


if __name__ == "__main__":
    main()
