"""The whole report as a PDF (*rapporten på papper*), tagged for those who hear or feel it.

Typst sets it with fonts that come with matplotlib, so that it is the same bytes on every machine.
It carries no time: the manifest alone says when a report was made.
"""

import io
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import matplotlib
import pikepdf
import typst
from matplotlib.ft2font import FT2Font

from analysis.errors import Message, RunFailed
from analysis.report.output.paper.document import document
from analysis.report.output.paper.matterhorn import elements, faults
from analysis.report.output.whole.bundle import Cover
from analysis.report.output.whole.parts import Part
from analysis.scratch import scratch_folder

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def paper(cover: Cover, parts: Sequence[Part]) -> bytes:
    """The document. Raises RunFailed when it cannot be set or is not as accessible as it says."""
    data = json.dumps(document(cover, parts), ensure_ascii=False)
    content = with_row_headers(typeset(visible(data)))
    found = faults(content)
    if found:
        raise RunFailed(
            Message("the PDF is not accessible: {faults}", faults="; ".join(map(str, found[:3])))
        )
    return content


def typeset(data: str) -> bytes:
    """The document as Typst sets it, from data alone: no file and no address is read."""
    source = (files("analysis.report.output.paper") / "paper.typ").read_bytes()
    with scratch_folder() as empty:
        compiler = typst.Compiler(
            root=empty,
            font_paths=[str(fonts())],
            ignore_system_fonts=True,
            sys_inputs={"document": data},
            package_path=empty,
            package_cache_path=empty,
        )
        try:
            made = compiler.compile(source, format="pdf", pdf_standards="ua-1")
        except typst.TypstError as error:
            raise RunFailed(
                Message("the PDF cannot be set: {reason}", reason=error.message)
            ) from None
    if not isinstance(made, bytes):
        raise RunFailed(Message("the PDF cannot be set: {reason}", reason="no page"))
    return made


def with_row_headers(content: bytes) -> bytes:
    """The same PDF, in which the first cell of each row is a header of its row.

    Typst tags the headers of columns alone.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for body in elements(pdf, "/TBody"):
            for row in body.K:
                first = row.K[0]
                first.S = pikepdf.Name("/TH")
                first.A = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name("/Row"))
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def fonts() -> Path:
    """The folder of the fonts that figures and text are set in."""
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@cache
def _letters() -> frozenset[int]:
    return frozenset(FT2Font(str(fonts() / "DejaVuSans.ttf")).get_charmap())


def visible(text: str) -> str:
    """The text with a sign of its own for every letter that the font lacks."""
    lacking = {ord(letter) for letter in set(text)} - _letters() - {ord("\n"), ord("\t")}
    return text.translate(dict.fromkeys(lacking, UNKNOWN))
