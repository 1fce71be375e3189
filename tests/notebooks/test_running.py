"""A notebook as JupyterLab runs it: its own kernel, in its own folder, with its own defaults."""

from pathlib import Path

import nbformat
import pytest

from analysis.report.chapters import notebook_folder
from tests.one_notebook import run_notebook


def shown(path: Path) -> list[str]:
    """What the cells of an executed notebook show."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert all(output.output_type != "stream" for output in outputs), "nothing is printed"
    return [output.data["text/html"] for output in outputs]


@pytest.mark.parametrize("name", ["04_pensions"])
def test_a_plain_kernel_and_a_forked_one_show_the_same(name, tmp_path):
    found = {}
    for engine in ("plain", "fork"):
        out = tmp_path / f"{engine}.ipynb"
        result = run_notebook(notebook_folder() / f"{name}.ipynb", out, engine=engine)
        assert result.ok, result.message
        found[engine] = shown(out)
    assert found["plain"] == found["fork"]
    assert sum("<figure" in block for block in found["plain"]) == 3
