"""The engine `fork` of the runner: Papermill's steps, without its files and its working directory.

Papermill changes the working directory of the whole process and writes the notebook before and
after every cell. Here its own parts are called one by one, so that many can run in threads.
"""

import math
import threading

from papermill.exceptions import PapermillExecutionError
from papermill.execute import raise_for_execution_errors
from papermill.parameterize import parameterize_notebook

from analysis.runner.engine import ForkEngine, why_not_fork
from analysis.runner.jobs import Executed, Limits, Prepared, workdir
from analysis.runner.plain import kind_of, one_line


def execute_forked(prepared: Prepared, limits: Limits, stop: threading.Event) -> Executed:
    """Run one prepared notebook in a forked child; without safe forking, as `plain` does."""
    if why_not_fork(prepared.notebook):
        from analysis.runner.spawned import execute_plain

        return execute_plain(prepared, limits, stop)
    notebook = prepared.notebook
    notebook.metadata.setdefault("papermill", {})
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", {})
    if prepared.parameters:
        notebook = parameterize_notebook(notebook, prepared.parameters)
    try:
        ForkEngine.execute_notebook(
            notebook,
            "python3",
            progress_bar=False,
            start_timeout=math.ceil(limits.start),
            execution_timeout=math.ceil(limits.cell),
            run_timeout=limits.run,
            memory_limit=limits.memory,
            stop=stop,
            coalesce_streams=True,
            resources={"metadata": {"path": str(workdir(prepared.job))}},
        )
        raise_for_execution_errors(notebook, None)
    except PapermillExecutionError as error:
        return Executed("exception", one_line(error), notebook)
    except Exception as error:
        return Executed(kind_of(error), one_line(error), notebook)
    return Executed("done", "", notebook)
