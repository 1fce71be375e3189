"""A guard process: runs one command and leaves nothing of it behind, whatever happens.

    python -P -m analysis.guard '{"command": [...], "cwd": ..., "timeout": ..., ...}'

Its standard input is a lifeline: when it closes, because the batch ended or was killed, the guard
ends the command with all its descendants. It answers with one line of JSON on standard output.
Processes that leave their group are found too: the guard is their reaper (Linux).
"""

import contextlib
import ctypes
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Required, TypedDict

TICK = 0.1
"""Seconds between two looks at the memory in use."""
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36


def prctl(option: int, value: int) -> None:
    """Linux process control; elsewhere nothing, and the process group alone is relied upon."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def die_with_parent(parent: int) -> None:
    """To be called in a child: be killed when the parent is, even if that happened already."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def descendants(pid: int) -> list[int]:
    """All living descendants of a process, children before grandchildren."""
    import psutil

    with contextlib.suppress(psutil.NoSuchProcess):
        return [child.pid for child in psutil.Process(pid).children(recursive=True)]
    return []


def memory_of(pids: list[int]) -> int:
    """Resident memory of processes, in bytes; pages shared with a warm parent count too."""
    total = 0
    for pid in pids:
        with (
            contextlib.suppress(OSError, ValueError),
            open(f"/proc/{pid}/statm") as file,
        ):
            total += int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return total


def end_descendants() -> None:
    """Kill and reap everything below this process, again until nothing is left."""
    while pids := descendants(os.getpid()):
        for pid in pids:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        reap()
        time.sleep(0.002)
    reap()


def reap() -> None:
    """Collect every child that has ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


class Job(TypedDict, total=False):
    """What is to be run under guard: limits in seconds and bytes, and a folder to remove after."""

    command: Required[list[str]]
    cwd: str
    timeout: float | None
    memory_limit: int | None
    temporary: str


class Verdict(TypedDict):
    """How a child ended: exit code, why, and its highest memory in bytes where that was limited.

    `reason` is `ended`, `timeout`, `memory`, `orphaned` (the lifeline was closed), or `dead` where
    the guard itself gave no answer.
    """

    exit: int | None
    reason: str
    peak: int


def watch(
    pid: int,
    lifeline: int,
    timeout: float | None = None,
    memory_limit: int | None = None,
    baseline: int = 0,
) -> Verdict:
    """Wait for a child and end all that it left.

    `baseline` is memory in bytes that does not count (what a forked child shares with its parent).
    """
    deadline = None if timeout is None else time.monotonic() + timeout
    handle = os.pidfd_open(pid)
    reason, peak = "ended", 0
    while True:
        wait = TICK if deadline is None else max(0.0, min(TICK, deadline - time.monotonic()))
        ready, _, _ = select.select([handle, lifeline], [], [], wait)
        if handle in ready:
            break
        if lifeline in ready and not _alive(lifeline):
            reason = "orphaned"
            break
        if memory_limit is not None:
            used = memory_of([pid, *descendants(pid)]) - baseline
            peak = max(peak, used)
            if used > memory_limit:
                reason = "memory"
                break
        if deadline is not None and time.monotonic() >= deadline:
            reason = "timeout"
            break
    os.close(handle)
    status = _finish(pid)
    end_descendants()
    return {"exit": os.waitstatus_to_exitcode(status), "reason": reason, "peak": peak}


def _alive(lifeline: int) -> bool:
    try:
        return bool(os.read(lifeline, 1))
    except BlockingIOError:
        return True
    except OSError:
        return False


def _finish(pid: int) -> int:
    """Wait status of a child, which is killed when it is still running."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    if ended:
        return status
    # Not yet waited for, so the id is still its own even if it ended just now.
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def guarded(job: Job, on_start: Callable[[int], None] | None = None) -> Verdict:
    """Run `job["command"]` under guard and return the verdict of `watch`."""
    me = os.getpid()
    process = subprocess.Popen(
        job["command"],
        cwd=job.get("cwd"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=lambda: die_with_parent(me),
    )
    if on_start:
        on_start(process.pid)
    process.returncode = 0  # `watch` waits for it; Popen must not
    return watch(process.pid, sys.stdin.fileno(), job.get("timeout"), job.get("memory_limit"))


def main() -> None:
    """Read one job from the command line, run it, answer, and remove its temporary folder."""
    job = json.loads(sys.argv[1])
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    prctl(PR_SET_CHILD_SUBREAPER, 1)
    verdict = guarded(job)
    if verdict["reason"] == "orphaned" and job.get("temporary"):
        shutil.rmtree(job["temporary"], ignore_errors=True)
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps(verdict), flush=True)


if __name__ == "__main__":
    main()
