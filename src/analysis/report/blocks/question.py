"""What a question is: asked of a view with its options, answered in sentences, tables, pictures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from analysis.errors import nearest
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.method import Method
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.sheets import sheet_table
from analysis.report.blocks.table import Listing, Table
from analysis.report.blocks.view import View, once
from analysis.study.sheet import Sheet
from analysis.untyped import AnySubject

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def said_of(view: View, question: str) -> tuple[str, ...]:
    """What the plan's documents say in words of a question, with the place."""
    file = view.projection.plan.file
    return tuple(
        view.text(
            "assumes.said",
            words=getattr(said, view.language),
            document=file.documents[said.source.document].title,
            heading=said.source.heading,
        )
        for name, said in file.says.items()
        if name == question
    )


@dataclass(frozen=True)
class Answer:
    """An answer in the language of its view: what was found, said, assumed and listed.

    `says` are sentences by what they say, in reading order; `sheets` hold the unrounded numbers.
    """

    view: View
    found: AnySubject
    says: Mapping[str, str]
    assumes: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """A sheet by its id. Raises KeyError that offers the nearest."""
        found = {sheet.id: sheet for sheet in self.sheets}
        if name not in found:
            raise KeyError(f"no sheet {name!r}; nearest: {nearest(name, found)!r}")
        return found[name]

    def table(self, name: str) -> Table:
        """A sheet as people read it."""
        return sheet_table(self.sheet(name), self.view.projection.plan, self.view.language)

    def tables(self) -> tuple[Table, ...]:
        """Every sheet as people read it, the first open and the others folded."""
        made = [self.table(sheet.id) for sheet in self.sheets]
        return tuple([*made[:1], *(replace(table, folded=True) for table in made[1:])])

    def said(self) -> tuple[str, ...]:
        """What the answer says, one sentence after the other."""
        return tuple(self.says.values())


@dataclass(frozen=True)
class Picture:
    """A picture of an answer. `draw` gets what was found and a view that holds `lines` alone.

    `sheet` is the id of the sheet that holds its figures; `title` names the sentence that it
    shows, the first one when none is named; `describe` tells the alternative text where the
    catalogue's words are not enough.
    """

    name: str
    draw: "Callable[..., Figure]"
    sheet: str
    title: str | None = None
    lines: tuple[str, ...] = ()
    describe: Callable[[Answer], str] | None = None

    def chart(self, of: Callable[..., Answer]) -> Chart[Answer]:
        """The picture as a chart of a page."""
        return Chart(
            self.name,
            of,
            self.draw,
            lambda answer: answer.says[self.title] if self.title else answer.said()[0],
            self.describe or self._describe,
            lambda answer: answer.table(self.sheet),
            lambda answer: (answer.found, answer.view.narrowed(self.lines)),
        )

    def _describe(self, answer: Answer) -> str:
        return " ".join((answer.view.text(f"alt.study.{self.name}"), *answer.said()[:4]))


@dataclass(frozen=True)
class Asked:
    """A question as a page asks it, by name, with the pictures of its answer, and how a page shows
    its tables and sentences."""

    name: str
    ask: Callable[..., Answer]
    pictures: tuple[Picture, ...] = ()
    tables: Callable[[Answer], tuple[Table, ...]] = Answer.tables
    said: Callable[[Answer], str | Sequence[str]] = Answer.said


@dataclass(frozen=True)
class Question:
    """A question: its command, and how pages ask it.

    `ask` is asked of a view; its further parameters are the options, annotated for the command
    line. `common` are the options that say of which plan and scenario it is asked.
    """

    name: str
    ask: Callable[..., Answer]
    asked: tuple[Asked, ...]
    common: tuple[str, ...] = ("plan", "scenario", "change", "set_", "horizon")
    data: Callable[[Answer], object] | None = None
    drawn: "Callable[..., Figure] | None" = None
    more: Shows = field(default_factory=Shows)
    methods: tuple[Method, ...] = ()
    """How its sheets are made, each by its id."""

    @property
    def shows(self) -> Shows:
        """The blocks of the pages that ask."""
        of = {asked.name: once(asked.ask) for asked in self.asked}
        charts = (p.chart(of[a.name]) for a in self.asked for p in a.pictures)
        tables = (Listing(each.name, of[each.name], each.tables) for each in self.asked)
        said = (Sentence(each.name, of[each.name], each.said) for each in self.asked)
        assumed = (Sentence(name, get, lambda answer: answer.assumes) for name, get in of.items())
        return Shows(
            (*charts, *self.more.charts),
            tuple(tables),
            (*said, *self.more.sentences),
            tuple(assumed),
            self.methods,
        )
