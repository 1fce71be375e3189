"""Pages of a partial plan: what it lacks is said once and last, after what it holds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from analysis.report.blocks.view import View
from analysis.report.chapters import Chapter
from analysis.report.chapters.as_read.words import note
from analysis.report.output.html import QUIET_TAGS

_MISSING = re.compile(r'<p class="missing">(.*?)</p>', re.DOTALL)
FEW = 1
"""Sections without a block that a page may have where they stand; more are gathered."""
REFUSED = ("missing.chart", "missing.table", "missing.sentence")
"""What a reason begins with: which kind of block is not shown."""
POINTED = {"assumptions", "questions", "plan"}
"""Groups of the navigation whose pages are pointed to."""


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
    """The executed chapters, the sections for which a plan holds nothing gathered last on a page.

    The first page and those with nothing at all point to the pages that hold something.
    """
    held = [chapter for chapter, notebook in notebooks.items() if _holds(chapter, notebook)]
    front = next(iter(notebooks))
    return {
        chapter: _gathered(view, notebook, held, chapter == front)
        for chapter, notebook in notebooks.items()
    }


def _gathered(
    view: View, notebook: NotebookNode, held: Sequence[Chapter], front: bool
) -> NotebookNode:
    found = list(sections(notebook.cells))
    lost = [section for section in found[1:] if section.lacking]
    if len(lost) <= FEW:
        return notebook
    first, *others = found
    kept = [section for section in others if not section.lacking]
    ahead = [cell for cell in first.cells if not _shows(cell) or not _only_missing(_markup(cell))]
    said = [_block("lacking-held", _pointer(view, held))] if front or not kept else []
    cells = [*ahead, *said, *(cell for section in kept for cell in section.cells)]
    last = _list(view, first, lost) if kept else _reasons(view, [first, *lost])
    return NotebookNode(notebook, cells=[*cells, _block("lacking-list", last)])


def sections(cells: Sequence[NotebookNode]) -> Iterator[Section]:
    """The cells of a notebook, a new section at every heading but the title."""
    section: list[NotebookNode] = []
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("##"):
            yield Section(tuple(section))
            section = []
        section.append(cell)
    yield Section(tuple(section))


def _shows(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and not QUIET_TAGS & set(cell.metadata.get("tags", ()))


def _markup(cell: NotebookNode) -> str:
    data = (output.get("data", {}) for output in cell.outputs)
    return "".join(str(shown["text/html"]) for shown in data if "text/html" in shown)


def _only_missing(markup: str) -> bool:
    return bool(_MISSING.search(markup)) and not _MISSING.sub("", markup).strip()


def _holds(chapter: Chapter, notebook: NotebookNode) -> bool:
    """Whether a page to point to shows a table or a chart of what the plan holds."""
    shown = (_markup(cell) for cell in notebook.cells if _shows(cell))
    return chapter.group in POINTED and any("<table" in m or "<figure" in m for m in shown)


def _pointer(view: View, held: Sequence[Chapter]) -> Markup:
    """What the plan is read from and says of itself, and the pages that show it."""
    links = (
        Markup('<a href="{}">{}</a>').format(chapter.page, chapter.title(view.language))
        for chapter in held
    )
    said = escape(view.text("lacking.held", pages="\0")).replace("\0", Markup(", ").join(links))
    return Markup("<p>{}</p><p>{}</p>").format(note(view), said)


def _reasons(view: View, lost: Sequence[Section]) -> Markup:
    """What a page with nothing to show lacks, each reason once."""
    reasons = dict.fromkeys(r for section in lost for r in _bare(view, section.reasons))
    return Markup("").join(Markup('<p class="missing">{}</p>').format(Markup(r)) for r in reasons)


def _list(view: View, first: Section, lost: Sequence[Section]) -> Markup:
    """What there is no page for, each reason once after the headings that it answers, closed."""
    headings: dict[str, list[str]] = {reason: [] for reason in _bare(view, first.reasons)}
    for section in lost:
        for reason in _bare(view, section.reasons):
            headings.setdefault(reason, []).append(section.heading(view.language))
    items = [
        Markup('<li class="missing">{}</li>').format(
            Markup(" ").join([*map(_ended, asked), Markup(reason)])
        )
        for reason, asked in headings.items()
    ]
    summary = view.text("lacking.summary", count=len(lost))
    return Markup('<details class="data"><summary>{}</summary><ul>{}</ul></details>').format(
        summary, Markup("").join(items)
    )


def _bare(view: View, reasons: Sequence[str]) -> list[str]:
    """Reasons without the word of which block each stands for: a list shows none of them, so the
    same reason of a chart and of its table is one."""
    leads = [f"{view.text(key)}: " for key in REFUSED]
    bare = []
    for reason in reasons:
        lead = next((lead for lead in leads if reason.startswith(lead)), "")
        rest = reason.removeprefix(lead)
        bare.append(rest[:1].upper() + rest[1:] if lead else rest)
    return list(dict.fromkeys(bare))


def _ended(heading: str) -> str:
    return heading if heading.endswith(("?", ".", "!")) else f"{heading}:"


def _block(name: str, markup: Markup) -> NotebookNode:
    shown = new_output("display_data", data={"text/html": str(markup)})
    return new_code_cell(id=name, outputs=[shown])
