"""The chapters of a report as parts of one document."""

from collections.abc import Sequence

import nbformat
from nbformat import NotebookNode

from analysis.report.chapters import Chapter
from analysis.report.output.whole.parts import Part, parts

SUMMARY, BUDGET = (
    Chapter("00_summary", "index.html", "state"),
    Chapter("06_statements", "budget.html", "state"),
)
Block = tuple[str, str]


def notebook(*blocks: Block) -> NotebookNode:
    """An executed notebook of prose (`md`) and of blocks that code has shown (`html`)."""
    cells = []
    for kind, text in blocks:
        if kind == "md":
            cells.append(nbformat.v4.new_markdown_cell(text))
            continue
        shown = nbformat.v4.new_output("display_data", {"text/html": text})
        cells.append(nbformat.v4.new_code_cell("chart()", outputs=[shown]))
    return nbformat.v4.new_notebook(cells=cells)


def made(first: Sequence[Block], second: Sequence[Block]) -> tuple[Part, ...]:
    return parts({SUMMARY: notebook(*first), BUDGET: notebook(*second)}, "sv")


def test_a_heading_stands_one_level_down_since_the_document_has_the_first() -> None:
    (first, second) = made([("md", "# Läget"), ("md", "## Målen")], [("md", "# Budget")])
    assert first.markup == "<h2>Läget</h2>\n<h3>Målen</h3>"
    assert second.markup == "<h2>Budget</h2>"
    assert [part.place for part in (first, second)] == ["summary", "statements"]


def test_the_same_figure_in_two_chapters_has_two_ids() -> None:
    figure = ("html", '<figure id="chart-result"><a href="#chart-result">x</a></figure>')
    first, second = made([("md", "# A"), figure], [("md", "# B"), figure])
    assert 'id="summary--chart-result"' in first.markup
    assert 'href="#summary--chart-result"' in first.markup
    assert 'id="statements--chart-result"' in second.markup


def test_links_between_pages_lead_to_parts_and_links_to_files_beside_lead_nowhere() -> None:
    links = ("budget.html", "budget.html#rows", "index.html", "result.xlsx", "../x.html")
    shown = "".join(f'<a href="{link}">x</a>' for link in (*links, "https://www.skr.se/a"))
    first, _ = made([("md", "# A"), ("html", shown)], [("md", "# B")])
    assert first.markup.count("href") == 4
    for wanted in ("#statements", "#statements--rows", "#summary", "https://www.skr.se/a"):
        assert f'href="{wanted}"' in first.markup


def test_a_section_that_was_shown_word_for_word_is_not_shown_again() -> None:
    heading, table = ("md", "## Vad förklarar modellen inte?"), ("html", "<p>Tillägg: 3</p>")
    first, second = made(
        [("md", "# A"), heading, table], [("md", "# B"), heading, table, ("md", "## Mer"), table]
    )
    assert first.markup.count("Tillägg: 3") == 1
    assert "Vad förklarar" not in second.markup
    assert second.markup == "<h2>B</h2>\n<h3>Mer</h3>\n<p>Tillägg: 3</p>"  # another heading


def test_a_section_with_the_same_heading_and_other_figures_stays() -> None:
    heading = ("md", "## Vad bygger svaret på?")
    _, second = made(
        [("md", "# A"), heading, ("html", "<p>1</p>")],
        [("md", "# B"), heading, ("html", "<p>2</p>")],
    )
    assert second.markup == "<h2>B</h2>\n<h3>Vad bygger svaret på?</h3>\n<p>2</p>"


def test_what_no_page_may_hold_no_part_holds() -> None:
    bad = '<script>x</script><img src="https://x.se/a.png" alt="a"><a href="javascript:x">y</a>'
    first, _ = made([("md", "# A <script>z</script>"), ("html", bad)], [("md", "# B")])
    assert "<script" not in first.markup
    assert "https://x.se" not in first.markup
    assert "javascript" not in first.markup


def test_no_cell_names_a_figure_that_no_page_beside_tells_of() -> None:
    cell = '<table><tr><td class="n" data-figure="cash@2027" data-label="2027">1</td></tr></table>'
    first, _ = made([("md", "# A"), ("html", cell)], [("md", "# B")])
    assert '<td class="n" data-label="2027">1</td>' in first.markup
