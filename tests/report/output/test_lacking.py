"""A reason that several sections of a page share is told once, after all that they ask."""

from dataclasses import dataclass

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis import catalogue
from analysis.report.chapters import chapters
from analysis.report.output.lacking import gathered

SHARED = "inga utfall är inlagda än"


@dataclass(frozen=True)
class Words:
    """As much of a view as a page of a partial plan asks for."""

    language: str = "sv"

    def text(self, key: str, **values: object) -> str:
        return catalogue.text(key, self.language, **values)


def test_a_reason_of_several_sections_is_told_once() -> None:
    shown = {
        "a": "<table></table>",
        "b": f'<p class="missing">{SHARED}</p>',
        "c": f'<p class="missing">{SHARED}</p>',
        "d": '<p class="missing">ingen riskmatris</p>',
    }
    cells = [new_markdown_cell("# Sida")]
    for name, markup in shown.items():
        cells.append(new_markdown_cell(f"## Fråga {name}?"))
        output = new_output("display_data", data={"text/html": markup})
        cells.append(new_code_cell(outputs=[output]))
    front, page = chapters()[:2]
    pages = {front: new_notebook(cells=cells[:3]), page: new_notebook(cells=cells)}
    last = gathered(Words(), pages)[page].cells[-1].outputs[0]["data"]["text/html"]  # type: ignore[arg-type]
    assert last.count(SHARED) == 1
    assert f"Fråga b? Fråga c? {SHARED}" in last
    assert "Fråga d? ingen riskmatris" in last
    assert "3 avsnitt" in last
