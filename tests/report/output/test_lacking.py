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


def test_what_a_section_lacks_in_part_stands_last_with_its_heading() -> None:
    """A chart that is not shown leaves neither its notice nor how to read it among the figures."""
    cells = [new_markdown_cell("# Sida"), new_markdown_cell("## Vad kostar det?")]
    for markup in ("<table></table>", '<p class="missing">Diagrammet visas inte: inga priser</p>'):
        output = new_output("display_data", data={"text/html": markup})
        cells.append(new_code_cell(outputs=[output]))
    cells.append(new_markdown_cell("Avståndet mellan linjerna är resultatet."))
    front, page = chapters()[:2]
    pages = {front: new_notebook(cells=cells[:3]), page: new_notebook(cells=cells)}
    made = gathered(Words(), pages)[page].cells  # type: ignore[arg-type]
    last = made[-1].outputs[0]["data"]["text/html"]
    assert [cell.source for cell in made if cell.cell_type == "markdown"] == [
        "# Sida",
        "## Vad kostar det?",
    ]
    assert "Vad kostar det? Inga priser" in last
    assert "på den här sidan" in last
