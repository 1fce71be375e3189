"""Unmodified Papermill in a process of its own, as the reference: one job, one process.

    python -P -m analysis.runner.plain JOB.json     (run by `guard`, started by `notebooks`)

Kernels talk over IPC sockets with a short absolute path: TCP ports are raced for when many start
at once. The outcome goes to `outcome.json` beside the job; the exit code says whether it ran.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

Kind = Literal["done", "exception", "timeout", "memory", "dead", "incomplete", "failed", "stopped"]


class PlainJob(TypedDict):
    """What `job.json` says: checked parameters, the folder to run in, limits in seconds."""

    parameters: dict[str, object]
    workdir: str
    timeout_cell: int
    timeout_start: int


def kernel_manager(folder: Path) -> "type[AsyncKernelManager]":
    """A kernel manager class whose sockets and connection file live in one private folder."""
    from jupyter_client.manager import AsyncKernelManager
    from traitlets import Unicode

    class IpcKernelManager(AsyncKernelManager):
        transport = Unicode("ipc")
        ip = Unicode(str(folder / "k"))
        connection_file = Unicode(str(folder / "k.json"))

    return IpcKernelManager


def execute(job: PlainJob, folder: Path) -> None:
    """Run `in.ipynb` of the folder to `out.ipynb`; raises what Papermill raises."""
    import nbformat
    import papermill

    notebook = nbformat.read(folder / "in.ipynb", as_version=4)
    notebook.metadata.setdefault("papermill", {})
    papermill.execute_notebook(
        notebook,
        # Relative, since Papermill formats output paths with the parameters.
        "out.ipynb",
        parameters=job["parameters"],
        cwd=job["workdir"],
        progress_bar=False,
        start_timeout=job["timeout_start"],
        execution_timeout=job["timeout_cell"],
        kernel_manager_class=kernel_manager(folder),
        coalesce_streams=True,
    )


def main() -> None:
    """Run one job; exit 0 only when Papermill returned."""
    path = Path(sys.argv[1])
    job = json.loads(path.read_text(encoding="utf-8"))
    outcome: dict[str, str] = {"kind": "done", "message": ""}
    os.chdir(path.parent)
    try:
        execute(job, path.parent)
    except BaseException as error:
        outcome = {"kind": kind_of(error), "message": one_line(error)}
    (path.parent / "outcome.json").write_text(json.dumps(outcome), encoding="utf-8")
    sys.exit(0 if outcome["kind"] == "done" else 1)


def kind_of(error: BaseException) -> Kind:
    """The kind of failure, in the words of `NotebookResult.kind`."""
    names = {cls.__name__ for cls in type(error).__mro__}
    if "CellTimeoutError" in names:
        return "timeout"
    if "MemoryLimitError" in names:
        return "memory"
    if "StoppedError" in names:
        return "stopped"
    if "DeadKernelError" in names:
        return "dead"
    return "exception" if "PapermillExecutionError" in names else "failed"


def one_line(error: BaseException) -> str:
    """An exception as one line a user can read: for a notebook's own, its name and message."""
    name, index = getattr(error, "ename", None), getattr(error, "cell_index", None)
    if name is not None:
        cell = "" if index is None else f" in cell {index + 1}"
        return " ".join(f"{name}: {getattr(error, 'evalue', '')}{cell}".split())
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


if __name__ == "__main__":
    main()
