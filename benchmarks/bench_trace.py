"""One scenario by the trace against the arrays: python -m benchmarks.bench_trace

All lines of the main plan, one scenario at a time: by arrays, by the trace as plain Python, and as
JavaScript in Node, with the time to trace and to compile. All three give the same numbers.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from analysis.model.chapters import model
from analysis.model.graph import evaluate
from analysis.study.opened import open_plan
from analysis.trace.javascript import javascript
from analysis.trace.layout import layout
from analysis.trace.scalar import ScalarModel
from analysis.trace.tracing import trace
from benchmarks.record import record

ROUNDS = 2_000


def each(work: object, rounds: int = ROUNDS) -> float:
    """Microseconds a call, the fastest of five runs."""
    assert callable(work)
    found = []
    for _ in range(5):
        begun = time.perf_counter()
        for _ in range(rounds):
            work()
        found.append((time.perf_counter() - begun) / rounds * 1e6)
    return min(found)


def in_node(source: str, x: list[float]) -> float | None:
    """Microseconds a call in Node; None where it is not installed."""
    node = shutil.which("node")
    if node is None:
        return None
    given = ",".join("NaN" if v != v else repr(v) for v in x)
    timing = (
        f"const x=Float64Array.of({given});let s=0;for(let i=0;i<2e4;i++)s+=calculate(x)[0];"
        "const t=performance.now();for(let i=0;i<1e5;i++){x[0]+=1e-9;s+=calculate(x)[0]}"
        "process.stdout.write(JSON.stringify((performance.now()-t)/1e5*1e3))"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.js"
        path.write_text(f"{source}\n{timing}", encoding="utf-8")
        done = subprocess.run([node, str(path)], capture_output=True, check=True, timeout=120)
    return float(json.loads(done.stdout))


def main() -> None:
    calibration = open_plan("norrbotten-2025")
    inputs = calibration.inputs
    begun = time.perf_counter()
    traced = trace(model(), {n: len(v) for n, v in inputs.items()})
    tracing = time.perf_counter() - begun
    names = [n for n in traced.values if n in model()]
    form = layout(traced, [traced.values[n] for n in names])
    begun = time.perf_counter()
    scalar = ScalarModel(form)
    compiling = time.perf_counter() - begun
    x = form.flat(inputs)
    arrays = evaluate(model(), inputs, names)
    wanted = np.concatenate([np.atleast_1d(arrays[n]) for n in names])
    if not np.array_equal(np.array(scalar(x), dtype=float), wanted, equal_nan=True):
        sys.exit("the trace gives other numbers than the arrays")
    by_arrays = each(lambda: evaluate(model(), inputs, names))
    by_python = each(lambda: scalar(x))
    by_node = in_node(javascript(form), x)
    record(
        "Numbers: one scenario by the trace",
        ["values", "trace once, ms", "compile once, ms", "arrays, µs", "plain Python, µs",
         "times faster", "JavaScript in Node, µs", "times faster "],
        [[len(wanted), f"{tracing * 1e3:.0f}", f"{compiling * 1e3:.0f}", f"{by_arrays:.0f}",
          f"{by_python:.0f}", f"{by_arrays / by_python:.1f}",
          "–" if by_node is None else f"{by_node:.1f}",
          "–" if by_node is None else f"{by_arrays / by_node:.0f}"]],
    )  # fmt: skip


if __name__ == "__main__":
    main()
