"""Run notebooks so that a result in place is a finished one.

A notebook counts as done only when its process ended well, its last cell showed a nonce, every
code cell was executed and the declared figures are there. It is then written whole. What fails is
kept for debugging in a folder outside the results. Two engines, one contract: `fork` executes in a
forked child of a warm process, `plain` is unmodified Papermill, the reference.
"""

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

import nbformat

from analysis.errors import InputError, Message, Problem, RunFailed
from analysis.runner.jobs import (
    Engine,
    Executed,
    Limits,
    NotebookJob,
    NotebookResult,
    Prepared,
    prepare,
)
from analysis.runner.sentinel import count_figures, tidy, why_incomplete
from analysis.storage import write_whole


def run_notebooks(
    jobs: Sequence[NotebookJob],
    workers: int = 2,
    *,
    engine: Engine = "fork",
    limits: Limits | None = None,
    on_done: Callable[[NotebookResult], None] | None = None,
) -> list[NotebookResult]:
    """Run many notebooks, `workers` at a time; results in the order of the jobs.

    All jobs are checked before the first starts; InputError then names every fault of every job.
    `on_done` is called in the calling thread as each ends. Ctrl-C ends all that runs.
    """
    execute = _engine(engine)
    prepared = _prepare_all(jobs)
    stop = threading.Event()
    results: dict[int, NotebookResult] = {}
    with ThreadPoolExecutor(max(1, workers), thread_name_prefix="notebook") as pool:
        waiting: dict[Future[NotebookResult], int] = {
            pool.submit(_run, one, execute, limits or Limits(), stop): number
            for number, one in enumerate(prepared)
        }
        try:
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    results[waiting.pop(future)] = result = future.result()
                    if on_done:
                        on_done(result)
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    return [results[number] for number in range(len(prepared))]


def _prepare_all(jobs: Iterable[NotebookJob]) -> list[Prepared]:
    prepared, problems, taken = [], list[Problem](), set[Path]()
    for job in jobs:
        target = job.path_out.absolute()
        if target in taken:
            problems.append(
                Problem(Message("two notebooks would write this file"), file=str(target))
            )
        taken.add(target)
        try:
            prepared.append(prepare(job))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems=list(dict.fromkeys(problems)))
    return prepared


def _engine(name: Engine) -> Callable[[Prepared, Limits, threading.Event], Executed]:
    if name == "plain":
        from analysis.runner.spawned import execute_plain

        return execute_plain
    if sys.platform == "linux":
        from analysis.runner.warm_process import WARM

        WARM.begin()  # it warms up while this process imports and checks
    from analysis.runner.forked import execute_forked

    return execute_forked


def _run(
    prepared: Prepared,
    execute: Callable[[Prepared, Limits, threading.Event], Executed],
    limits: Limits,
    stop: threading.Event,
) -> NotebookResult:
    begun = time.monotonic()
    executed = execute(prepared, limits, stop)
    job, notebook = prepared.job, executed.notebook
    kind, message = executed.kind, executed.message
    if kind == "done":
        reason = "no notebook came back" if notebook is None else why_incomplete(
            notebook, prepared.nonce, job.figures
        )  # fmt: skip
        if reason:
            kind, message = "incomplete", reason
    path, digest = _store(job, notebook, kind == "done")
    return NotebookResult(
        job,
        kind == "done",
        kind,
        message,
        path,
        time.monotonic() - begun,
        0 if notebook is None else count_figures(notebook),
        digest,
    )


def _store(
    job: NotebookJob, notebook: nbformat.NotebookNode | None, ok: bool
) -> tuple[Path | None, str]:
    """Write the result, or keep the failed notebook; an older failed one goes when it succeeds."""
    out = job.path_out
    failed = (
        job.failed_dir or out.absolute().parent.parent / "failed" / out.parent.name
    ) / out.name
    if notebook is None:
        return None, ""
    content = nbformat.writes(tidy(notebook)).encode()
    if not ok:
        with contextlib.suppress(RunFailed):
            write_whole(failed, content)
            return failed, ""
        return None, ""
    digest = write_whole(out, content)
    failed.unlink(missing_ok=True)
    return out, digest
