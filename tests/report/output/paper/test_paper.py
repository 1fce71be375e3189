"""The whole report as a PDF: set, tagged, the same bytes, and nobody's text is code."""

import base64
import io

import pikepdf
import pytest

from analysis.report.output.paper import paper as module
from analysis.report.output.paper.matterhorn import elements, faults, structure
from analysis.report.output.paper.paper import paper, visible
from analysis.report.output.whole.bundle import Cover
from analysis.report.output.whole.parts import Part
from tests.report.output.paper.test_document import rows

COVER = Cover("sv", "Plan #x", "Region *X*", "Bas $y$", "Vad [säger] <planen>?", "Framtagen")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
PICTURE = (
    '<figure id="one--f"><figcaption>Titel</figcaption>'
    f'<img src="data:image/svg+xml;base64,{base64.b64encode(SVG.encode()).decode()}" '
    'alt="Linjer som stiger"></figure>'
)
CODE = '#panic("x") $ * _ @y \\ ]'
PARTS = (
    Part("one", "state", "Ett", f"<h2>Ett</h2>{PICTURE}<h3>Tabell</h3>{rows(figures=2)}"),
    Part(
        "two", "basis", "Två", '<h2>Två</h2><p>#panic("x") $ * _ @y \\ <a href="#one">till</a></p>'
    ),
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return paper(COVER, PARTS)


@pytest.fixture
def opened(made: bytes):
    with pikepdf.open(io.BytesIO(made)) as pdf:
        yield pdf


def test_it_breaks_no_rule_that_we_check(made: bytes) -> None:
    assert faults(made) == []


def test_it_says_what_it_is_and_carries_no_time(opened: pikepdf.Pdf) -> None:
    assert opened.Root.Lang == "sv"
    assert opened.docinfo["/Title"] == "Plan #x – Bas $y$"
    assert opened.docinfo["/Author"] == "Region *X*"
    assert "/CreationDate" not in opened.docinfo
    assert b"CreateDate" not in opened.Root.Metadata.read_bytes()


def test_headings_figures_and_tables_are_tagged_and_bookmarked(opened: pikepdf.Pdf) -> None:
    kinds = [node.kind for node in structure(opened)]
    assert [k for k in kinds if k in ("H1", "H2")] == ["H1", "H1", "H2", "H1"]  # contents first
    (figure,) = elements(opened, "/Figure")
    assert figure.Alt == "Linjer som stiger"
    with opened.open_outline() as outline:
        names = [item.title for item in outline.root]
    assert names[-2:] == ["Ett", "Två"]


def test_header_cells_say_whether_they_head_a_column_or_a_row(opened: pikepdf.Pdf) -> None:
    scopes = []
    for cell in elements(opened, "/TH"):
        given = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
        scopes += [str(each.Scope) for each in given if "/Scope" in each]
    assert scopes == ["/Column"] * 3 + ["/Row"]


def test_the_same_report_is_the_same_bytes(made: bytes) -> None:
    assert paper(COVER, PARTS) == made


def test_letters_that_the_font_lacks_are_seen_to_be_lacking() -> None:
    assert visible("åäö ✗ −1 \n") == "åäö ✗ −1 \n"
    assert visible("a\U0001f9ffb") == "a\N{REPLACEMENT CHARACTER}b"


def test_a_pdf_that_breaks_a_rule_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "with_row_headers", lambda content: content)
    monkeypatch.setattr(module, "faults", lambda content: ["13-004: x"])
    with pytest.raises(module.RunFailed, match="13-004"):
        paper(COVER, PARTS)
