"""The way to a notebook in the warm process: asks for it, gives it cells, learns how it ended.

`Channel` looks like a Jupyter kernel client to nbclient. A cell's messages are collected until its
reply or its time limit; nbclient then finds them waiting and never waits itself.
"""

import base64
import contextlib
import datetime
import json
import os
import select
import socket
import threading
import time
import uuid
from collections import deque
from collections.abc import Sequence

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from analysis.guard import Verdict
from analysis.runner.warm_process import WARM, ForkRequest
from analysis.runner.wire import CellRequest, Frame, Frames, send_frame
from analysis.untyped import JsonObject

SHUTDOWN = 5.0
"""Seconds that a notebook's own exit handlers may take."""


class MemoryLimitError(DeadKernelError):
    """The notebook used more memory than it was allowed."""


class StoppedError(DeadKernelError):
    """The run was stopped from outside."""


class Waiting:
    """A queue that looks like a Jupyter channel."""

    def __init__(self) -> None:
        self.messages: deque[JsonObject] = deque()

    def get_msg(self, timeout: float | None = None) -> JsonObject:
        """The next message; there always is one when nbclient asks."""
        return self.messages.popleft()


class Channel:
    """One notebook process, as nbclient's kernel client.

    Limits in seconds and bytes; `stop` ends the run from another thread.
    """

    def __init__(
        self,
        cwd: str,
        imports: Sequence[str] = (),
        memory_limit: int | None = None,
        run_timeout: float | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self.iopub_channel, self.shell_channel = Waiting(), Waiting()
        self.frames = Frames()
        self.verdict: Verdict | None = None
        self.stop = stop or threading.Event()
        self.run_timeout = run_timeout
        self.run_deadline = None if run_timeout is None else time.monotonic() + run_timeout
        self.cell: NotebookNode | None = None
        self.cell_timeout: float | None = None
        self.talk, theirs = socket.socketpair()
        self.status, their_status = socket.socketpair()
        request: ForkRequest = {
            "cwd": cwd,
            "imports": [*imports, *sorted(WARM.learned)],
            "environment": dict(os.environ),
            "memory_limit": memory_limit,
            "timeout": run_timeout,
        }
        with theirs, their_status:
            WARM.fork(request, [theirs.fileno(), their_status.fileno()])

    def wait_for_ready(self, timeout: float) -> JsonObject:
        """The first message of the notebook process: what language it speaks."""
        self.cell, self.cell_timeout = None, timeout
        deadline = time.monotonic() + timeout
        while not (ready := self._receive(deadline)):
            continue
        return dict(ready[0]["content"])

    def execute(
        self,
        code: str,
        store_history: bool = True,
        stop_on_error: bool = True,
        **_: object,
    ) -> str:
        """Execute a cell to its end; its messages then wait in the two channels."""
        name = uuid.uuid4().hex
        deadline = None if self.cell_timeout is None else time.monotonic() + self.cell_timeout
        request: CellRequest = {
            "msg_id": name,
            "code": code,
            "store_history": store_history,
            "stop_on_error": stop_on_error,
        }
        with contextlib.suppress(BrokenPipeError):  # its death is told when it is read
            send_frame(self.talk.fileno(), request)
        while True:
            for frame in self._receive(deadline):
                message = _message(frame)
                if message["msg_type"] == "execute_reply":
                    self.shell_channel.messages.append(message)
                    continue
                self.iopub_channel.messages.append(message)
                if frame["content"].get("execution_state") == "idle" and frame["parent"] == name:
                    return name

    def _receive(self, deadline: float | None) -> list[Frame]:
        """Frames that have arrived, perhaps none yet; raises when none can come any more."""
        now = time.monotonic()
        if self.stop.is_set():
            raise StoppedError("stopped")
        if self.run_deadline is not None and now >= self.run_deadline:
            raise self._late("The run took too long", self.run_timeout)
        if deadline is not None and now >= deadline:
            what = "Cell execution timed out" if self.cell else "The notebook did not start"
            raise self._late(what, self.cell_timeout)
        wait = 0.1 if deadline is None else max(0.0, min(0.1, deadline - now))
        if not readable(self.talk, wait):
            return []
        data = b""
        with contextlib.suppress(ConnectionResetError):
            data = self.talk.recv(1 << 20)
        if not data:
            raise self._death()
        frames = self.frames.feed(data)
        if frames and frames[-1]["msg_type"] == "fatal":
            raise DeadKernelError(f"Kernel died: {frames[-1]['text'].strip().splitlines()[-1]}")
        return frames

    def _late(self, message: str, limit: float | None) -> CellTimeoutError:
        cell = self.cell or NotebookNode(source="")
        return CellTimeoutError.error_from_timeout_and_cell(message, limit, cell)  # type: ignore[arg-type]

    def _death(self) -> Exception:
        verdict = self.end(SHUTDOWN)
        match verdict and verdict["reason"]:
            case "memory":
                return MemoryLimitError("the notebook used more memory than allowed")
            case "timeout":
                return self._late("The run took too long", self.run_timeout)
        return DeadKernelError(f"Kernel died ({ended(verdict)})")

    def end(self, patience: float) -> Verdict | None:
        """Let the process end by itself for a while, then have it ended; returns the verdict.

        When this returns, the guard has seen to it that nothing of the notebook is left.
        """
        if self.status.fileno() < 0:  # it has been ended already
            return self.verdict
        with contextlib.suppress(OSError):
            self.talk.shutdown(socket.SHUT_WR)
        if not self.verdict and not readable(self.status, patience):
            with contextlib.suppress(OSError):
                self.status.shutdown(socket.SHUT_WR)  # the guard takes this as the order to end it
        if not self.verdict:
            self.status.settimeout(SHUTDOWN)
            with contextlib.suppress(OSError, ValueError):
                self.verdict = json.loads(self.status.recv(1 << 12))
        self.talk.close()
        self.status.close()
        return self.verdict

    def finish(self) -> Verdict | None:
        """After the last cell: let the process end, and learn what it had to import itself.

        The next notebook will find that imported. Returns the verdict.
        """
        self.talk.shutdown(socket.SHUT_WR)
        deadline, learned = time.monotonic() + SHUTDOWN, False
        with contextlib.suppress(DeadKernelError, CellTimeoutError):
            while not learned:
                for frame in self._receive(deadline):
                    if frame["msg_type"] == "imported":
                        WARM.learned.update(frame["content"]["modules"])
                        learned = True
        return self.end(SHUTDOWN)

    def is_alive(self) -> bool:
        """What nbclient asks while it waits, which it never does here."""
        return not self.verdict


def readable(channel: socket.socket, seconds: float) -> bool:
    """Wait for something to read. `select.select` would refuse handles above 1 023."""
    poller = select.poll()
    poller.register(channel, select.POLLIN)
    return bool(poller.poll(seconds * 1000))


def ended(verdict: Verdict | None) -> str:
    """How a process ended, in words."""
    code = verdict["exit"] if verdict else None
    return f"killed by signal {-code}" if code is not None and code < 0 else f"exit code {code}"


def _message(frame: Frame) -> JsonObject:
    """A frame as nbclient expects a message of a kernel."""
    date = datetime.datetime.fromisoformat(frame["date"])
    return {
        "msg_type": frame["msg_type"],
        "header": {"msg_type": frame["msg_type"], "date": date},
        "parent_header": {"msg_id": frame["parent"]},
        "content": frame["content"],
        "metadata": frame["metadata"],
        "buffers": [base64.b64decode(b) for b in frame["buffers"]],
    }
