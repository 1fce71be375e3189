"""Our checker of PDF/UA: each rule fails on a file that is broken in one place."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from analysis.report.output.paper.matterhorn import elements, faults
from analysis.report.output.paper.paper import paper
from tests.report.output.paper.test_paper import COVER, PARTS

NAME = pikepdf.Name


@pytest.fixture(scope="module")
def good() -> bytes:
    return paper(COVER, PARTS)


def drop(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def broken(pdf: pikepdf.Pdf) -> None:
        del elements(pdf, kind)[0][key]

    return broken


def root(key: str, value: object = None) -> Callable[[pikepdf.Pdf], None]:
    def broken(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.Root[key]
        else:
            pdf.Root[key] = value

    return broken


def metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def broken(pdf: pikepdf.Pdf) -> None:
        said = pdf.Root.Metadata.read_bytes()
        assert old in said
        pdf.Root.Metadata.write(said.replace(old, new))

    return broken


def retag(kind: str, new: str, at: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def broken(pdf: pikepdf.Pdf) -> None:
        elements(pdf, kind)[at].S = NAME(new)

    return broken


def untagged(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT ET 0 0 9 9 re f", prepend=True)


def emptied(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "/H2")[0].K = pikepdf.Array()


def nameless_link(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for each in page.get("/Annots", []):
            del each["/Contents"]


def unordered(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if "/Tabs" in page:
            del page["/Tabs"]


def no_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        about = font.DescendantFonts[0].FontDescriptor
        for key in ("/FontFile", "/FontFile2", "/FontFile3"):
            if key in about:
                del about[key]


def short_row(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "/TR")[-1]
    row.K = pikepdf.Array(list(row.K)[:-1])


def no_headers(pdf: pikepdf.Pdf) -> None:
    for cell in [*elements(pdf, "/TD"), *elements(pdf, "/TH")]:
        if "/A" in cell:
            del cell["/A"]


BREAKS = {
    "01-005": untagged,
    "01-006": root("/MarkInfo"),
    "01-007": root("/MarkInfo", pikepdf.Dictionary(Marked=True, Suspects=True)),
    "02-001": retag("/P", "/Own"),
    "06-001": root("/Metadata"),
    "06-002": metadata(b"pdfuaid:part", b"pdfuaid:none"),
    "06-003": metadata(b"dc:title", b"dc:none"),
    "07-001": root("/ViewerPreferences"),
    "09-004": retag("/TBody", "/Div"),
    "13-004": drop("/Figure", "/Alt"),
    "14-002": retag("/H1", "/H2"),
    "14-003": retag("/H2", "/H3"),
    "15-003": no_headers,
    "own: a header cell": drop("/TH", "/A"),
    "28-008": unordered,
    "28-012": nameless_link,
    "31-009": no_font,
    "own: the file has no language": root("/Lang"),
    "own: there are no bookmarks": root("/Outlines"),
    "own: an empty H2": emptied,
    "own: the rows of a table": short_row,
}


@pytest.mark.parametrize("rule", BREAKS)
def test_a_file_broken_in_one_place_is_caught_by_its_rule(good: bytes, rule: str) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        BREAKS[rule](pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    assert any(str(fault).startswith(rule) for fault in faults(stream.getvalue()))


def test_a_file_without_tags_is_caught() -> None:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(stream)
    assert {"01-005", "01-006", "06-001"} <= {fault.rule for fault in faults(stream.getvalue())}
