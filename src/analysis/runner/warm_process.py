"""The warm process of this process, as its owner sees it: started early, asked for forks, ended.

Nothing heavy is imported here, so that a command can have it begin before its own imports.
"""

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from typing import TypedDict

START = 60.0
SINGLE = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""One thread a notebook: workers are the parallelism, and a fork must not inherit threads."""


class ForkRequest(TypedDict):
    """A notebook's process that is asked for; limits in bytes and seconds."""

    cwd: str
    imports: list[str]
    environment: dict[str, str]
    memory_limit: int | None
    timeout: float | None


class WarmProcess:
    """The warm process of this process: started when first needed, ended with it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.threads = 0
        self.learned: set[str] = set()

    def begin(self) -> None:
        """Start it, or start it again when it has died, without waiting until it is warm."""
        if self.process is not None and self.process.poll() is None:
            return
        self.close()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-P", "-m", "analysis.runner.warm", str(theirs.fileno())]
        with theirs:
            self.process = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, **SINGLE},
                start_new_session=True,
            )

    def start(self, timeout: float = START) -> None:
        """Have it warm. Raises DeadKernelError when it does not come up."""
        self.begin()
        if self.threads:
            return
        assert self.control is not None
        self.control.settimeout(timeout)
        try:
            self.threads = json.loads(self.control.recv(1 << 10))["threads"]
        except (OSError, ValueError) as error:
            from nbclient.exceptions import DeadKernelError

            self.close()
            raise DeadKernelError("the warm process did not start") from error
        self.control.settimeout(None)

    def fork(self, request: ForkRequest, handles: list[int]) -> None:
        """Ask for a notebook process that talks on the first handle, guarded on the second."""
        message = [json.dumps(request).encode()]
        with self.lock:
            self.start()
            assert self.control is not None
            try:
                socket.send_fds(self.control, message, handles)
            except OSError:
                # It died after it was looked at: nothing was asked for, so another one may be.
                self.close()
                self.start()
                socket.send_fds(self.control, message, handles)

    def close(self) -> None:
        """End the warm process; guards then end their notebooks."""
        self.threads = 0
        if self.control is not None:
            self.control.close()
            self.control = None
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


WARM = WarmProcess()
atexit.register(WARM.close)
