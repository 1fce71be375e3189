"""The overview page of a batch: its notebook run and rendered beside its results."""

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import nbformat

from analysis import catalogue
from analysis.errors import Message, RunFailed
from analysis.report.chapters import chapters, notebook_folder
from analysis.report.chapters.batch.view import open_batch
from analysis.report.output.html import compose, render
from analysis.runner.jobs import NotebookJob
from analysis.runner.notebooks import run_notebooks
from analysis.storage import write_whole

NOTEBOOK = Path("batch") / "overview.ipynb"


def write_overview(folder: Path, language: str = "sv") -> Path:
    """Run the overview notebook on the batch in `folder` and write `index.html` there.

    Raises RunFailed when the notebook fails; an earlier page then stays.
    """
    view = open_batch(str(folder), language)
    job = NotebookJob(
        notebook_folder() / NOTEBOOK,
        folder / "overview.ipynb",
        {"folder": ".", "language": language},
        workdir=folder,
    )
    (done,) = run_notebooks([job], 1)
    if not done.ok or done.path is None:
        raise RunFailed(
            Message(
                "the overview failed: {message} (kept in {path})",
                message=done.message,
                path=done.path,
            )
        )
    footer = view.text("batch.footer", version=version("regionkalkyl"))
    plan, scenario = view.about[f"title_{language}"], view.about["scenario"]
    page = compose(chapters()[0], language, plan, scenario, footer, {})
    title = catalogue.text("batch.title", language, question=view.about["question"])
    page = replace(page, title=title, groups=(), before=None, after=None)
    html = render(nbformat.read(done.path, as_version=4), page)
    target = folder / "index.html"
    write_whole(target, html.encode())
    return target
