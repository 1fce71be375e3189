"""The rules of the what-if page run in Node: its own scripts, its own data, no page."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from analysis.model.projection import Projection
from analysis.report.output.policy import json_text
from analysis.report.output.what_if.layout import page_layout
from analysis.report.output.what_if.packing import packed
from analysis.report.output.what_if.page import FOLDER
from analysis.report.output.what_if.payload import payload
from analysis.trace.javascript import javascript
from analysis.trace.plan_trace import trace_plan

SOURCES = Path(__file__).resolve().parents[3] / "src" / Path(*FOLDER.split("."))


_KEPT: dict[tuple[int, str], tuple[Projection, str]] = {}


def _rules(projection: Projection, language: str) -> str:
    """The page's data, formulas and rules; made once for each projection."""
    key = (id(projection), language)
    if key not in _KEPT:
        traced = trace_plan(projection.calibration)
        page = page_layout(traced, tuple(projection.lines), language)
        parts = [
            (SOURCES / name).read_text("utf-8") for name in ("rules.js", "chance.js", "seek.js")
        ]
        text = json_text(packed(payload(projection, traced, page)))
        data = f"const D=JSON.parse({json.dumps(text)}, opened);"
        answer = "const answer=v=>process.stdout.write(JSON.stringify(v));"
        made = "\n".join([data, javascript(page.form), *parts, answer])
        _KEPT[key] = (projection, made)
    return _KEPT[key][1]


def in_node(
    projection: Projection, script: str, folder: Path, given: Any = None, language: str = "sv"
) -> Any:
    """What `script` hands to `answer(…)`, with the page's rules, draws and seek at hand."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed, so the rules of the page cannot be run")
    (folder / "page.js").write_text(
        "\n".join([f"const G={json.dumps(given)};", _rules(projection, language), script]),
        encoding="utf-8",
    )
    done = subprocess.run(
        [node, str(folder / "page.js")], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)
