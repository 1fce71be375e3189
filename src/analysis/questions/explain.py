"""Where a figure comes from (*härledning*): formula, inputs and sources, to the printed row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from markupsafe import Markup

from analysis.model.chapters import chapter_of, model
from analysis.model.graph import arguments, order, touched
from analysis.report.blocks import theme
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.explanation import (
    detail_parts,
    formula_lines,
    step_words,
    text_lines,
)
from analysis.report.blocks.missing import refuse_without
from analysis.report.blocks.question import Answer, Question
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.table import Row, Table
from analysis.report.blocks.view import Reader, View
from analysis.study.explain import explain
from analysis.study.labels import value_label
from analysis.study.layout import Layout, layout
from analysis.study.opened import open_scenario
from analysis.study.trace import Step, Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = (
    theme.BLUE,
    theme.ORANGE,
    theme.GREEN,
    theme.PURPLE,
    theme.GREY,
    "#8c510a",
    "#01665e",
    "#b2182b",
    "#4d4d4d",
)
MARK = "#f28e2b"


def ask(
    view: View,
    line: Annotated[str, typer.Argument(help="A line item, such as net_result.")],
    year: Annotated[int, typer.Option("--year", "-y", help="The year of the figure.")],
    against: Annotated[
        str | None, typer.Option("--against", help="Another scenario: show only what differs.")
    ] = None,
    depth: Annotated[
        int | None, typer.Option("--depth", min=0, help="Levels to print (text). All by default.")
    ] = None,
) -> Answer:
    """The recursive trace of one figure, or of its difference from another scenario."""
    asked = view.projection
    other = None if against is None else open_scenario(asked.calibration, against)
    return _answer(view, explain(asked, line, year, other), depth)


def _answer(view: View, trace: Trace, depth: int | None = None) -> Answer:
    lines = enumerate(text_lines(trace, view.language, depth))
    return Answer(view, trace, {str(number): text for number, text in lines})


@dataclass(frozen=True)
class Calculation:
    """The steps of the calculation behind a line; `moved` are those of the scenario."""

    view: View
    line: str
    names: tuple[str, ...]
    moved: frozenset[str]


def calculation(view: View, line: str) -> Calculation:
    """The steps behind a line, in the order of the calculation. Raises Lacking without the line."""
    refuse_without(view, "missing.chart", (line,))
    return Calculation(view, line, tuple(order(model(), [line])), view.projection.moved)


def say_graph(found: Calculation) -> str:
    """In how many steps the line is worked out."""
    view = found.view
    return view.text("says.graph", line=view.label(found.line), count=len(found.names))


def graph_table(found: Calculation) -> Table:
    """Each step with its chapter and what it rests on."""
    view, language = found.view, found.view.language
    rows = tuple(
        Row(
            value_label(name, language),
            (
                view.text(f"chapter.model.{chapter_of()[name]}"),
                ", ".join(value_label(a, language) for a in arguments(model()[name])),
            ),
        )
        for name in found.names
    )
    head = tuple(view.text(f"column.{c}") for c in ("value", "chapter", "rests_on"))
    return Table(view.text("sheet.graph", line=view.label(found.line)), head, rows, (False,) * 2)


def draw_graph(moved: frozenset[str] | None, reader: Reader, target: str | None = None) -> "Figure":
    """Every step of the calculation from the top down, coloured by chapter.

    With `moved`, the steps that a scenario's differences touch are ringed.
    """
    found = layout(model(), [target] if target else None)
    reached = touched(model(), moved) if moved else set()
    rows = max(row for _, row in found.places.values())
    last = max(level for level, _ in found.places.values())
    with theme.themed():
        figure = theme.figure(figsize=(0.4 + 1.02 * rows, 0.3 + 0.55 * (last + 1)))
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    _draw_arrows(axes, found, reached)
    _draw_steps(axes, found, reached, reader.language)
    axes.set_xlim(-0.15, rows + 0.65)
    axes.set_ylim(-last - 0.5, 0.5)
    axes.axis("off")
    return figure


def _draw_arrows(axes: "Axes", found: Layout, reached: set[str]) -> None:
    for first, second in found.arrows:
        (y0, x0), (y1, x1) = found.places[first], found.places[second]
        lit = first in reached and second in reached
        axes.annotate(
            "", (x1, -y1), (x0, -y0),
            arrowprops={"arrowstyle": "-", "color": MARK if lit else "#c9ced4",
                        "lw": 1.4 if lit else 0.6, "connectionstyle": "arc3,rad=0.08"},
        )  # fmt: skip


def _draw_steps(axes: "Axes", found: Layout, reached: set[str], language: str) -> None:
    chapters = list(dict.fromkeys(chapter_of().values()))
    for name, (level, row) in found.places.items():
        colour = COLOURS[chapters.index(chapter_of()[name]) % len(COLOURS)]
        axes.annotate(
            _name(name, language), (row, -level), ha="center", va="center", fontsize=6.5,
            color="white",
            bbox={"boxstyle": "round,pad=0.3", "fc": colour,
                  "ec": MARK if name in reached else colour, "lw": 2 if name in reached else 0.5},
        )  # fmt: skip


def _name(name: str, language: str) -> str:
    words = value_label(name, language).replace("/", "/ ").split()
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) > 15:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    kept = [each.replace("/ ", "/") for each in (*lines, line)]
    return "\n".join(kept[:2]) + ("…" if len(kept) > 2 else "")


def on_page(view: View, line: str) -> Answer:
    """A line in the last year of the budget, and what moves it from the base where there is one.

    Raises Lacking without the line.
    """
    refuse_without(view, "missing.sentence", (line,))
    year = (view.budget or view.years)[-1]
    return _answer(view, explain(view.projection, line, year, view.base))


def unfold(answer: Answer) -> Markup:
    """How a figure is calculated, step by step; each step opens to its own inputs."""
    trace, view = answer.found, answer.view
    key = "explain.on_page" if trace.against is None else "explain.on_page_against"
    step = trace.steps[trace.target]
    figure = f"{value_label(step.name, view.language)} {step.year or ''}".rstrip()
    title = Markup('<p class="headline">{}</p>').format(view.text(key, figure=figure))
    return title + Markup("<ul>{}</ul>").format(_step_html(trace, trace.target, view, set()))


def _step_html(trace: Trace, key: str, view: View, told: set[str]) -> Markup:
    step = trace.steps[key]
    words = step_words(step, view.language)
    if key in told and step.formula:
        return Markup("<li>{} ({})</li>").format(words, view.text("explain.told"))
    told.add(key)
    inside = _lines(step, view) + Markup("<ul>{}</ul>").format(
        Markup("").join(_step_html(trace, link.to, view, told) for link in step.inputs)
    )
    return Markup("<li><details><summary>{}</summary>{}</details></li>").format(words, inside)


def _marked(parts: Sequence[tuple[str, bool]], language: str) -> Markup:
    """Pieces of a sentence; names in the sources stay Swedish and say so on another page."""
    return Markup("").join(
        Markup('<span lang="sv">{}</span>').format(text)
        if swedish and language != "sv"
        else Markup("{}").format(text)
        for text, swedish in parts
    )


def _lines(step: Step, view: View) -> Markup:
    """The formula, a line a step, and sources as prose."""
    formula = Markup("").join(
        Markup('<p class="formula">{}</p>').format(line)
        for line in formula_lines(step, view.language, again=True)
    )
    prose = Markup("").join(
        Markup('<p class="note">{}</p>').format(_marked(parts, view.language))
        for parts in detail_parts(step, view.language)
    )
    return formula + prose


GRAPH = Chart(
    "graph",
    calculation,
    draw_graph,
    say_graph,
    lambda found: f"{found.view.text('alt.study.graph')} {say_graph(found)}",
    graph_table,
    lambda found: (found.moved, found.view.narrowed(), found.line),
)
QUESTION = Question(
    "explain",
    ask,
    (),
    data=lambda answer: answer.found.as_dict(),
    drawn=lambda answer, line: draw_graph(answer.view.projection.moved, answer.view, line),
    more=Shows((GRAPH,), sentences=(Sentence("explain", on_page, unfold),)),
)
SHOWS = QUESTION.shows
