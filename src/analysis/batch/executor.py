"""Where work runs: here, in threads, in processes, or on a Dask cluster. One code path.

All are executors of the standard library's kind. A few threads start at once and share what is
loaded, since NumPy and Parquet let the interpreter go; more workers are processes. What dies is
tried again: Dask moves work of a lost worker itself, a pool of processes is built anew.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from analysis.errors import InputError, Message
from analysis.guard import die_with_parent

WAIT = 10
"""Seconds within which a scheduler must answer."""
THREADS = 4
"""Workers up to this number are threads: 1.7 times one of two, without the start of a process."""
BREAKS = 10
"""Times that a pool may lose a process before the batch gives up."""
Artefacts = Mapping[str, str]
"""The checksums of the files that a task made, by name."""
Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Task:
    """A piece of work: a key, a name for people, and a function of this package with arguments."""

    key: str
    name: str
    function: Callable[..., Artefacts]
    arguments: tuple[object, ...]


@dataclass(frozen=True)
class Ended:
    """How a task ended: its result, or the error that it raised."""

    task: Task
    result: Artefacts = field(default_factory=dict)
    error: BaseException | None = None


class Here(Executor):
    """Runs each task at once in this process."""

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def executor(workers: int = 1, scheduler: str | None = None) -> Iterator[tuple[Executor, int]]:
    """An executor and how many tasks to keep in flight. Raises InputError without a scheduler."""
    if scheduler is not None:
        with _dask(scheduler) as (pool, cores):
            yield pool, 2 * cores
    elif workers == 1:
        yield Here(), 1
    elif workers <= THREADS:
        turns = threading.Semaphore(workers)
        threads = ThreadPoolExecutor(workers + 1, "batch", _take_turns, (turns,))
        try:
            yield threads, 2 * workers
        finally:
            threads.shutdown(cancel_futures=True)
    else:
        pool = ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_settle, initargs=(os.getpid(),)
        )
        try:
            yield pool, 2 * workers
        finally:
            _end(pool)


_thread = threading.local()


def _take_turns(turns: threading.Semaphore) -> None:
    _thread.turns = turns


def computing() -> contextlib.AbstractContextManager[object]:
    """To be held while a task computes: as many threads do as there are workers.

    There is one thread more, so that a disk that makes one wait keeps no core waiting.
    """
    return getattr(_thread, "turns", contextlib.nullcontext())


def _settle(parent: int) -> None:
    """In a worker: die with the batch, and leave Ctrl-C to it."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
        process.join()


@contextlib.contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    from distributed import Client

    try:
        client = Client(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError):
        wanted = Message("one that answers within {seconds} s, as tcp://host:8786", seconds=WAIT)
        raise InputError(Message("there is no scheduler"), value=address, expected=wanted) from None
    try:
        client.wait_for_workers(1, timeout=60)
        cores = sum(client.ncores().values())
        yield client.get_executor(pure=False), max(1, cores)
    except TimeoutError:
        raise InputError(Message("the scheduler has no workers"), value=address) from None
    finally:
        client.close(timeout=5)


def run_tasks(
    tasks: Sequence[Task],
    workers: int = 1,
    scheduler: str | None = None,
    on_start: Callable[[Task], None] | None = None,
) -> Iterator[Ended]:
    """Run tasks, a few in flight at a time, and yield each as it ends, in no special order."""
    left, breaks = list(tasks), 0
    while left:
        ended: set[str] = set()
        try:
            with executor(workers, scheduler) as (pool, width):
                for one in _flow(pool, width, left, on_start):
                    ended.add(one.task.key)
                    yield one
        except BrokenProcessPool:
            breaks += 1
            if breaks > BREAKS:
                raise
        left = [task for task in left if task.key not in ended]
        if breaks == 0:
            return


def _flow(
    pool: Executor,
    width: int,
    tasks: Sequence[Task],
    on_start: Callable[[Task], None] | None,
) -> Iterator[Ended]:
    queue, waiting = list(reversed(tasks)), dict[Future[Artefacts], Task]()
    while queue or waiting:
        while queue and len(waiting) < width:
            task = queue.pop()
            if on_start:
                on_start(task)
            waiting[pool.submit(task.function, *task.arguments)] = task
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            task, error = waiting.pop(future), future.exception()
            if isinstance(error, BrokenProcessPool):
                raise error
            yield Ended(task, {} if error else future.result(), error)
