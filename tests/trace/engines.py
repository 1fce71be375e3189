"""Random scenarios over every input of a traced plan, and the engines that calculate them."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page

from analysis.model.chapters import model
from analysis.model.goal_results import goal_results
from analysis.model.graph import evaluate
from analysis.trace.javascript import javascript
from analysis.trace.layout import Layout, layout
from analysis.trace.plan_trace import CHANGE, PLAN, SET, PlanTrace

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


def whole(traced: PlanTrace) -> Layout:
    """All values of the model, and value, margin, verdict and room of each goal."""
    rows = [row for name, row in traced.traced.values.items() if name in model()]
    goals = [g.row for g in traced.goals]
    return layout(traced.traced, [*rows, *goals])


def in_arrays(traced: PlanTrace, inputs: dict[str, np.ndarray], count: int) -> np.ndarray:
    """What NumPy gives for all scenarios at once, in the order of `whole`."""
    given = {n: v for n, v in inputs.items() if not n.startswith((PLAN, SET, CHANGE))}
    for name in traced.moving:
        stated = inputs[SET + name]
        given[name] = np.where(np.isnan(stated), inputs[PLAN + name], stated)
        given[name] = given[name] + inputs[CHANGE + name]
    values = evaluate(model(), given)
    columns = []
    for name, row in traced.traced.values.items():
        if name in model():
            columns.append(np.broadcast_to(values[name], (count, len(row))))
    for goal in goal_results(traced.calibration.plan.goals, values, traced.calibration.years):
        parts = (goal.value, goal.margin, goal.passed, goal.over)
        columns += [np.broadcast_to(p, (count,))[:, None].astype(float) for p in parts]
    return np.concatenate(columns, axis=-1)


def flat(form: Layout, inputs: dict[str, np.ndarray]) -> np.ndarray:
    """The inputs as engines take them, (count, places)."""
    return np.stack([inputs[name][:, i] for name, i in form.inputs], axis=-1)


def same_bits(got: np.ndarray, wanted: np.ndarray) -> bool:
    """Whether all numbers are the same to the last bit; NaN is one value, and so is nought, whose
    sign NumPy's maximum leaves to the processor."""
    assert got.shape == wanted.shape
    gone = np.isnan(got) & np.isnan(wanted)
    return bool(((got == wanted) | gone).all())


ROWS = """
function rows(x, n, m) {
  const out = new Float64Array(x.length / n * m);
  for (let r = 0; r * n < x.length; r++)
    out.set(calculate(x.subarray(r * n, r * n + n)).map(Number), r * m);
  return out;
}
"""
"""The JavaScript that calculates all rows; true and false are one and nought, as in NumPy."""


def in_node(form: Layout, given: np.ndarray, folder: Path) -> np.ndarray:
    """What the JavaScript of a layout gives in Node, by rows. Skips where there is no Node."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed, so the JavaScript cannot be run")
    (folder / "given.bin").write_bytes(np.ascontiguousarray(given, dtype="<f8").tobytes())
    script = folder / "run.js"
    script.write_text(
        f"""{javascript(form)}{ROWS}
const fs = require('fs'), raw = fs.readFileSync({json.dumps(str(folder / "given.bin"))});
const x = new Float64Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
const out = rows(x, {given.shape[1]}, {len(form.outputs)});
fs.writeFileSync({json.dumps(str(folder / "got.bin"))}, Buffer.from(out.buffer));
""",
        encoding="utf-8",
    )
    subprocess.run([node, str(script)], check=True, capture_output=True, timeout=300)
    got = np.frombuffer((folder / "got.bin").read_bytes(), dtype="<f8")
    return got.reshape(len(given), len(form.outputs))


IN_PAGE = """([n, m]) => {
  const x = new Float64Array(Uint8Array.from(atob(given), c => c.charCodeAt(0)).buffer);
  const bytes = new Uint8Array(rows(x, n, m).buffer), parts = [];
  for (let i = 0; i < bytes.length; i += 3e4)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(i, i + 3e4))));
  return parts.join("");
}"""
"""Numbers as base 64 there and back: not a bit is lost on the way, NaN included."""


def in_chromium(form: Layout, given: np.ndarray, page: Page, folder: Path) -> np.ndarray:
    """What the JavaScript of a layout gives in a page of Chromium, by rows."""
    text = base64.b64encode(np.ascontiguousarray(given, dtype="<f8").tobytes()).decode()
    html = folder / "rows.html"
    source = f'{javascript(form)}{ROWS}const given = "{text}";'
    html.write_text(f"<!doctype html><title>rows</title><script>{source}</script>", "utf-8")
    page.goto(html.as_uri())
    found = page.evaluate(IN_PAGE, [given.shape[1], len(form.outputs)])
    got = np.frombuffer(base64.b64decode(found), dtype="<f8")
    return got.reshape(len(given), len(form.outputs))
