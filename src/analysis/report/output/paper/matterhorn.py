"""The main rules of the Matterhorn protocol for PDF/UA-1, checked on the finished file.

What is checked stands in `RULES`; docs/reports.md says what is not.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pikepdf

PART = re.compile(rb"<pdfuaid:part>\s*1\s*</pdfuaid:part>|pdfuaid:part=[\"']1[\"']")
TITLE = re.compile(rb"<dc:title>.*?<rdf:li[^>]*>\s*[^<\s]", re.S)
TYPES = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3"  # noqa: SIM905
    " H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry"
    " Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)
INSIDE = {
    **{"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}},
    **{"THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}},
    **{"LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}},
}
"""Elements that may stand in these others alone."""
SHOWS = frozenset(
    ["Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "EI"]
)
"""Operators of a page that leave something on it."""


@dataclass(frozen=True)
class Fault:
    """A rule that is broken: its number in the protocol, or `own` for a rule of ours."""

    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.words}"


@dataclass(frozen=True)
class Node:
    """A structure element: its standard type, the dictionary, and the type that it stands in."""

    kind: str
    held: pikepdf.Object
    parent: str


def faults(content: bytes) -> list[Fault]:
    """Every rule that a PDF breaks, none twice."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        nodes = list(structure(pdf))
        found = [fault for rule in RULES for fault in rule(pdf, nodes)]
    return list(dict.fromkeys(found))


def structure(pdf: pikepdf.Pdf) -> Iterator[Node]:
    """The structure elements in reading order, their types mapped to the standard ones."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    roles = root.get("/RoleMap", pikepdf.Dictionary())
    waiting = [(child, "") for child in reversed(_kids(root))]
    while waiting:
        held, parent = waiting.pop()
        if not isinstance(held, pikepdf.Dictionary) or "/S" not in held:
            continue
        kind = _standard(str(held.S), roles)
        yield Node(kind, held, parent)
        waiting += [(child, kind) for child in reversed(_kids(held))]


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    """The structure elements of a type, such as `/TBody`."""
    return [node.held for node in structure(pdf) if f"/{node.kind}" == kind]


def _kids(held: pikepdf.Object) -> list[pikepdf.Object]:
    kids = held.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _standard(name: str, roles: pikepdf.Object) -> str:
    for _ in range(10):  # a circle of roles ends in a name that is no standard type
        if name[1:] in TYPES or name not in roles:
            break
        name = str(roles[name])
    return name[1:]


def document_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """Tagged, with language, title, identifier and bookmarks."""
    root = pdf.Root
    marked = root.get("/MarkInfo", pikepdf.Dictionary())
    if not nodes:
        yield Fault("01-005", "the file has no structure")
    if not _true(marked, "/Marked"):
        yield Fault("01-006", "the file does not say that it is tagged")
    if _true(marked, "/Suspects"):
        yield Fault("01-007", "the tags are said to be suspect")
    if not str(root.get("/Lang", "")).strip():
        yield Fault("own", "the file has no language of its own")
    if not _true(root.get("/ViewerPreferences", pikepdf.Dictionary()), "/DisplayDocTitle"):
        yield Fault("07-001", "the title is not shown in place of the file's name")
    said = root.Metadata.read_bytes() if "/Metadata" in root else b""
    if not said:
        yield Fault("06-001", "there are no metadata")
    if not PART.search(said):
        yield Fault("06-002", "the metadata do not claim PDF/UA-1")
    if not TITLE.search(said):
        yield Fault("06-003", "the metadata have no title")
    if not root.get("/Outlines", pikepdf.Dictionary()).get("/First"):
        yield Fault("own", "there are no bookmarks")
    if "/AcroForm" in root and "/XFA" in root.AcroForm:
        yield Fault("25-001", "there is an XFA form")


def _true(held: pikepdf.Object, key: str) -> bool:
    said: object = held.get(key)  # a boolean of the file is one of Python
    return said is True


def type_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """Standard types, each in those that it belongs in."""
    for node in nodes:
        if node.kind not in TYPES:
            yield Fault("02-001", f"the type {node.kind[:40]!r} is not mapped to a standard one")
        if node.parent not in INSIDE.get(node.kind, {node.parent}):
            yield Fault("09-004", f"{node.kind} stands in {node.parent[:40] or 'the root'}")


def heading_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """Levels are not skipped, and no heading is empty."""
    before = 0
    for node in nodes:
        if not re.fullmatch("H[1-6]", node.kind):
            continue
        level = int(node.kind[1])
        if level > before + 1:
            yield Fault("14-003" if before else "14-002", f"H{level} follows H{before}")
        if not _kids(node.held):
            yield Fault("own", f"an empty H{level}")
        before = level
    if {"H"} < {n.kind for n in nodes if re.fullmatch("H[1-6]?", n.kind)}:
        yield Fault("14-007", "both H and H1-H6 are used")


def alternative_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """Figures and formulas have alternative texts."""
    for node in nodes:
        texts = [str(node.held.get(key, "")).strip() for key in ("/Alt", "/ActualText")]
        if node.kind == "Figure" and not any(texts):
            yield Fault("13-004", "a figure has no alternative text")
        if node.kind == "Formula" and not any(texts):
            yield Fault("17-002", "a formula has no alternative text")


def table_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """Header cells say of what, and the rows of a table have equally many cells."""
    headed = any(
        len(each.get("/Headers", ()))
        for n in nodes
        if n.kind == "TD"
        for each in _attributes(n.held)
    )
    for node in nodes:
        if node.kind == "TH" and not any("/Scope" in each for each in _attributes(node.held)):
            rule = "own" if headed else "15-003"  # with Headers the protocol asks for no Scope
            yield Fault(rule, "a header cell does not say what it is the header of")
    for node in nodes:
        if node.kind == "Table" and len(set(_row_widths(node.held))) > 1:
            yield Fault("own", "the rows of a table have not equally many cells")


def _attributes(held: pikepdf.Object) -> list[pikepdf.Object]:
    given = held.get("/A")
    several = list(given) if isinstance(given, pikepdf.Array) else [given]
    return [each for each in several if isinstance(each, pikepdf.Dictionary)]


def _row_widths(held: pikepdf.Object) -> Iterator[int]:
    """Cells of each row; a table in which cells span is not counted."""
    rows = [k for k in _kids(held) if isinstance(k, pikepdf.Dictionary)]
    while rows:
        row = rows.pop()
        kids = [k for k in _kids(row) if isinstance(k, pikepdf.Dictionary)]
        if str(row.get("/S")) != "/TR":
            rows += kids
        elif not any(
            {"/RowSpan", "/ColSpan"} & set(a.keys()) for k in kids for a in _attributes(k)
        ):
            yield len(kids)


def page_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """All that stands on a page is tagged or an artifact; links say where they lead."""
    for number, page in enumerate(pdf.pages, 1):
        if _shows_untagged(page):
            yield Fault("01-005", f"something on page {number} is neither tagged nor an artifact")
        annotations = list(page.get("/Annots", []))
        if annotations and str(page.get("/Tabs")) != "/S":
            yield Fault("28-008", f"links on page {number} are not in reading order")
        for each in annotations:
            if str(each.get("/Subtype")) == "/Link" and not str(each.get("/Contents", "")).strip():
                yield Fault("28-012", f"a link on page {number} has no description")


def _shows_untagged(page: pikepdf.Page) -> bool:
    depth = 0
    for told in pikepdf.parse_content_stream(page):
        operands, name = told.operands, str(told.operator)
        if name in ("BDC", "BMC"):
            tagged = str(operands[0]) == "/Artifact" or (
                name == "BDC"
                and "/MCID" in (operands[1] if isinstance(operands[1], pikepdf.Dictionary) else ())
            )
            depth += 1 if tagged or depth else 0
            if not (tagged or depth):
                continue
        elif name == "EMC":
            depth = max(depth - 1, 0)
        elif name in SHOWS and not depth:
            return True
    return False


def font_rules(pdf: pikepdf.Pdf, nodes: list[Node]) -> Iterator[Fault]:
    """Fonts come with the file."""
    for page in pdf.pages:
        fonts = page.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
        for font in fonts.values():
            held = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            about = held.get("/FontDescriptor", pikepdf.Dictionary())
            embedded = any(key in about for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if not embedded and str(font.get("/Subtype")) != "/Type3":
                yield Fault("31-009", "a font is not embedded")


Rule = Callable[[pikepdf.Pdf, list[Node]], Iterable[Fault]]
RULES: tuple[Rule, ...] = (document_rules, type_rules, heading_rules, alternative_rules,
                           table_rules, page_rules, font_rules)  # fmt: skip
