"""How a finished notebook is told from a dead one.

After a killed kernel, a time limit or Ctrl-C, Papermill's output says `completed` in every cell.
So the runner appends a last cell that displays a random nonce under a media type of its own. Only
a notebook whose last cell showed the nonce, whose code cells all have an execution count and which
shows the declared number of figures is accepted; the cell is removed before it is stored.
"""

import hashlib
import secrets

import nbformat

MIME = "application/vnd.regionkalkyl.done+json"
TAG = "regionkalkyl-sentinel"
# One expression, so that no name of the notebook is touched or depended upon.
SOURCE = (
    "__import__('IPython.core.display_functions', fromlist=['display'])"
    ".display({{'{mime}': {{'nonce': '{nonce}'}}}}, raw=True)"
)
FIGURES = ("image/png", "image/svg+xml", "image/jpeg", "application/pdf")
VOLATILE = ("start_time", "end_time", "duration", "input_path", "output_path",
            "environment_variables")  # fmt: skip


def append_sentinel(notebook: nbformat.NotebookNode) -> str:
    """Add the sentinel cell to the end of a notebook, in place; returns its nonce."""
    nonce = secrets.token_hex(16)
    source = SOURCE.format(mime=MIME, nonce=nonce)
    cell = nbformat.v4.new_code_cell(source, id=TAG, metadata={"tags": [TAG]})
    notebook.cells.append(cell)
    return nonce


def why_incomplete(notebook: nbformat.NotebookNode, nonce: str, figures: int | None) -> str | None:
    """The first reason not to accept an executed notebook, or None when it is complete."""
    last = notebook.cells[-1] if notebook.cells else None
    shown = [] if last is None else last.get("outputs", [])
    if not any(out.get("data", {}).get(MIME) == {"nonce": nonce} for out in shown):
        return "the last cell did not report that it had been reached"
    for number, cell in enumerate(notebook.cells, 1):
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or "skip-execution" in tags:
            continue
        if cell.execution_count is None:
            return f"cell {number} was never executed"
        if "raises-exception" in tags:
            continue
        if any(output.output_type == "error" for output in cell.outputs):
            return f"cell {number} shows an error"
    found = count_figures(notebook)
    if figures is not None and found != figures:
        return f"{found} figures were shown, {figures} were declared"
    return None


def count_figures(notebook: nbformat.NotebookNode) -> int:
    """How many outputs of a notebook are pictures."""
    return sum(
        any(mime in output.get("data", {}) for mime in FIGURES)
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


def tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop the sentinel and everything that differs from run to run: times, paths, random ids."""
    notebook.cells = [c for c in notebook.cells if TAG not in c.metadata.get("tags", [])]
    run = notebook.metadata.get("papermill", {})
    for key in VOLATILE:
        run.pop(key, None)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        times = cell.metadata.get("papermill", {})
        for key in VOLATILE:
            times.pop(key, None)
        tags = cell.metadata.get("tags", [])
        if {"injected-parameters", "papermill-error-cell-tag"} & set(tags):
            digest = hashlib.sha256(cell.source.encode(errors="replace")).hexdigest()
            cell["id"] = f"{tags[0]}-{digest[:8]}"
    return notebook
