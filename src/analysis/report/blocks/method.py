"""How a table is made (*så räknas tabellen*) that shows more than values of the calculation.

What is drawn, searched, summed or counted is no cell of the trace. Its tables name a method, and a
report tells each method once: in words, as a formula, with what goes in and where that is printed.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from analysis import catalogue
from analysis.report.blocks.view import View
from analysis.trace.arrays import CellArray
from analysis.trace.cells import Cells
from analysis.trace.mathematics import Words, mathematics
from analysis.untyped import Traceable


@dataclass(frozen=True)
class Part:
    """Something that goes into a table: words, and the value of the calculation that they are
    about, if any (`study.figure_names`)."""

    words: str
    figure: str = ""


def in_swedish(words: str, language: str) -> str:
    """Words of a source, marked as Swedish on a page in another language."""
    return words if language == "sv" else Markup('<span lang="sv">{}</span>').format(words)


def no_values(view: View) -> Mapping[str, object]:
    """Most methods are told in the same words whatever the plan."""
    return {}


def nothing_more(view: View) -> tuple[()]:
    """Most methods rest on the lines and the printed tables that they name, and on nothing else."""
    return ()


@dataclass(frozen=True)
class Method:
    """How tables of one kind are made. The catalogue has its title, `made.<name>` or that of the
    sheet of this name, and its words, `made.<name>.words`, whose braces `values` fills.

    `parts` are what else goes in, told one by one; `lines` the lines that the table is about, whose
    figures of the last year lead on; `tables` the printed tables by id. `formula` is written as
    mathematics: it is called after what it gives and its arguments after what they are
    (`made.symbol.<name>`). `chapter` is the notebook whose page states what is assumed. A method
    of the `whole` table is told also where every number leads to a figure, of which it is a change.
    """

    name: str
    chapter: str = ""
    lines: tuple[str, ...] = ()
    values: Callable[[View], Mapping[str, object]] = no_values
    parts: Callable[[View], Iterable[Part]] = nothing_more
    tables: Callable[[View], Iterable[str]] = nothing_more
    formula: Callable[..., Traceable] | None = None
    whole: bool = False

    def title(self, language: str) -> str:
        own = f"made.{self.name}"
        return catalogue.text(own if catalogue.has_text(own) else f"sheet.{self.name}", language)

    def words(self, view: View) -> str:
        return view.text(f"made.{self.name}.words", **self.values(view))

    def link(self, language: str) -> str:
        """What the link from a table says."""
        own = f"made.{self.name}.link"
        return catalogue.text(own if catalogue.has_text(own) else "how.table", language)

    def mathematics(self, language: str) -> Markup:
        """The formula as MathML; nothing where words say it better."""
        if self.formula is None:
            return Markup("")
        cells, known, given = Cells(), dict[int, str](), dict[str, CellArray]()
        for name in inspect.signature(self.formula).parameters:
            cell = cells.input(name, 0)
            known[cell] = _symbol(name, language)
            given[name] = CellArray(cells, np.array(cell))
        keys = ("how.when", "how.else", "how.none")
        words = Words(*(catalogue.text(key, language) for key in keys))
        found = mathematics(cells, int(self.formula(**given).ids), known, words)
        return Markup(f"{_symbol(self.formula.__name__, language)}<mo>=</mo>{found.formula}")


def _symbol(name: str, language: str) -> str:
    return f"<mtext>{escape(catalogue.text(f'made.symbol.{name}', language))}</mtext>"


def difference(changed: Traceable, unchanged: Traceable) -> Traceable:
    """What a change does: the formula of every table of effects."""
    return changed - unchanged


def unexplained(closing: Traceable, opening: Traceable, changes: Traceable) -> Traceable:
    """What the printed changes leave of the way from the start to the end."""
    return closing - opening - changes
