"""The fork engine shows what plain Papermill shows, cell by cell."""

import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from analysis.runner.jobs import NotebookJob
from analysis.runner.notebooks import run_notebooks
from analysis.runner.warm_process import WARM
from tests.one_notebook import run_notebook
from tests.runner.samples import SAMPLES, notebook_of, write_sample

PARAMETERS = {"tax_rate": 11.84, "name": 'Räk "smörgås" {x}'}
# What differs by nature: the date inside an SVG, the random id of a widget.
VOLATILE = re.compile(r"<dc:date>[^<]*</dc:date>|\b[0-9a-f]{32}\b")


def shown(path: Path | None) -> list[Any]:
    """Cells of a notebook with what differs by nature removed."""
    assert path is not None
    cells = nbformat.read(path, as_version=4).cells
    return [VOLATILE.sub("", nbformat.writes(nbformat.v4.new_notebook(cells=[c]))) for c in cells]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_fork_engine_shows_what_plain_papermill_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # ipykernel catches no file descriptors when it believes that it is under test.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    path = write_sample(name, tmp_path)
    forked = run_notebook(path, tmp_path / "fork" / "n.ipynb", PARAMETERS, engine="fork")
    plain = run_notebook(path, tmp_path / "plain" / "n.ipynb", PARAMETERS, engine="plain")
    assert (forked.ok, forked.kind, forked.message) == (plain.ok, plain.kind, plain.message)
    assert shown(forked.path) == shown(plain.path)


def test_no_thread_lives_in_the_warm_process() -> None:
    WARM.start()
    assert WARM.threads == 1


def test_papermill_finds_the_engine_by_its_name(tmp_path: Path) -> None:
    papermill.execute_notebook(
        str(write_sample("figures", tmp_path)),
        str(tmp_path / "out.ipynb"),
        parameters=PARAMETERS,
        engine_name="regionkalkyl",
        progress_bar=False,
    )
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert sum("image/png" in o.get("data", {}) for c in cells for o in c.get("outputs", [])) == 6


def test_importing_papermill_does_not_import_the_engine() -> None:
    code = "import sys, papermill; print([m for m in sys.modules if m.startswith('analysis')])"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "['analysis', 'analysis.runner', 'analysis.runner.entry']"


def test_a_dead_warm_process_is_replaced(tmp_path: Path) -> None:
    path = write_sample("tables", tmp_path)
    WARM.start()
    assert WARM.process is not None
    WARM.process.kill()
    WARM.process.wait()
    assert run_notebook(path, tmp_path / "o" / "n.ipynb").ok


def test_many_notebooks_at_once_keep_their_own_outputs(tmp_path: Path) -> None:
    path = notebook_of(["n * 1000"], tmp_path / "n.ipynb", parameters="n: int = 0")
    jobs = [NotebookJob(path, tmp_path / f"o/{n}.ipynb", {"n": n}) for n in range(24)]
    results = run_notebooks(jobs, workers=8)
    shown_ = [nbformat.read(r.path, as_version=4).cells[-1].outputs[0] for r in results]
    assert [out.data["text/plain"] for out in shown_] == [str(n * 1000) for n in range(24)]


def test_an_interrupt_ends_all_that_runs(tmp_path: Path) -> None:
    # Sleeps beyond what any test may take: a run that waits for it ends as a failure.
    path = notebook_of(["import time\ntime.sleep(3600)"], tmp_path / "slow.ipynb")
    quick = notebook_of(["1"], tmp_path / "quick.ipynb")
    jobs = [NotebookJob(quick, tmp_path / "o/q.ipynb"), NotebookJob(path, tmp_path / "o/s.ipynb")]

    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    # Threads of what this process did before are not of this run.
    threads = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        run_notebooks(jobs, workers=2, on_done=interrupt)
    assert (tmp_path / "o/q.ipynb").exists()
    assert not (tmp_path / "o/s.ipynb").exists()
    assert threading.active_count() < threads + 10
