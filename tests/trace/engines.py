"""Random scenarios over every input of a traced plan, and the engines that calculate them."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from analysis.trace.javascript import javascript
from analysis.trace.layout import Layout
from analysis.trace.plan_trace import SET, PlanTrace

KINDS = ("none", "sell_placements", "borrow")


def random_inputs(traced: PlanTrace, count: int, kind: str, seed: int = 1) -> dict[str, np.ndarray]:
    """Every input moved, (count, T): by up to a fifth, or by a little where it is nought."""
    rng = np.random.default_rng(seed)
    base = traced.inputs(traced.calibration.inputs, {}, {})
    moved = {}
    for name, own in base.items():
        shape = (count, len(own))
        size = np.where(own == 0, 0.01, 0.2 * np.abs(own))
        moved[name] = own + size * rng.uniform(-1, 1, shape)
        if name.startswith(SET):  # stated in a third of the years
            level = base["plan_" + name.removeprefix(SET)]
            stated = rng.random(shape) < 1 / 3
            moved[name] = np.where(stated, level * (1 + 0.1 * rng.uniform(-1, 1, shape)), np.nan)
    one = np.ones((count, 1))
    moved["financing_borrows"] = one * (kind == "borrow")
    moved["financing_sells"] = one * (kind == "sell_placements")
    moved["financing_floor"] = rng.uniform(0, 300, (count, 1))
    moved["financing_rate"] = rng.uniform(0, 0.06, (count, 1))
    return moved


def flat(layout: Layout, inputs: dict[str, np.ndarray]) -> np.ndarray:
    """The inputs as engines take them, (count, places)."""
    return np.stack([inputs[name][:, i] for name, i in layout.inputs], axis=-1)


def same_bits(got: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether all numbers are the same to the last bit; NaN is one value, and so is nought, whose
    sign NumPy's maximum leaves to the processor."""
    assert got.shape == wanted.shape
    gone = np.isnan(got) & np.isnan(wanted)
    return bool(((got == wanted) | gone).all())


def in_node(layout: Layout, given: np.ndarray, folder: Path) -> np.ndarray:
    """What the JavaScript of a layout gives in Node, by rows. Skips where there is no Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed, so the JavaScript cannot be run")
    (folder / "given.bin").write_bytes(np.ascontiguousarray(given, dtype="<f8").tobytes())
    script = folder / "run.js"
    script.write_text(
        javascript(layout)
        + f"""
const fs = require('fs'), raw = fs.readFileSync({json.dumps(str(folder / "given.bin"))});
const x = new Float64Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
const n = {given.shape[1]}, m = {len(layout.outputs)}, rows = x.length / n;
const out = new Float64Array(rows * m);
for (let r = 0; r < rows; r++) out.set(calculate(x.subarray(r * n, r * n + n)).map(Number), r * m);
fs.writeFileSync({json.dumps(str(folder / "got.bin"))}, Buffer.from(out.buffer));
""",
        encoding="utf-8",
    )
    subprocess.run([node, str(script)], check=True, capture_output=True, timeout=300)
    got = np.frombuffer((folder / "got.bin").read_bytes(), dtype="<f8")
    return got.reshape(len(given), len(layout.outputs))
