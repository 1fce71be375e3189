"""The warm process: imports what notebooks use once, then forks a child for every notebook.

    python -P -m analysis.runner.warm FD        (started by `engine`; FD is a Unix socket)

For each request it forks a guard, and the guard forks the notebook. The guard enforces the memory
limit and ends all that the notebook started, also when the batch itself is killed. No thread may
live here: a process that forks while a thread holds a lock gives birth to a child that hangs.
"""

import contextlib
import gc
import importlib
import io
import json
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analysis import guard
from analysis.runner.warm_process import ForkRequest
from analysis.runner.wire import send_frame

if TYPE_CHECKING:
    from analysis.runner.kernel import WarmKernel

ALWAYS = (
    "numpy", "pandas", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "seaborn",
    "babel.numbers", "analysis.report.notebook", "analysis.interface.plan",
    "analysis.interface.questions", "analysis.interface.shown",
)  # fmt: skip
"""Imported at the start, while the process that asked for it prepares its notebooks."""
ON_DEMAND = (
    "pandas", "matplotlib", "matplotlib_inline", "seaborn", "scipy", "pyarrow", "ipywidgets",
    "tqdm", "pydantic", "IPython", "analysis", "babel", "numpy", "PIL",
)  # fmt: skip
"""Packages that are imported here once a notebook has asked for them: importing these starts no
thread. Others are imported by each notebook itself."""


def preload(names: Iterable[str]) -> None:
    """Import modules. What cannot be imported fails in the notebook itself."""
    for name in names:
        if name.split(".")[0] in ON_DEMAND and name not in sys.modules:
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def warm_up() -> None:
    """Draw and format once: fonts, glyphs and templates are then shared by every fork."""
    import matplotlib.pyplot as plt
    import pandas as pd

    figure, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="åäö")
    axes.set_title("Åäö 0123456789 −,.%")
    axes.legend()
    figure.savefig(io.BytesIO(), bbox_inches="tight")
    figure.savefig(io.BytesIO(), format="svg")
    plt.close(figure)
    frame = pd.DataFrame({"a": [1.5]})
    frame._repr_html_()  # type: ignore[operator]
    frame.style.to_html()


def threads() -> int:
    """Threads alive in this process, those of C libraries too where the system tells."""
    with contextlib.suppress(OSError):
        return len(os.listdir("/proc/self/task"))
    return threading.active_count()


def notebook(kernel: "WarmKernel", handle: int, request: ForkRequest, parent: int) -> None:
    """The life of a notebook's process; never returns."""
    import asyncio
    import atexit

    from analysis.runner.kernel import become_notebook, serve

    guard.die_with_parent(parent)
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        default = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, default)
    code = 1
    try:
        become_notebook(kernel, handle, request["cwd"], request["environment"])
        asyncio.run(serve(kernel, handle))
        code = 0
    except BaseException:
        with contextlib.suppress(OSError):
            send_frame(handle, {"msg_type": "fatal", "text": traceback.format_exc()})
    finally:
        atexit._run_exitfuncs()
        os._exit(code)


def supervise(kernel: "WarmKernel", request: ForkRequest, handles: list[int]) -> None:
    """The life of a notebook's guard; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    talk, status = handles
    for handle in handles:
        os.set_inheritable(handle, False)
    os.setsid()
    guard.prctl(guard.PR_SET_CHILD_SUBREAPER, 1)
    me, shared = os.getpid(), guard.memory_of([os.getpid()])
    child = os.fork()
    if child == 0:
        os.close(status)
        notebook(kernel, talk, request, me)
    os.close(talk)
    verdict = guard.watch(child, status, request["timeout"], request["memory_limit"], shared)
    with contextlib.suppress(OSError):
        os.write(status, json.dumps(verdict).encode())
    os._exit(0)


def accept(control: socket.socket, kernel: "WarmKernel") -> bool:
    """Serve one request; False when the client has gone."""
    data, handles, _, _ = socket.recv_fds(control, 1 << 20, 2)
    if not data:
        return False
    request = json.loads(data)
    preload(request["imports"])
    if os.fork() == 0:
        control.close()
        supervise(kernel, request, handles)
    for handle in handles:
        os.close(handle)
    return True


def main() -> None:
    """Warm up, say how many threads live here, then serve until the client closes."""
    control = socket.socket(fileno=int(sys.argv[1]))
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: guard.reap())
    from analysis.runner.kernel import build_kernel

    kernel = build_kernel()
    preload(ALWAYS)
    warm_up()
    gc.collect()
    gc.freeze()
    control.send(json.dumps({"threads": threads()}).encode())
    while accept(control, kernel):
        pass


if __name__ == "__main__":
    main()
