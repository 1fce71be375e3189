"""The chapters of a report as parts of one document: names of their own, nothing said twice."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from nbformat import NotebookNode

from analysis.report.chapters import GROUPS, Chapter
from analysis.report.chapters.glossary import ANCHOR
from analysis.report.output.html import prose, translated
from analysis.report.output.sanitise import allowed, cleaner
from analysis.report.output.words import PAGE, with_words

Section = tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A chapter (*kapitel*): its place in the document, its title and its clean markup.

    `group` is what the reader finds it under. Headings begin one level down, below the title of the
    document. Every id begins with the
    place, and a link to another page of the report leads to its part.
    """

    place: str
    group: str
    title: str
    markup: str


def parts(notebooks: Mapping[Chapter, NotebookNode], language: str) -> tuple[Part, ...]:
    """The executed chapters in the order of the navigation.

    A section that an earlier chapter has shown word for word, such as the list of add factors, is
    not shown again.
    """
    places = {chapter.page: place_of(chapter) for chapter in notebooks}
    shown: set[str] = set()
    found = []
    for chapter in sorted(notebooks, key=lambda each: GROUPS.index(each.group)):
        title = chapter.title(language)
        clean = cleaner(placed(places[chapter.page], title, places))
        kept = unsaid(sections(translated(notebooks[chapter], language)), shown)
        markup = "\n".join(clean.clean(block).strip() for block in kept)
        if PAGE in places:
            markup = with_words(markup, language, f"#{places[PAGE]}--{ANCHOR}")
        found.append(Part(places[chapter.page], chapter.group, title, markup))
    return tuple(found)


def place_of(chapter: Chapter) -> str:
    """What the part of a chapter is called in links: the name of its notebook without number."""
    return chapter.notebook.partition("_")[2]


def sections(notebook: NotebookNode) -> Iterator[Section]:
    """The blocks of a notebook as markup, a new section wherever a heading begins."""
    section: list[str] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            if cell.source.startswith("#") and section:
                yield tuple(section)
                section = []
            section.append(prose(cell.source, deeper=1))
        elif cell.cell_type == "code":
            data = (output.get("data", {}) for output in cell.outputs)
            section += [str(shown["text/html"]) for shown in data if "text/html" in shown]
    if section:
        yield tuple(section)


def unsaid(found: Iterator[Section], shown: set[str]) -> Sequence[str]:
    """The blocks of the sections that hold anything not `shown` before; they are shown then."""
    kept = [block for section in found if not shown.issuperset(section) for block in section]
    shown.update(kept)
    return kept


def placed(
    place: str, title: str, places: Mapping[str, str]
) -> Callable[[str, str, str], str | None]:
    """The filter of attributes that moves ids and links of a page to its part of the document. No
    page beside it tells how a figure is calculated."""

    def moved(tag: str, name: str, value: str) -> str | None:
        kept = allowed(tag, name, value)
        if kept is None or name in {"data-figure", "data-made"}:
            return None
        if name == "id":
            return f"{place}--{kept}"
        if name == "aria-label":  # the same table may stand in two chapters
            return f"{kept} ({title})"
        return within(kept, place, places) if name == "href" else kept

    return moved


def within(href: str, place: str, places: Mapping[str, str]) -> str | None:
    """Where a link of a page leads in the document; None for a file that lies beside the page."""
    if href.startswith("https://"):
        return href
    page, sign, target = href.partition("#")
    if page and PurePosixPath(page).as_posix() not in places:
        return None
    at = places.get(page, place)
    return f"#{at}--{target}" if sign and target else f"#{at}"
