"""Reports that others lead to and that are no longer there: a page in their place says so.

The pages of a report are sealed by its manifest, so that a link in them stays as it was made. A
report that has been removed gets its first page and that of its figures again, each of them only
to say that the report is gone; no other file is touched.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from analysis import catalogue
from analysis.inputs.places import SLUG
from analysis.report.output.html import page_style
from analysis.report.output.site.compare import PEEK
from analysis.report.output.site.found import Found
from analysis.storage import write_whole

PAGES = ("index.html", "how.html")
"""The pages of another report of the run that a report leads to."""
MARK = b'<body class="site gone">'
Name = tuple[str, str]
"""Plan and scenario: the folders of a report."""


def missing(out: Path, found: Sequence[Found]) -> list[Name]:
    """The reports of a run that another of it leads to and that are not there, by name. What a
    manifest names is no path until it is the name of a folder."""
    named = {
        (report.folder[0], name)
        for report in found
        for name in report.told.run
        if SLUG.fullmatch(name)
    }
    return sorted(name for name in named if _free(out.joinpath(*name)))


def _free(folder: Path) -> bool:
    """Whether nothing lies in a place but, at most, pages that say that a report is gone."""
    if folder.is_symlink():
        return False
    return not folder.exists() or (folder.is_dir() and all(map(is_gone, folder.iterdir())))


def is_gone(path: Path) -> bool:
    """Whether a file is such a page, and not one that someone else has put there."""
    if path.is_symlink() or not path.is_file() or path.name not in PAGES:
        return False
    with path.open("rb") as file:
        return MARK in file.read(PEEK)


def write_gone(out: Path, names: Iterable[Name], language: str) -> None:
    """Write the pages of reports that are gone, and remove those that nothing leads to now."""
    kept = {out.joinpath(*name) for name in names}
    for folder in sorted(kept):
        content = _page(folder.name, language).encode()
        folder.mkdir(parents=True, exist_ok=True)
        for name in PAGES:
            write_whole(folder / name, content)
    for page in sorted(out.glob(f"*/*/{PAGES[0]}")):
        old = page.parent
        ours = is_gone(page) and not old.is_symlink() and not old.parent.is_symlink()
        if ours and old not in kept and _free(old):
            for name in PAGES:
                (old / name).unlink(missing_ok=True)
            old.rmdir()


def _page(name: str, language: str) -> str:
    words = {
        word: catalogue.text(f"site.gone.{word}", language, name=name)
        for word in ("skip", "heading", "says", "again", "back")
    }
    return str(_template().render(language=language, words=words, css=Markup(page_style())))


@cache
def _template() -> Template:
    source = (files("analysis.report.output.site") / "gone.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
