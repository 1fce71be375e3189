"""What can be searched for in the reports of a folder: headings, and lines of their tables.

The pages may come from anyone. What they hold is taken as text, and shown as text.
"""

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from analysis.errors import InputError
from analysis.inputs.documents import read_bytes
from analysis.report.chapters import chapters
from analysis.report.output.site.found import Found
from analysis.report.seal.manifest import MAX_BYTES

_NAMED = re.compile(r'<(h1|h2|th) ?(scope="row")?[^>]*>(.*?)</\1>', re.DOTALL)
_MAIN = re.compile(r"<main.*</main>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
LONGEST = 120
"""Characters of a name that is searched for; a longer one is prose."""
HEADING, LINE = 0, 1
Told = dict[str, object]


def index(out: Path, found: Sequence[Found]) -> Told:
    """The index of the reports, in plain data for the script of the page.

    `reports` are folder, title, plan and language of each; `pages` file and title of each; `names`
    hold a name, what it is (0 a heading, 1 a line), and then in turn a page and the reports that
    have the name on it, as first and last of each unbroken row of them.
    """
    pages: dict[tuple[str, str], int] = {}
    names: dict[tuple[str, int], dict[int, list[int]]] = {}
    for number, report in enumerate(found):
        for file, content in _pages(out.joinpath(*report.folder)):
            title, named = "", dict[tuple[str, int], None]()
            for tag, name in _names(content):
                title = title or (name if tag == "h1" else "")
                named[name, LINE if tag == "th" else HEADING] = None
            page = pages.setdefault((file, title), len(pages))
            for each in named:
                names.setdefault(each, {}).setdefault(page, []).append(number)
    return {
        "reports": [
            ["/".join(r.folder), r.told.title, r.plan_title, r.told.language] for r in found
        ],
        "pages": [list(page) for page in pages],
        "names": [
            [name, kind, *(part for page, at in where.items() for part in (page, _rows(at)))]
            for (name, kind), where in names.items()
        ],
    }


def _pages(folder: Path) -> Iterator[tuple[str, str]]:
    """The chapters of a report that are there, each with its content."""
    for chapter in chapters():
        path = folder / chapter.page
        with suppress(InputError):  # no such chapter, or a file that is no page of a report
            yield chapter.page, read_bytes(path, MAX_BYTES).decode(errors="replace")


def _names(content: str) -> Iterator[tuple[str, str]]:
    """Headings and names of rows on a page, in their order."""
    main = _MAIN.search(content)
    for found in _NAMED.finditer(main[0] if main else ""):
        tag, scope, markup = found.groups()
        name = " ".join(html.unescape(_TAGS.sub("", markup)).split())
        if (tag != "th" or scope) and 0 < len(name) <= LONGEST:
            yield tag, name


def _rows(numbers: Sequence[int]) -> list[int]:
    """Ascending numbers as the first and last of each unbroken row."""
    rows: list[int] = []
    for number in numbers:
        if rows and rows[-1] == number - 1:
            rows[-1] = number
        else:
            rows += [number, number]
    return rows
