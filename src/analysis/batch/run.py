"""A batch from its grid file to finished parts and rendered members, every step in the journal."""

import contextlib
import json
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.batch.address import FIXED, GOALS, claim, note, noted, prune, renew, settled
from analysis.batch.executor import Task, run_tasks
from analysis.batch.fingerprint import digest
from analysis.batch.goals import goals
from analysis.batch.grid import Grid
from analysis.batch.journal import TRIES, Entry, Journal
from analysis.batch.parquet import fixed_table, make_part
from analysis.batch.query import TABLES, connect
from analysis.batch.ready import ready
from analysis.batch.render_rules import at_most
from analysis.batch.select import chosen, member_name, scenario_text
from analysis.batch.work import chunk, parts
from analysis.errors import InputError, Message, RunFailed, said
from analysis.storage import write_whole

BYTES_A_NUMBER = 3.0
"""Bytes that a stored number takes after packing, to tell the size beforehand."""

REPORT_SECONDS = 6.8
"""Seconds of one report within a batch on two cores (docs/benchmarks.md), where no member is known
to look like another."""

Render = Callable[[Grid, Path, str, Path], Mapping[str, str]]
"""Renders the scenario file at a path, by name, into a folder: file names and their checksums."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Estimate:
    """What a batch will take: counts, bytes of storage, seconds.

    `seconds` are those of the numbers; `reports` may be as many more as a query finds.
    """

    members: int
    lines: int
    numbers: int
    bytes: int
    parts: int
    seconds: float
    rendered: str
    reports: int
    report_seconds: float


@dataclass
class Summary:
    """How a batch ended: what was done now, what had been done, what failed, one line each."""

    done: int = 0
    kept: int = 0
    failed: list[str] = field(default_factory=list)
    rendered: list[int] = field(default_factory=list)


def estimate(path: Path, workers: int = 1) -> Estimate:
    """Sizes, and the time as a small chunk takes it on this machine."""
    work = ready(str(path.absolute()))
    grid, years = work.grid, len(work.grid.plan.years)
    sample = min(grid.size, 4096)
    begun = time.perf_counter()
    chunk(work, 0, sample)
    each = (time.perf_counter() - begun) / sample
    count = len(work.lines) * years
    moving = len(work.varying) * years
    rules, reports = grid.render.model_dump(exclude_none=True), at_most(grid)
    return Estimate(
        members=grid.size,
        lines=len(work.lines),
        numbers=grid.size * count,
        bytes=int(grid.size * moving * BYTES_A_NUMBER),
        parts=len(parts(grid)),
        # Packing and storing take about twice as long as the model.
        seconds=3 * each * grid.size / workers,
        rendered=json.dumps(rules, ensure_ascii=False) if rules else "none",
        reports=reports,
        report_seconds=REPORT_SECONDS * 2 / max(2, workers) * reports,
    )


def run_batch(
    path: Path,
    out: Path,
    *,
    store: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    resume: bool = False,
    render: Render | None = None,
    tell: Tell = lambda _: None,
) -> Summary:
    """Run a batch into the folder `out`; parts go to `store`, a folder or URL.

    Without `store` they go where the folder has noted that they lie, at first into the folder.

    With `resume`, what the journal has as done and whose files are intact is not done again.
    InputError for bad input or a folder that holds another batch; RunFailed when the disk refuses.
    What fails is tried three times, then set aside and named in the summary.
    """
    path, store = path.absolute(), settled(store) if store else noted(out)
    work = ready(str(path))
    mark = work.mark
    summary = Summary()
    if store != settled(str(out)):
        claim(out, store, resume)
    with Journal(out, store) as journal:
        if journal.entries and not resume:
            raise InputError(
                Message("the folder holds a batch already"),
                file=out,
                expected=Message("--resume, or another --out"),
            )
        clean(out)
        note(out, store)
        renew(store, FIXED, fixed_table(work))
        renew(store, GOALS, json.dumps(goals(work.grid), ensure_ascii=False).encode())
        tasks = _part_tasks(work.grid, mark, store)
        todo = _todo(tasks, journal, summary, store)
        kept = [e for task in tasks if (e := journal.entries[task.key]).state == "done"]
        for table in TABLES:
            prune(store, table, {name for entry in kept for name in entry.artefacts})
        _work_through(todo, journal, summary, workers, scheduler, tell)
        if render is not None and not summary.failed:
            _render_all(work.grid, mark, out, store, journal, summary, render, tell)
    return summary


def _part_tasks(grid: Grid, mark: str, store: str) -> list[Task]:
    """One task for each part of the numbers."""
    return [
        Task(
            digest(mark, "part", number),
            f"part {number}",
            make_part,
            (str(grid.path), mark, number, store),
        )
        for number in range(len(parts(grid)))
    ]


def clean(out: Path) -> None:
    """Remove what a killed run left half-written; the lock is held, so nobody is writing."""
    for left in list(out.rglob(".*.part")):
        with contextlib.suppress(OSError):
            shutil.rmtree(left) if left.is_dir() else left.unlink()


def _todo(tasks: Sequence[Task], journal: Journal, summary: Summary, store: str) -> list[Task]:
    """What is not done yet, recorded as planned; work set aside earlier is tried anew."""
    todo = []
    for task in tasks:
        if journal.is_done(task.key, store):
            summary.kept += 1
            continue
        journal.record(Entry(task.key, task.name, "planned"))
        todo.append(task)
    return todo


def _work_through(
    tasks: list[Task],
    journal: Journal,
    summary: Summary,
    workers: int,
    scheduler: str | None,
    tell: Tell,
) -> None:
    """Run tasks until each is done or has failed three times."""

    def start(task: Task) -> None:
        journal.record(Entry(task.key, task.name, "running", journal.tries(task.key)))

    while tasks:
        again = []
        for ended in run_tasks(tasks, workers, scheduler, start):
            task = ended.task
            if ended.error is None:
                journal.record(Entry(task.key, task.name, "done", artefacts=ended.result))
                summary.done += 1
                tell(task.name)
            elif _failed(task, ended.error, journal, summary):
                again.append(task)
        tasks = again


def _failed(task: Task, error: BaseException, journal: Journal, summary: Summary) -> bool:
    """Record a failure; True when the task is worth another try."""
    tries = journal.tries(task.key) + 1
    message = said(error)
    journal.record(Entry(task.key, task.name, "failed", tries, message))
    if tries < TRIES:
        return True
    summary.failed.append(f"{task.name} failed {tries} times: {message}")
    return False


def _render_all(
    grid: Grid,
    mark: str,
    out: Path,
    store: str,
    journal: Journal,
    summary: Summary,
    render: Render,
    tell: Tell,
) -> None:
    """Render the chosen members one after the other; each has notebooks enough to fill workers."""
    tasks = list(_render_tasks(grid, mark, out, store, render, summary))
    for task in _todo(tasks, journal, summary, str(out)):
        for _ in range(TRIES):
            journal.record(Entry(task.key, task.name, "running", journal.tries(task.key)))
            try:
                artefacts = task.function(*task.arguments)
            except (RunFailed, InputError) as error:
                if not _failed(task, error, journal, summary):
                    break
            else:
                journal.record(Entry(task.key, task.name, "done", artefacts=artefacts))
                summary.done += 1
                tell(task.name)
                break


def _render_tasks(
    grid: Grid, mark: str, out: Path, store: str, render: Render, summary: Summary
) -> Iterator[Task]:
    with contextlib.closing(connect(store, goals(grid))) as base:
        summary.rendered = chosen(grid, base)
    for member in summary.rendered:
        name = member_name(member)
        text = scenario_text(grid, member)

        def one(name: str = name, text: str = text) -> dict[str, str]:
            source = out / "scenarios" / f"{name}.yml"
            made = {f"scenarios/{name}.yml": write_whole(source, text.encode())}
            return made | dict(render(grid, source, name, out))

        yield Task(digest(mark, "member", text), name, one, ())
