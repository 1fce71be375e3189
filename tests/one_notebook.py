"""One notebook run as many are, with its limits as arguments."""

from collections.abc import Mapping
from pathlib import Path

from analysis.runner.jobs import Engine, Limits, NotebookJob, NotebookResult
from analysis.runner.notebooks import run_notebooks


def run_notebook(
    path_in: Path | str,
    path_out: Path | str,
    parameters: Mapping[str, object] | None = None,
    *,
    timeout_cell: float = 600.0,
    timeout_run: float = 1800.0,
    engine: Engine = "fork",
    workdir: Path | str | None = None,
    figures: int | None = None,
    memory_limit: int | None = None,
    failed_dir: Path | str | None = None,
) -> NotebookResult:
    """Run one notebook; `workdir` is by default the notebook's own folder, as in JupyterLab.

    InputError when the notebook or a parameter cannot be used, RunFailed when the result cannot be
    written. A notebook that fails is not an exception: look at `ok`, `kind` and `message`.
    """
    job = NotebookJob(
        Path(path_in),
        Path(path_out),
        parameters or {},
        None if workdir is None else Path(workdir),
        figures,
        None if failed_dir is None else Path(failed_dir),
    )
    limits = Limits(timeout_cell, timeout_run, memory=memory_limit)
    return run_notebooks([job], 1, engine=engine, limits=limits)[0]
