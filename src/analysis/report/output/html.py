"""Executed notebooks into pages: nbconvert with our own template, translation and sanitiser."""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path

from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from analysis import catalogue
from analysis.errors import Message, RunFailed
from analysis.report.blocks.table import LIST
from analysis.report.chapters import Chapter, beside, grouped
from analysis.report.output.policy import json_text, page_policy
from analysis.report.output.sanitise import clean
from analysis.study.figure_names import ABOUT, EARLIER, OF
from analysis.untyped import Passed

CARDS = "/* cards */"
"""Where the style sheet takes the rules of the cards (`cards.css`, once a width)."""
LIST_WORDS = ("find", "order", "as_printed", "rising", "falling", "found", "found_sums", "group")
QUIET_TAGS = {"parameters", "injected-parameters", "setup"}
"""Cells that show nothing. Every other code cell must show a block, or the page is refused."""


@dataclass(frozen=True)
class Link:
    """A link of the navigation."""

    href: str
    title: str
    current: bool = False


@dataclass(frozen=True)
class Group:
    """Links of the navigation under a heading."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Page:
    """What a page needs beside its cells. Texts are plain: the template escapes them."""

    language: str
    title: str
    plan: str
    scenario: str
    made: str
    groups: tuple[Group, ...]
    files: tuple[Link, ...]
    before: Link | None = None
    after: Link | None = None
    run_before: Link | None = None
    run_after: Link | None = None
    current: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    css: str = ""
    logotype: str = ""
    region: str = ""


def _groups(
    chapter: Chapter, language: str, among: Collection[Chapter] | None
) -> tuple[Group, ...]:
    """The navigation of a page: the chapters by group, its own marked."""
    return tuple(
        Group(
            catalogue.text(f"page.group.{name}", language),
            tuple(Link(c.page, c.title(language), c == chapter) for c in found),
        )
        for name, found in grouped(among).items()
    )


def compose(
    chapter: Chapter,
    language: str,
    plan: str,
    scenario: str,
    made: str,
    downloads: Mapping[str, str],
    among: Collection[Chapter] | None = None,
) -> Page:
    """The frame of one page: titles, navigation and files, in the reader's language.

    `downloads` maps a kind of file (xlsx, parquet, json, manifest) to its name; `among` are the
    chapters that the report has, all when not given.
    """
    title = catalogue.text(
        "page.title", language, chapter=chapter.title(language), plan=plan, scenario=scenario
    )
    before, after = (Link(c.page, c.title(language)) if c else None for c in beside(chapter, among))
    kinds = tuple(
        Link(name, catalogue.text(f"page.file.{kind}", language))
        for kind, name in downloads.items()
    )
    words = {
        word: catalogue.text(f"page.{word}", language)
        for word in (
            *("skip", "navigation", "scenario", "files", "rounding"),
            *("chapters", "before", "after", "turn", "run"),
        )
    }
    return Page(
        language=language,
        title=title,
        plan=plan,
        scenario=scenario,
        made=made,
        groups=_groups(chapter, language, among),
        files=kinds,
        before=before,
        after=after,
        current=chapter.title(language),
        words=words,
        css=page_style(),
    )


def png_uri(content: bytes | None) -> str:
    """A picture as an address that holds all of it; nothing where there is none."""
    return f"data:image/png;base64,{b64encode(content).decode()}" if content else ""


@cache
def page_style() -> str:
    """The style sheet of all pages."""
    return (files("analysis.report.output") / "page.css").read_text(encoding="utf-8")


@cache
def _exporter() -> TemplateExporter:
    """One exporter for all pages: making it costs more than using it.

    The base folder of templates is ours alone. The default would be the working folder, and a
    folder there named as our template would replace it.
    """
    return TemplateExporter(
        extra_template_basedirs=[str(Path(__file__).resolve().parent / "template")],
        template_name="region",
        template_file="index.html.j2",
        template_extension=".html.j2",
        file_extension=".html",
        filters={"clean_html": clean, "markdown2html": prose},
    )


class _Deeper(IPythonRenderer):
    """Headings without a link to themselves, a number of levels further down."""

    def __init__(self, deeper: int) -> None:
        super().__init__(escape=True, exclude_anchor_links=True)
        self.deeper = deeper

    def heading(self, text: str, level: int, **attrs: Passed) -> str:
        return str(super().heading(text, level + self.deeper, **attrs))


def prose(markdown: str, deeper: int = 0) -> str:
    """Markdown of a cell as HTML, its headings `deeper` levels down."""
    return str(MarkdownWithMath(renderer=_Deeper(deeper)).render(markdown))


def render(notebook: NotebookNode, page: Page) -> str:
    """One page as HTML. Raises RunFailed when a cell that should show something shows nothing."""
    empty = [cell.id for cell in notebook.cells if _shows_nothing(cell)]
    if empty:
        raise RunFailed(
            Message(
                "the page {title!r} is not complete: nothing in cell {empty}",
                title=page.title,
                empty=empty[0],
            )
        )
    resources = {"page": asdict(page) | scripted(notebook, page.language)}
    body, _ = _exporter().from_notebook_node(translated(notebook, page.language), resources)
    return with_cards(str(body))


def scripted(notebook: NotebookNode, language: str) -> dict[str, str]:
    """The script of a page that holds a list to search, with its words, and the page's policy."""
    shown = (o.get("data", {}).get("text/html", "") for c in notebook.cells
             for o in c.get("outputs", ()))  # fmt: skip
    if not any(f'<div class="{LIST}">' in html for html in shown):
        return {"policy": page_policy()}
    script = list_script()
    words = {word: catalogue.text(f"list.{word}", language) for word in LIST_WORDS}
    return {"policy": page_policy(script), "script": script, "list_words": json_text(words)}


@cache
def list_script() -> str:
    """The script that searches and orders the lists of a page."""
    return (files("analysis.report.output") / "lists.js").read_text(encoding="utf-8")


def with_cards(body: str) -> str:
    """The page with the rules of the cards for those widths that its tables need."""
    return body.replace(CARDS, cards_of(body), 1)


def cards_of(body: str) -> str:
    """The rules of the cards that the tables of a page need."""
    widths = sorted(
        {int(width) for width in re.findall(r'<div class="fit-(\d{1,3})(?: dense)?">', body)}
    )
    return "".join(_cards().replace("WIDTH", str(width)) for width in widths)


@cache
def _cards() -> str:
    return (files("analysis.report.output") / "cards.css").read_text(encoding="utf-8")


_FIGURE = re.compile(
    r'<td((?: class="[^"]*")?(?: lang="sv")?) data-figure="([^"]+)"([^>]*)>([^<]*)</td>'
)
_MADE = re.compile(r'<table data-made="([^"]+)"><caption>(.*?)</caption>(.*?)</table>', re.DOTALL)
_NUMBER = re.compile(r'<td class="n[^>]*>[^<]*\d')
"""A number in a cell that is no link."""
MADE = "made-"
"""How the place of a method begins."""
_SOURCES = (EARLIER, "t-", "table-")
"""How a place begins that tells where a figure stands, not how it is calculated."""


@dataclass(frozen=True)
class Leads:
    """Where figures lead: the page, the places on it, and what a screen reader says of a link to
    how a figure is calculated and of one to its source, with the figure in place of {figure}.
    `methods` are the words of a link to how a table is made, by method, and whether it is one of
    the whole table. `others` are the pages of scenarios that are at hand, by name, which have the
    same places."""

    page: str
    places: Collection[str]
    calculated: str
    printed: str
    others: Mapping[str, str] = field(default_factory=dict)
    methods: Mapping[str, tuple[str, bool]] = field(default_factory=dict)

    def address(self, figure: str) -> str:
        """Where one figure leads; nothing where its place is not there."""
        page, place = self.page, figure.removeprefix(ABOUT)
        if figure.startswith(OF):
            scenario, _, place = figure.removeprefix(OF).partition(":")
            page = self.others.get(scenario, "")
        return f"{page}#{place}" if page and place in self.places else ""


def with_links(page: str, leads: Leads) -> str:
    """The page with each figure of a table a link to how it is calculated, or to its source.

    A cell names the places that it may lead to, the nearest first; one that is not on the page of
    `leads` is passed over. A table with numbers that lead nowhere, or of a method of whole tables,
    gets one link at its caption to how it is made.
    """

    def link(found: re.Match[str]) -> str:
        before, figures, after, text = found.groups()
        address = next(filter(None, map(leads.address, figures.split())), "")
        if not address:
            return f"<td{before}{after}>{text}</td>"
        is_source = address.partition("#")[2].startswith(_SOURCES)
        words = leads.printed if is_source else leads.calculated
        said = words.replace("{figure}", text)
        anchor = f'<a class="how" href="{address}" aria-label="{said}">{text}</a>'
        return f"<td{before}{after}>{anchor}</td>"

    def table(found: re.Match[str]) -> str:
        method, caption, rest = found.groups()
        words, whole = leads.methods.get(method, ("", False))
        if words and (whole or _NUMBER.search(rest)):
            caption += f' <a class="how" href="{leads.page}#{MADE}{method}">{words}</a>'
        return f"<table><caption>{caption}</caption>{rest}</table>"

    return _MADE.sub(table, _FIGURE.sub(link, page))


def methods_in(pages: Iterable[str]) -> list[str]:
    """The methods that tables of the pages name."""
    return sorted({name for page in pages for name, _, _ in _MADE.findall(page)})


def _shows_nothing(cell: NotebookNode) -> bool:
    if cell.cell_type != "code" or QUIET_TAGS & set(cell.metadata.get("tags", ())):
        return False
    return not any("text/html" in output.get("data", {}) for output in cell.outputs)


def translated(notebook: NotebookNode, language: str) -> NotebookNode:
    """The notebook with its prose in `language`: Swedish as it stands, else from the cell's own
    metadata. Raises RunFailed for a cell that has no such text."""
    if language == "sv":
        return notebook
    cells = [
        NotebookNode(cell, source=_said(cell, language)) if cell.cell_type == "markdown" else cell
        for cell in notebook.cells
    ]
    return NotebookNode(notebook, cells=cells)


def _said(cell: NotebookNode, language: str) -> str:
    if language not in cell.metadata:
        raise RunFailed(
            Message("the cell {cell} has no text in {language!r}", cell=cell.id, language=language)
        )
    return str(cell.metadata[language])
