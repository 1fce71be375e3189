"""A notebook in place is a finished one, whichever engine ran it; a dead one never is."""

import gc
import os
import signal
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import psutil
import pytest
from nbclient.exceptions import CellTimeoutError

from analysis.errors import InputError, RunFailed
from analysis.runner.engine import imports
from analysis.runner.jobs import Engine, Limits, NotebookJob
from analysis.runner.notebooks import run_notebooks
from analysis.runner.warm_client import Channel
from analysis.runner.warm_process import WARM
from tests.one_notebook import run_notebook
from tests.runner.samples import notebook_of, write_sample

DEATHS: dict[str, tuple[list[str], str]] = {
    "killed": (["1", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"], "dead"),
    "segfault": (["import ctypes\nctypes.string_at(0)"], "dead"),
    "memory": (["x = []\nwhile True:\n    x.append(bytearray(10_000_000))"], "memory"),
    "hung": (["print('före')", "import time\ntime.sleep(1000)"], "timeout"),
    "hung_in_c": (["import ctypes\nctypes.PyDLL(None).sleep(1000)"], "timeout"),
    "exit_0": (["import os\nos._exit(0)"], "dead"),
    "exit_0_in_last_cell": (["1", "import os\nos._exit(0)"], "dead"),
    "sys_exit": (["import sys\nsys.exit(0)", "1"], "exception|incomplete|failed"),
    "first_cell": (["raise ValueError('först')", "1"], "exception"),
    "last_cell": (["1", "raise ValueError('sist')"], "exception"),
    "syntax": (["1", "def"], "exception"),
    "silenced": (
        ["from IPython.core import display_functions as d\nd.display = lambda *a, **k: None"],
        "inc",
    ),
}
LIMITS = Limits(cell=3.0, run=30.0, memory=400_000_000)


def below() -> set[psutil.Process]:
    """What descends from this process and is not the warm process."""
    warm = None if WARM.process is None else WARM.process.pid
    return {p for p in psutil.Process().children(recursive=True) if p.pid != warm}


def leftovers(before: set[psutil.Process]) -> list[str]:
    """What has come since, once the guards have gone."""
    for _ in range(100):
        found = below() - before
        if not found:
            break
        time.sleep(0.02)
    return sorted(map(str, found))


def run_death(cause: str, engine: Engine, folder: Path) -> None:
    """One worker death: never accepted, kept for debugging, nothing left alive."""
    cells, kind = DEATHS[cause]
    before = below()
    path = notebook_of(cells, folder / f"{cause}.ipynb")
    out = folder / "results" / f"{cause}.ipynb"
    (result,) = run_notebooks([NotebookJob(path, out)], engine=engine, limits=LIMITS)
    assert not result.ok
    assert any(result.kind.startswith(k) for k in kind.split("|")), result
    assert not out.exists()
    assert result.message
    assert result.path is not None
    assert nbformat.read(result.path, as_version=4).cells
    assert leftovers(before) == []


@pytest.mark.parametrize("cause", DEATHS)
def test_a_dead_run_of_the_fork_engine_is_never_taken_for_a_finished_one(
    cause: str, tmp_path: Path
) -> None:
    run_death(cause, "fork", tmp_path)


@pytest.mark.parametrize("cause", ["killed", "exit_0", "hung", "memory", "last_cell"])
def test_a_dead_run_of_plain_papermill_is_never_taken_for_a_finished_one(
    cause: str, tmp_path: Path
) -> None:
    run_death(cause, "plain", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("round_", range(6))
@pytest.mark.parametrize("cause", DEATHS)
def test_seventy_deaths_and_more_are_all_refused(cause: str, round_: int, tmp_path: Path) -> None:
    run_death(cause, "fork", tmp_path)


def test_what_a_dead_cell_showed_is_kept_for_debugging(tmp_path: Path) -> None:
    path = notebook_of(["print('innan')\nimport os\nos.kill(os.getpid(), 9)"], tmp_path / "n.ipynb")
    result = run_notebook(path, tmp_path / "results" / "n.ipynb")
    assert result.path == tmp_path / "failed" / "results" / "n.ipynb"
    path = notebook_of(["print('innan', flush=True)\nimport time\ntime.sleep(99)"], path)
    result = run_notebook(path, tmp_path / "results" / "n.ipynb", timeout_cell=1.0)
    assert result.kind == "timeout", result.message
    kept = nbformat.read(result.path, as_version=4)
    assert kept.cells[0].outputs[0].text == "innan\n"


def test_a_run_has_a_time_limit_of_its_own(tmp_path: Path) -> None:
    path = notebook_of(["import time\ntime.sleep(0.4)"] * 20, tmp_path / "n.ipynb")
    result = run_notebook(path, tmp_path / "o" / "n.ipynb", timeout_run=1.5)
    assert result.kind == "timeout"


@pytest.mark.parametrize("engine", ["fork", "plain"])
def test_nothing_that_a_notebook_starts_outlives_it(engine: Engine, tmp_path: Path) -> None:
    mark = f"1{os.getpid()}.25"
    start = "import subprocess\nsubprocess.Popen(['sleep', '{}'], start_new_session={})"
    cells = [start.format(mark, flag) for flag in (False, True)]
    result = run_notebook(
        notebook_of(cells, tmp_path / "n.ipynb"), tmp_path / "o" / "n.ipynb", engine=engine
    )
    assert result.ok, result.message
    assert not [p for p in psutil.process_iter(["cmdline"]) if mark in (p.info["cmdline"] or [])]


def test_figures_are_counted_against_what_was_declared(tmp_path: Path) -> None:
    path = write_sample("figures", tmp_path)
    jobs = [NotebookJob(path, tmp_path / f"o/{n}.ipynb", figures=n) for n in (7, 8)]
    right, wrong = run_notebooks(jobs)
    assert (right.ok, right.figures) == (True, 7), right.message
    assert (wrong.ok, wrong.kind) == (False, "incomplete")
    assert "7 figures" in wrong.message


def test_a_warm_process_that_has_died_unseen_is_replaced(tmp_path: Path) -> None:
    path = write_sample("figures", tmp_path)
    assert run_notebook(path, tmp_path / "o/first.ipynb").ok
    assert WARM.process is not None
    before = WARM.process.pid
    os.kill(before, signal.SIGKILL)  # not yet reaped: to its owner it may still look alive
    again = run_notebook(path, tmp_path / "o/again.ipynb")
    assert again.ok, again.message
    assert WARM.process.pid != before


def test_imports_are_read_by_many_threads_at_once() -> None:
    """In Python 3.11 `ast.parse` fails when another thread parses while it collects garbage."""
    rows = "\n".join(f"value_{n} = [({n}, {{'a': -{n}}}, f'{{{n}}}')]" for n in range(40))
    source = f"import numpy as np\nfrom pandas.core import frame\n{rows}\nawait x"
    cells = [source, "%magic", "def f():\n    import os", "from . import here"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    before = gc.get_threshold()
    gc.callbacks.append(yields := lambda *_: time.sleep(0))  # lets another thread in
    gc.set_threshold(50)
    try:
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda _: imports(notebook), range(80)))
    finally:
        gc.set_threshold(*before)
        gc.callbacks.remove(yields)
    assert found == [["numpy", "pandas.core"]] * 80


def test_a_process_that_does_not_start_in_time_is_late(tmp_path: Path) -> None:
    channel = Channel(str(tmp_path))
    with pytest.raises(CellTimeoutError, match="did not start"):
        channel.wait_for_ready(0.0)
    channel.end(0.0)


def test_an_ended_notebook_process_can_be_ended_again(tmp_path: Path) -> None:
    channel = Channel(str(tmp_path))
    channel.wait_for_ready(60)
    first = channel.end(5.0)
    assert channel.end(0.0) == first


def test_forks_share_nothing_that_a_notebook_changes(tmp_path: Path) -> None:
    change = (
        "import os, random, sys\nimport numpy as np\nimport pandas as pd\n"
        "print(pd.options.display.precision, np.get_printoptions()['precision'],"
        " os.environ.get('RK_X'), os.path.basename(os.getcwd()), hasattr(np, 'rk'))\n"
        "pd.options.display.precision = 1\nnp.set_printoptions(precision=2)\n"
        "os.environ['RK_X'] = '1'\nos.chdir('/')\nnp.rk = 1"
    )
    draw = "random.random(), np.random.rand()"
    path = notebook_of([change, draw], tmp_path / "n.ipynb")
    jobs = [NotebookJob(path, tmp_path / f"o/{n}.ipynb") for n in range(3)]
    outputs = [nbformat.read(r.path, as_version=4).cells for r in run_notebooks(jobs)]
    assert {cells[0].outputs[0].text for cells in outputs} == {f"6 8 None {tmp_path.name} False\n"}
    assert len({cells[1].outputs[0].data["text/plain"] for cells in outputs}) == 3


def test_braces_in_a_parameter_cannot_move_the_output(tmp_path: Path) -> None:
    path = write_sample("text", tmp_path)
    out = tmp_path / "{name}" / "n.ipynb"
    for engine in ("fork", "plain"):
        result = run_notebook(path, out, {"name": "../../bort"}, engine=engine)
        assert result.ok
        assert result.path == out
        assert out.exists()


def test_bad_input_of_any_job_stops_all_before_the_first_starts(tmp_path: Path) -> None:
    good, bad = write_sample("text", tmp_path), tmp_path / "missing.ipynb"
    jobs: Sequence[NotebookJob] = [
        NotebookJob(good, tmp_path / "o/1.ipynb"),
        NotebookJob(good, tmp_path / "o/1.ipynb"),
        NotebookJob(bad, tmp_path / "o/2.ipynb"),
        NotebookJob(good, tmp_path / "o/3.ipynb", {"years": "3"}),
        NotebookJob(good, tmp_path / "o/4.ipynb", workdir=tmp_path / "nowhere"),
    ]
    with pytest.raises(InputError) as caught:
        run_notebooks(jobs)
    assert len(caught.value.problems) == 4
    assert not (tmp_path / "o").exists()


def test_a_folder_that_cannot_be_written_is_told_and_an_earlier_result_stays(
    tmp_path: Path,
) -> None:
    path = write_sample("tables", tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(RunFailed, match="cannot be written"):
        run_notebook(path, tmp_path / "file" / "n.ipynb")


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write_sample("tables", tmp_path)
    jobs = [NotebookJob(path, tmp_path / f"o/{n}.ipynb") for n in range(2)]
    first, second = run_notebooks(jobs)
    assert first.checksum == second.checksum
