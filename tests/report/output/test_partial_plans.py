"""Partial plans become reports that show what they hold and say what they lack."""

import re
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup

from analysis.report.chapters import chapters
from analysis.report.output.build import build_report
from analysis.report.output.paper.matterhorn import elements
from tests.report.printed_figures import PRINTED, found_in_two


def dead_links(folder: Path, pages: dict[str, str]) -> list[tuple[str, str]]:
    """Links of the pages that lead to no file of the folder."""
    return [
        (name, link["href"])
        for name, page in pages.items()
        for link in BeautifulSoup(page, "html.parser").find_all("a", href=True)
        for file in [link["href"].partition("#")[0]]
        if file and not link["href"].startswith("https://") and not (folder / file).is_file()
    ]


@pytest.mark.parametrize(
    ("plan", "shown", "lacked"),
    [
        ("vasterbotten-2023", "chart-by-type", "chart-by-division"),
        ("norrbotten-2023", "chart-by-division", "chart-capitation"),
        ("norrbotten-2022", "summor, delsummor och kopplingar", "chart-waterfall"),
    ],
)
def test_a_partial_plan_runs_and_its_pages_say_what_is_missing(
    plan: str, shown: str, lacked: str, tmp_path: Path
) -> None:
    target = build_report(
        plan, "base", tmp_path, handed=["pdf"] if plan == "norrbotten-2022" else []
    )
    pages = {page.name: page.read_text(encoding="utf-8") for page in target.glob("*.html")}
    text = "".join(pages.values())
    assert shown in text
    assert lacked not in text
    assert 'class="missing"' in pages["frames.html"]
    # A chapter with nothing to show is not made, and no link leads to it.
    made = pages.keys() - {"how.html", "what_if.html", "index.html"}
    assert 0 < len(made) < len(chapters()) - 1
    assert [name for name in made if "<table" not in pages[name]] == []
    assert dead_links(target, pages) == []
    assert "Planen innehåller" in text
    assert "förklarar hela planen" not in text
    assert "Partiell plan" in pages["index.html"]
    assert '<a href="plan_as_printed.html">' in pages["index.html"]
    assert all(page.count("Slutsatsen kan inte dras") <= 3 for page in pages.values())
    # What a page lacks stands after what it holds, closed.
    main = pages["index.html"].partition("</main>")[0]
    assert main.rindex("<h2") < main.index('<li class="missing">')
    # The reasons are in the reader's words: no identifier is quoted.
    said = main.partition("<main")[2]
    assert re.findall(r"(?:'|&#39;)\w+(?:&gt;=0)?(?:'|&#39;)", said) == []
    for page in pages.values():
        notices = re.findall(r'<li class="missing">(.*?)</li>', page)
        reasons = [re.sub(r".*[?:] ", "", notice) for notice in notices]
        assert len(reasons) == len(set(reasons))
    assert [figure for figure in PRINTED[plan] if not found_in_two(target, *figure)] == []
    if plan == "norrbotten-2022":
        # What it lacks stands on paper too, where nothing can be opened.
        with pikepdf.open(target / "report.pdf") as pdf:
            assert len(elements(pdf, "/LI")) > 15
        assert "inga ramtabeller" not in text
        frames = BeautifulSoup(pages["frames.html"], "html.parser")
        cells = frames.find_all("td", attrs={"data-label": "2021"})
        assert "187,0" in [cell.get_text() for cell in cells]
