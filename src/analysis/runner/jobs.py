"""A notebook to run, how it was run, and what came of it: what the runner and its engines share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import nbformat

from analysis.errors import InputError, Message
from analysis.runner.parameters import check_parameters, load_notebook, read_parameters
from analysis.runner.plain import Kind
from analysis.runner.sentinel import append_sentinel

Engine = Literal["fork", "plain"]


@dataclass(frozen=True)
class NotebookJob:
    """One notebook to run. `figures` is the number of pictures that it must show, if declared."""

    path_in: Path
    path_out: Path
    parameters: Mapping[str, object] = field(default_factory=dict)
    workdir: Path | None = None
    figures: int | None = None
    failed_dir: Path | None = None


@dataclass(frozen=True)
class NotebookResult:
    """How a job ended. `path` is the result when `ok`, else the notebook kept for debugging."""

    job: NotebookJob
    ok: bool
    kind: Kind
    message: str
    path: Path | None
    seconds: float
    figures: int = 0
    checksum: str = ""


@dataclass(frozen=True)
class Limits:
    """Time limits in seconds, memory limit in bytes (None: no limit)."""

    cell: float = 600.0
    run: float = 1800.0
    start: float = 60.0
    memory: int | None = None


@dataclass
class Prepared:
    """A job whose parameters are checked and whose notebook carries the sentinel cell."""

    job: NotebookJob
    notebook: nbformat.NotebookNode
    parameters: dict[str, object]
    nonce: str


@dataclass
class Executed:
    """What an engine hands back: the notebook as far as it came, and how its process ended."""

    kind: Kind
    message: str
    notebook: nbformat.NotebookNode | None


def prepare(job: NotebookJob) -> Prepared:
    """Read the notebook, check the parameters, append the sentinel."""
    notebook = load_notebook(job.path_in)
    declared = read_parameters(notebook, job.path_in)
    parameters = check_parameters(declared, job.parameters, job.path_in)
    if not workdir(job).is_dir():
        raise InputError(Message("the folder to run in does not exist"), file=workdir(job))
    return Prepared(job, notebook, parameters, append_sentinel(notebook))


def workdir(job: NotebookJob) -> Path:
    """The folder in which a notebook runs: as told, or the notebook's own."""
    return (job.path_in.parent if job.workdir is None else job.workdir).absolute()
