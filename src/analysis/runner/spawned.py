"""The engine `plain`: a guard process, in it unmodified Papermill, in it a Jupyter kernel."""

import json
import math
import os
import subprocess
import sys
import threading
from pathlib import Path

import nbformat

from analysis.guard import Job, Verdict
from analysis.runner.jobs import Executed, Limits, Prepared, workdir
from analysis.runner.plain import PlainJob
from analysis.runner.warm_process import SINGLE
from analysis.scratch import scratch_folder

GUARD = [sys.executable, "-P", "-m", "analysis.guard"]
PLAIN = [sys.executable, "-P", "-m", "analysis.runner.plain"]


def execute_plain(prepared: Prepared, limits: Limits, stop: threading.Event) -> Executed:
    """Run one prepared notebook with Papermill in a guarded process of its own."""
    # Short: a socket path may have 107 characters, whatever TMPDIR says.
    short = Path("/tmp") if os.path.isdir("/tmp") else None
    with scratch_folder(short, mode=0o700) as folder:
        _write_job(prepared, limits, folder)
        verdict = _guarded(folder, limits, stop)
        return _read_outcome(folder, verdict, limits)


def _write_job(prepared: Prepared, limits: Limits, folder: Path) -> None:
    job: PlainJob = {
        "parameters": prepared.parameters,
        "workdir": str(workdir(prepared.job)),
        "timeout_cell": math.ceil(limits.cell),
        "timeout_start": math.ceil(limits.start),
    }
    nbformat.write(prepared.notebook, folder / "in.ipynb")
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")


def _guarded(folder: Path, limits: Limits, stop: threading.Event) -> Verdict:
    job: Job = {
        "command": [*PLAIN, str(folder / "job.json")],
        "timeout": limits.run,
        "memory_limit": limits.memory,
        "temporary": str(folder),
    }
    private = {"IPYTHONDIR": str(folder), "JUPYTER_RUNTIME_DIR": str(folder)}
    process = subprocess.Popen(
        [*GUARD, json.dumps(job)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **SINGLE, **private},
        start_new_session=True,
    )
    assert process.stdin
    assert process.stdout
    with process:
        while process.poll() is None and not stop.is_set():
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        process.stdin.close()
        answer = process.stdout.read()
    verdict: Verdict = {"exit": None, "reason": "dead", "peak": 0}
    return json.loads(answer) if answer else verdict


def _read_outcome(folder: Path, verdict: Verdict, limits: Limits) -> Executed:
    try:
        notebook = nbformat.read(folder / "out.ipynb", as_version=4)
    except (OSError, ValueError):
        notebook = None  # never started, or killed in the middle of a write
    match verdict["reason"]:
        case "timeout":
            return Executed("timeout", f"the run took longer than {limits.run:g} s", notebook)
        case "memory":
            return Executed("memory", "the run used more memory than allowed", notebook)
        case "orphaned":
            return Executed("stopped", "stopped", notebook)
    try:
        outcome = json.loads((folder / "outcome.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Executed("dead", f"the process ended with {verdict['exit']}", notebook)
    if outcome["kind"] == "done" and verdict["exit"] != 0:
        return Executed("dead", f"the process ended with {verdict['exit']}", notebook)
    return Executed(outcome["kind"], outcome["message"], notebook)
