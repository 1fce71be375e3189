"""A region's colours in figures and pages, and its logotype in what is handed over."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from analysis import Plan
from analysis.inputs.look_schema import Look
from analysis.report.blocks.look import look_css, recoloured, recoloured_figure, tint
from analysis.report.blocks.pictures import svg
from analysis.report.blocks.theme import BLUE, GREEN, ORANGE, PALE_BLUE
from analysis.report.output.paper.matterhorn import elements, faults
from analysis.report.output.paper.paper import paper
from analysis.report.output.whole.bundle import Cover, bundle
from analysis.report.output.whole.parts import Part
from tests.inputs.test_look import png
from tests.report.page_checks import parsed

LOOK = Look(colours=["#00563b", "#8a1c4a"])
COVER = Cover("sv", "Plan", "Region X", "Bas", "Vad säger planen?", "Framtagen")
MARKED = replace(COVER, look=LOOK, logotype=png(40, 20))
PARTS = (Part("one", "state", "Ett", "<h2>Ett</h2><p>Text</p>"),)


def test_a_picture_has_the_colours_of_the_look_in_their_order_and_the_rest_are_ours() -> None:
    drawn = f"{BLUE} {ORANGE} {GREEN} {PALE_BLUE} #ffffff".encode()
    assert recoloured(drawn, LOOK).decode().split() == [
        *("#00563b", "#8a1c4a", GREEN, tint("#00563b"), "#ffffff"),
    ]
    assert recoloured(drawn, None) == drawn
    # A look that names one of ours for another role: each is replaced once, by its own.
    turned = Look(colours=[ORANGE, BLUE])
    assert recoloured(f"{BLUE} {ORANGE}".encode(), turned).decode() == f"{ORANGE} {BLUE}"


@pytest.mark.parametrize("look", [LOOK, Look(colours=[ORANGE, BLUE])])
@pytest.mark.parametrize("chart", ["result", "pension_capital", "costs"])
def test_a_figure_from_python_wears_what_the_picture_of_a_page_wears(
    look: Look, chart: str
) -> None:
    result = Plan("norrbotten-2025").project("stagflation")
    drawn = recoloured_figure(result.chart(chart).figure, look)
    assert colours(svg(drawn)) == colours(recoloured(svg(result.chart(chart).figure), look))


def colours(drawn: bytes) -> list[str]:
    return sorted(re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", drawn.decode()))


def test_a_tint_is_pale() -> None:
    # 0.22 of 0, 86 and 59, the rest of 255.
    assert tint("#00563b") == "#c7dad4"


def test_a_page_has_the_colour_where_it_is_light() -> None:
    assert "prefers-color-scheme: light" in look_css(LOOK, "link")
    assert "--link: #00563b;" in look_css(LOOK, "link")
    assert look_css(None, "link") == look_css(Look(), "link") == ""


def test_the_single_file_bears_the_logotype() -> None:
    page = parsed(bundle(MARKED, PARTS))
    image = page.header.img
    assert image["src"].startswith("data:image/png;base64,iVBOR")
    assert image["alt"] == "Region X"
    assert "--link: #00563b;" in page.style.string
    assert parsed(bundle(COVER, PARTS)).header.img is None


@pytest.mark.parametrize(("cover", "number"), [(MARKED, 1), (COVER, 0)])
def test_the_cover_on_paper_bears_the_logotype_with_its_text(cover: Cover, number: int) -> None:
    made = paper(cover, PARTS)
    assert faults(made) == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert [figure.Alt for figure in elements(pdf, "/Figure")] == ["Region X"] * number
