"""How the tables are made that show more than values of the calculation, as a plan tells it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from analysis.report.blocks.method import Method, Part
from analysis.report.blocks.view import View
from analysis.report.chapters import Chapter
from analysis.report.notebook import registry
from analysis.report.output.html import MADE
from analysis.study.figure_names import figure_id


@dataclass(frozen=True)
class Told:
    """A method in the words of a plan and a language: the place on the page, title, words and
    formula, what goes in, the figures of the last year that it is about, the printed tables by id
    with their headings, and the page of the report that states what is assumed."""

    place: str
    title: str
    words: str
    formula: Markup
    parts: tuple[Part, ...]
    figures: tuple[str, ...]
    tables: dict[str, str]
    page: str
    chapter: str


def told_methods(
    view: View, names: Iterable[str], among: Collection[Chapter] = ()
) -> tuple[Told, ...]:
    """The methods of these names, in a report that has the chapters `among`. Raises KeyError for a
    table that names no method."""
    return tuple(_told(view, registry().methods[name], among) for name in names)


def _told(view: View, method: Method, among: Collection[Chapter]) -> Told:
    plan, language = view.projection.plan, view.language
    chapter = next((each for each in among if each.notebook == method.chapter), None)
    tables = {name: plan.specs[name] for name in method.tables(view)}
    headings = {
        name: f"{plan.file.documents[spec.document].title}, {spec.heading}"
        for name, spec in tables.items()
    }
    return Told(
        MADE + method.name,
        method.title(language),
        method.words(view),
        method.mathematics(language),
        tuple(method.parts(view)),
        tuple(figure_id(line, view.years[-1]) for line in method.lines if line in view.lines),
        headings,
        chapter.page if chapter else "",
        chapter.title(language) if chapter else "",
    )
