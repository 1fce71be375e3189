"""The fork engine: nbclient and Papermill, with a child of a warm process in place of a kernel.

nbclient decides everything about a notebook: which cells run, what their messages become, when an
error stops. It only believes that it talks to a kernel.
"""

import ast
import contextlib
import dis
import os
import sys
import threading
from typing import TypedDict, Unpack

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellExecutionComplete, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager
from papermill.log import logger
from papermill.utils import nb_language

from analysis.runner.warm_client import Channel, MemoryLimitError, StoppedError, ended
from analysis.runner.warm_process import START, WARM
from analysis.untyped import JsonObject, Passed


class Bounds(TypedDict, total=False):
    """What a run may take, in bytes and seconds, and what ends it from another thread."""

    memory_limit: int | None
    run_timeout: float | None
    stop: threading.Event | None


class ForkClient(PapermillNotebookClient):
    """Papermill's client of nbclient, talking to a `Channel`."""

    def execute(self, **limits: Unpack[Bounds]) -> NotebookNode:
        """Execute all cells in a forked child, and see it end."""
        self.reset_execution_trackers()
        try:
            hello = self._started(**limits)
            self.papermill_execute_cells()
        except BaseException:
            if self.kc is not None:
                self.kc.end(0.0)
            raise
        self.nb.metadata["language_info"] = hello["language_info"]
        self.set_widgets_metadata()
        verdict = self.kc.finish()
        if verdict is None or verdict["exit"] != 0:
            raise DeadKernelError(f"the kernel did not end well ({ended(verdict)})")
        return self.nb

    def _started(self, **limits: Unpack[Bounds]) -> JsonObject:
        """Have a notebook process ready; returns its first message.

        The warm process may have been ended from outside since the last notebook. What dies before
        it is ready has run no cell, so it is asked for once more.
        """
        path = self.resources.get("metadata", {}).get("path")
        for attempts_left in (1, 0):
            self.kc = Channel(path or os.getcwd(), imports(self.nb), **limits)
            try:
                return dict(self.kc.wait_for_ready(self.startup_timeout))
            except (MemoryLimitError, StoppedError):
                raise
            except DeadKernelError:
                if not attempts_left:
                    raise
                self.kc.end(0.0)
        raise AssertionError("unreachable")

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Passed, **options: Passed
    ) -> NotebookNode:
        """As nbclient does; what a cell showed before it died or was late is kept."""
        self.kc.cell, self.kc.cell_timeout = cell, self._get_timeout(cell)
        try:
            return await super().async_execute_cell(cell, cell_index, *args, **options)
        except (CellTimeoutError, DeadKernelError):
            cell.outputs, self.clear_before_next_output = [], False
            for message in self.kc.iopub_channel.messages:
                with contextlib.suppress(CellExecutionComplete):
                    self.process_message(message, cell, cell_index)
            raise

    execute_cell = run_sync(async_execute_cell)


class ForkEngine(Engine):
    """Papermill's engine; where forking is not safe, nbclient's own engine does the work."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        start_timeout: float = START,
        execution_timeout: float | None = None,
        memory_limit: int | None = None,
        run_timeout: float | None = None,
        stop: threading.Event | None = None,
        **options: Passed,
    ) -> None:
        """Execute a notebook; limits in seconds and bytes, all optional."""
        options.pop("input_path", None)
        reason = why_not_fork(nb_man.nb)
        if reason:
            logger.warning("regionkalkyl: a kernel of its own is started, since %s", reason)
            NBClientEngine.execute_managed_notebook(
                nb_man,
                kernel_name,
                start_timeout=start_timeout,
                execution_timeout=execution_timeout,
                **options,
            )
            return
        client = ForkClient(
            nb_man,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log=logger,
            **options,
        )
        client.execute(memory_limit=memory_limit, run_timeout=run_timeout, stop=stop)


def why_not_fork(notebook: NotebookNode) -> str | None:
    """Why a notebook cannot be executed in a forked child, or None when it can."""
    if sys.platform != "linux":
        return "forking is safe on Linux only"
    language = nb_language(notebook)
    if language != "python":
        return f"the notebook speaks {language}"
    with WARM.lock:
        WARM.start()
    return None if WARM.threads == 1 else f"{WARM.threads} threads live in the warm process"


def imports(notebook: NotebookNode) -> list[str]:
    """The modules that a notebook's cells import outside functions, for the warm process.

    Read from the compiled cells: in Python 3.11 `ast.parse` fails now and then in one of several
    threads ("AST constructor recursion depth mismatch").
    """
    found: set[str] = set()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        with contextlib.suppress(SyntaxError, ValueError):  # magics, or a fault the run will tell
            flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
            code = compile(cell.source, "<cell>", "exec", flags, dont_inherit=True)
            steps = dis.get_instructions(code)
            found.update(step.argval for step in steps if step.opname == "IMPORT_NAME")
    return sorted(found - {""})
