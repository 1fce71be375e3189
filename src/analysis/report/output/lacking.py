"""Pages of a partial plan: what it lacks is said once and last, after what it holds.

A chapter with nothing to show is not made; the first page says what the plan lacks for it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from analysis.report.blocks.view import View
from analysis.report.chapters import Chapter, grouped
from analysis.report.chapters.as_read.words import note
from analysis.report.output.html import QUIET_TAGS

_MISSING = re.compile(r'<p class="missing">(.*?)</p>', re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\(([\w.]+)(?:#[^)]*)?\)")
"""A link of a cell of prose to a page of the report."""
_ANCHOR = re.compile(r'<a href="([\w.]+)(?:#[^"]*)?">(.*?)</a>', re.DOTALL)
"""The same in the markup of a block."""
FEW = 1
"""Sections without a block that a page may have where they stand; more are gathered."""
REFUSED = ("missing.chart", "missing.table", "missing.sentence")
"""What a reason begins with: which kind of block is not shown."""
POINTED = {"assumptions", "questions", "plan"}
"""Groups of the navigation whose pages are pointed to."""
SHARED = ('"add_factors"', '"assumptions')
"""Tables that every chapter has, of what it does not explain and rests on: they alone make none."""
Asked = tuple[str, Sequence[str]]
"""What is asked (a heading, a chapter), and the reasons why there is no answer, as markup."""


@dataclass(frozen=True)
class Section:
    """Cells of a page under one heading (the first cell, but for those before any heading)."""

    cells: tuple[NotebookNode, ...]

    @property
    def shown(self) -> list[str]:
        """The markup of each block."""
        return [_markup(cell) for cell in self.cells if _shows(cell)]

    @property
    def lacking(self) -> bool:
        """Whether it has blocks, and all of them only say what the plan lacks."""
        return bool(self.shown) and all(map(_only_missing, self.shown))

    @property
    def reasons(self) -> list[str]:
        """What its blocks lack, as markup, each once."""
        return list(dict.fromkeys(r for shown in self.shown for r in _MISSING.findall(shown)))

    def heading(self, language: str) -> str:
        """The heading in the reader's language."""
        first = self.cells[0]
        words = first.source if language == "sv" else first.metadata.get(language, first.source)
        return str(words).partition("\n")[0].lstrip("# ")


def gathered(view: View, notebooks: Mapping[Chapter, NotebookNode]) -> dict[Chapter, NotebookNode]:
    """The executed chapters that show something, the sections without anything last on a page.

    The first page is always made. It points to the pages that hold something where it holds little
    itself or several chapters are not made, and says what the plan lacks for these. Nothing leads
    to them.
    """
    front = next(iter(notebooks))
    made = {c: n for c, n in notebooks.items() if c == front or _holds(n)}
    gone = {c: n for c, n in notebooks.items() if c not in made}
    pages = {chapter.page for chapter in gone}
    held = [chapter for chapter in made if chapter.group in POINTED]
    return {
        chapter: _unlinked(
            _first(view, notebook, held, gone) if chapter == front else _page(view, notebook), pages
        )
        for chapter, notebook in made.items()
    }


def _holds(notebook: NotebookNode) -> bool:
    """Whether a chapter shows a table or a chart of its own."""
    return any("<table" in shown or "<figure" in shown for shown in _own(notebook))


def _own(notebook: NotebookNode) -> list[str]:
    """The markup of each block of a chapter that is not in every chapter."""
    own = (c for c in notebook.cells if not any(table in c.source for table in SHARED))
    return [_markup(cell) for cell in own if _shows(cell)]


def _page(view: View, notebook: NotebookNode) -> NotebookNode:
    """A page with its lost sections last, and after them what other sections lack in part."""
    cells, lost = _parted(notebook)
    if len(lost) <= FEW:
        cells, lost = list(notebook.cells), []
    cells, partly = _without_gaps(view, cells)
    if not lost and not partly:
        return notebook
    first = next(sections(notebook.cells))
    asked = [("", first.reasons)] if lost else []
    asked += [(s.heading(view.language), s.reasons) for s in lost]
    key = "lacking.both" if lost and partly else "lacking.summary" if lost else "lacking.partly"
    summary = view.text(key, count=len(lost))
    return NotebookNode(notebook, cells=[*cells, _list(view, summary, [*asked, *partly])])


def _without_gaps(
    view: View, cells: Sequence[NotebookNode]
) -> tuple[list[NotebookNode], list[Asked]]:
    """The cells without blocks that show nothing in sections that show something, and what these
    lack, by heading. What is said of how to read such a block goes with it."""
    kept, asked = list[NotebookNode](), list[Asked]()
    for section in sections(cells):
        if section.lacking or not section.shown:
            kept += section.cells
            continue
        gaps = [_shows(cell) and _only_missing(_markup(cell)) for cell in section.cells]
        reads = [cell.cell_type == "markdown" and not _begins(cell) for cell in section.cells]
        after = [gap and read for gap, read in zip([False, *gaps], reads, strict=False)]
        for cell, gap, read in zip(section.cells, gaps, after, strict=True):
            kept += [] if gap or read else [cell]
        reasons = dict.fromkeys(
            r for c, gap in zip(section.cells, gaps, strict=True) if gap
            for r in _MISSING.findall(_markup(c))
        )  # fmt: skip
        asked += [(section.heading(view.language), list(reasons))] if reasons else []
    return kept, asked


def _first(
    view: View,
    notebook: NotebookNode,
    held: Sequence[Chapter],
    gone: Mapping[Chapter, NotebookNode],
) -> NotebookNode:
    """The first page: what the plan lacks for it and for the chapters that are not made."""
    cells, lost = _parted(notebook)
    few = len(lost) <= FEW
    if few and not gone:
        return notebook
    asked = [] if few else [(s.heading(view.language), s.reasons) for s in lost]
    asked += [
        (chapter.title(view.language), _own_reasons(view, gone[chapter]))
        for group in grouped(gone).values()
        for chapter in group
    ]
    kept = notebook.cells if few else cells
    if not few or len(gone) > FEW:
        kept = _pointed(kept, _pointer(view, held))
    key = "lacking.overview" if len(asked) > 1 else "lacking.overview_one"
    summary = view.text(key, count=len(asked))
    add = view.text("lacking.add", plan=view.projection.plan.name)
    return NotebookNode(notebook, cells=[*kept, _list(view, summary, asked, add)])


def _parted(notebook: NotebookNode) -> tuple[list[NotebookNode], list[Section]]:
    """The cells of a page that show something, and its sections that do not."""
    first, *others = sections(notebook.cells)
    lost = [section for section in others if section.lacking]
    kept = [cell for section in others if not section.lacking for cell in section.cells]
    ahead = [cell for cell in first.cells if not _shows(cell) or not _only_missing(_markup(cell))]
    return [*ahead, *kept], lost


def _pointed(cells: Sequence[NotebookNode], pointer: Markup) -> list[NotebookNode]:
    """The cells with a pointer to the pages that hold something before the first heading."""
    headings = (i for i, cell in enumerate(cells) if _begins(cell))
    place = next(headings, len(cells))
    return [*cells[:place], _block("lacking-held", pointer), *cells[place:]]


def _own_reasons(view: View, notebook: NotebookNode) -> list[str]:
    """Why a chapter is not made. Of lines that wait for the same figures the first reason stands
    for all: a chapter that shows one of them is made."""
    reasons = dict.fromkeys(r for shown in _own(notebook) for r in _MISSING.findall(shown))
    leads = _leads(view)
    lines = [reason for reason in reasons if reason.startswith(leads)]
    return [reason for reason in reasons if reason not in lines[1:]]


def sections(cells: Sequence[NotebookNode]) -> Iterator[Section]:
    """The cells of a notebook, a new section at every heading but the title."""
    section: list[NotebookNode] = []
    for cell in cells:
        if _begins(cell):
            yield Section(tuple(section))
            section = []
        section.append(cell)
    yield Section(tuple(section))


def _begins(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "markdown" and cell.source.startswith("##"))


def _shows(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not QUIET_TAGS & set(cell.metadata.get("tags", ()))


def _markup(cell: NotebookNode) -> str:
    data = (output.get("data", {}) for output in cell.outputs)
    return "".join(str(shown["text/html"]) for shown in data if "text/html" in shown)


def _only_missing(markup: str) -> bool:
    return bool(_MISSING.search(markup)) and not _MISSING.sub("", markup).strip()


def _unlinked(notebook: NotebookNode, pages: Collection[str]) -> NotebookNode:
    """The page without links to pages that are not made, and without cells of such a link alone."""
    if not pages:
        return notebook
    cells = [_without(cell, pages) for cell in notebook.cells]
    return NotebookNode(notebook, cells=[cell for cell in cells if cell is not None])


def _without(cell: NotebookNode, pages: Collection[str]) -> NotebookNode | None:
    if cell.cell_type == "markdown":
        alone = _LINK.fullmatch(cell.source.strip())
        if alone and alone[2] in pages:
            return None
        told = {name: _prose(words, pages) for name, words in cell.metadata.items()}
        return NotebookNode(cell, source=_prose(cell.source, pages), metadata=NotebookNode(told))
    if not _shows(cell):
        return cell

    def kept(found: re.Match[str]) -> str:
        return found[2] if found[1] in pages else found[0]

    markup = Markup(_ANCHOR.sub(kept, _markup(cell)))
    return NotebookNode(cell, outputs=_block("shown", markup).outputs)


def _prose(words: object, pages: Collection[str]) -> object:
    """Words of a cell with links to `pages` as their text alone."""
    if not isinstance(words, str):
        return words
    return _LINK.sub(lambda found: found[1] if found[2] in pages else found[0], words)


def _pointer(view: View, held: Sequence[Chapter]) -> Markup:
    """What the plan is read from and says of itself, and the pages that show it."""
    links = (
        Markup('<a href="{}">{}</a>').format(chapter.page, chapter.title(view.language))
        for chapter in held
    )
    said = escape(view.text("lacking.held", pages="\0")).replace("\0", Markup(", ").join(links))
    return Markup("<p>{}</p><p>{}</p>").format(note(view), said)


def _list(view: View, summary: str, asked: Sequence[Asked], add: str = "") -> NotebookNode:
    """Each reason once after all that it answers, closed; and last how to `add` what is lacking."""
    items = [
        Markup('<li class="missing">{}</li>').format(
            Markup(" ").join([*filter(None, [_ended(headings)]), *map(Markup, reasons)])
        )
        for headings, reasons in _told_once(view, asked)
    ]
    last = Markup('<p class="note">{}</p>').format(add) if add else Markup("")
    shown = Markup("<details><summary>{}</summary><ul>{}</ul>{}</details>")
    return _block("lacking-list", shown.format(summary, Markup("").join(items), last))


def _told_once(view: View, asked: Sequence[Asked]) -> list[tuple[list[str], list[str]]]:
    """Headings with the reasons that none before them had; a heading without such a reason stands
    with the first that had its own."""
    told: dict[str, list[str]] = {}
    answers = []
    for heading, reasons in asked:
        bare = _bare(view, reasons)
        new = [reason for reason in bare if reason not in told]
        headings = [heading] if heading else []
        if new:
            answers.append((headings, new))
            told |= dict.fromkeys(new, headings)
        elif bare:
            told[bare[0]].extend(headings)
    return answers


def _leads(view: View) -> tuple[str, ...]:
    return tuple(f"{view.text(key)}: " for key in REFUSED)


def _bare(view: View, reasons: Sequence[str]) -> list[str]:
    """Reasons without the word of which block each stands for: a list shows none of them, so the
    same reason of a chart and of its table is one."""
    bare, leads = [], (*_leads(view), f"{view.text('study.missing')} ")
    for reason in reasons:
        lead = next((lead for lead in leads if reason.startswith(lead)), "")
        rest = reason.removeprefix(lead)
        bare.append(rest[:1].upper() + rest[1:] if lead else rest)
    return list(dict.fromkeys(bare))


def _ended(headings: Sequence[str]) -> str:
    """Headings in a row, a question as it stands and others with a sign after them."""
    said = [h if h.endswith(("?", ".", "!")) else f"{h}," for h in headings]
    words = " ".join(said)
    return f"{words.removesuffix(',')}:" if words.endswith(",") else words


def _block(name: str, markup: Markup) -> NotebookNode:
    shown = new_output("display_data", data={"text/html": str(markup)})
    return new_code_cell(id=name, outputs=[shown])
