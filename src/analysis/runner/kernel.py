"""The kernel inside a warm process: ipykernel's own shell, displays and streams, without sockets.

Everything that decides what a cell shows is ipykernel's code. Only the transport is replaced: the
session writes each message as one frame to the process that runs the notebook, instead of to
ZeroMQ. No thread is started, so that the process that holds the kernel can be forked.
"""

import asyncio
import base64
import gc
import logging
import os
import random
import sys
import threading
from collections.abc import Callable
from types import SimpleNamespace

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import Session
from traitlets.config import Config

from analysis.runner.wire import CellRequest, receive_frame, send_frame
from analysis.untyped import JsonObject

CHUNK = 1 << 20


class WireSession(Session):
    """A Jupyter session whose messages go to one file handle, in order."""

    handle = -1
    owner = 0

    def send(
        self,
        stream: object,
        msg_or_type: JsonObject | str,
        content: JsonObject | None = None,
        parent: JsonObject | None = None,
        ident: object = None,
        buffers: "list[bytes | memoryview[bytes]] | None" = None,
        track: bool = False,
        header: JsonObject | None = None,
        metadata: JsonObject | None = None,
    ) -> JsonObject | None:
        """Send a message; from a grandchild nothing is sent, as in a plain kernel."""
        if os.getpid() != self.owner:
            return None
        message = (
            msg_or_type
            if isinstance(msg_or_type, dict)
            else self.msg(msg_or_type, content, parent, header, metadata)
        )
        frame = {
            "msg_type": message["header"]["msg_type"],
            "date": message["header"]["date"],
            "parent": (message["parent_header"] or {}).get("msg_id"),
            "content": message["content"],
            "metadata": message["metadata"],
            "buffers": [base64.b64encode(bytes(b)).decode() for b in buffers or ()],
        }
        send_frame(self.handle, frame)
        return message


class NoThread(IOPubThread):
    """Stands where ipykernel wants its publishing thread; sends at once instead."""

    def __init__(self) -> None:
        self.io_loop = None  # type: ignore[assignment]
        self.thread = None  # type: ignore[assignment]

    def schedule(self, f: Callable[[], object]) -> None:
        f()


class WireStream(OutStream):
    """ipykernel's stdout or stderr, sent when flushed, when a cell ends, or every mebibyte.

    What C code, shells and grandchildren write to the file descriptor is kept in memory and
    joined at the next flush, where a plain kernel needs a thread and a pipe.
    """

    descriptor = -1
    _memory = -1
    _seen = 0
    _pending = 0

    def catch(self, descriptor: int) -> None:
        """Begin to catch what is written to a file descriptor."""
        self._master_pid = os.getpid()
        self.descriptor, self._seen = descriptor, 0
        self._memory = os.memfd_create(self.name, os.MFD_CLOEXEC)
        writable = os.open(f"/proc/self/fd/{self._memory}", os.O_WRONLY | os.O_APPEND)
        os.dup2(writable, descriptor)
        os.close(writable)

    def write(self, string: str) -> int | None:  # type: ignore[override]
        if not self._is_master_process():
            os.write(self.descriptor, string.encode(errors="replace"))
            return len(string)
        return super().write(string)

    def _schedule_flush(self) -> None:
        self._pending += 1
        if self._pending >= CHUNK // 64:
            self._flush()

    def _flush(self) -> None:
        self._pending = 0
        if not self._is_master_process():
            return
        while caught := os.pread(self._memory, CHUNK, self._seen) if self._memory >= 0 else b"":
            self._seen += len(caught)
            self._flush_pending = True
            with self._buffer_lock:
                parent = frozenset(self.parent_header.items())
                self._buffers[parent].write(caught.decode(errors="replace"))
        super()._flush()


class WarmKernel(IPythonKernel):
    """ipykernel's kernel; a failed cell does not abort a queue, since there is none."""

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing waits behind a cell here."""


def build_kernel() -> WarmKernel:
    """Build kernel and shell in this process, before anything imports pyplot.

    Charts would silently be missing otherwise: the inline backend registers itself with the shell
    that exists when it is imported.
    """
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    # Libraries ask for this section to learn that they run in a notebook.
    config.IPKernelApp.connection_file = ""
    session = WireSession(key=b"")
    kernel = WarmKernel.instance(
        config=config, session=session, iopub_socket=object(), log=logging.getLogger("ipykernel")
    )
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    silence = NoThread()
    sys.stdout = WireStream(session, silence, "stdout", watchfd=False)
    sys.stderr = WireStream(session, silence, "stderr", watchfd=False)
    from ipykernel.displayhook import ZMQDisplayHook
    from IPython.core.shellapp import InteractiveShellApp

    sys.displayhook = ZMQDisplayHook(session, kernel.iopub_socket)
    InteractiveShellApp.init_path(SimpleNamespace(ignore_cwd=False))  # type: ignore[arg-type]
    return kernel


def become_notebook(kernel: WarmKernel, handle: int, cwd: str, environment: dict[str, str]) -> None:
    """Turn a freshly forked process into the kernel of one notebook."""
    session = kernel.session
    assert isinstance(session, WireSession)
    session.handle, session.owner, session.pid = handle, os.getpid(), os.getpid()
    os.chdir(cwd)
    backend = os.environ["MPLBACKEND"]
    os.environ.clear()
    os.environ.update(environment)
    os.environ.setdefault("MPLBACKEND", backend)
    kernel.shell.init_environment()  # type: ignore[union-attr]
    for stream, descriptor in ((sys.stdout, 1), (sys.stderr, 2)):
        assert isinstance(stream, WireStream)
        stream.catch(descriptor)
    # Forks share the state of every generator; a fresh kernel would not.
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    gc.enable()


async def serve(kernel: WarmKernel, handle: int) -> None:
    """Execute the cells that arrive, one at a time, until the other side closes."""
    assert kernel.session is not None
    kernel.session.send(None, "ready", {"language_info": kernel.language_info})
    known = set(sys.modules)
    while request := receive_frame(handle):
        await _execute(kernel, request)
        await asyncio.sleep(0)
    kernel.session.send(None, "imported", {"modules": sorted(set(sys.modules) - known)})


async def _execute(kernel: WarmKernel, request: CellRequest) -> None:
    header = {
        "msg_id": request["msg_id"],
        "msg_type": "execute_request",
        "session": "s",
    }
    content = {
        "code": request["code"],
        "silent": False,
        "store_history": request["store_history"],
        "user_expressions": {},
        "allow_stdin": False,
        "stop_on_error": request["stop_on_error"],
    }
    parent = {"header": header, "metadata": {}, "content": content, "parent_header": {}}
    kernel.set_parent([], parent)
    assert kernel.session is not None
    kernel.session.send(None, "status", {"execution_state": "busy"}, parent)
    await kernel.execute_request(None, None, parent)
    kernel.session.send(None, "status", {"execution_state": "idle"}, parent)
