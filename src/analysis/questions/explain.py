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
PITCH = 12
"""Points from one step to the next."""
ARCS = 60
"""Points that the longest arc reaches to the left."""


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
    return Calculation(view, line, steps_of(line), view.projection.moved)


def steps_of(line: str) -> tuple[str, ...]:
    """What is worked out for a line, in the order of the calculation; not the checks of it."""
    return tuple(n for n in order(model(), [line]) if not n.startswith("gap_"))


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


def draw_graph(moved: frozenset[str] | None, reader: Reader, target: str) -> "Figure":
    """A row a step, each below all that it rests on, coloured by chapter, and an arc to every step
    that uses it. With `moved`, what a scenario's differences touch is ringed."""
    graph = model()
    names = steps_of(target)
    reached = touched(graph, moved) if moved else set()
    figure, axes = theme.plot(high=len(names) * PITCH / 72, left=0.05, foot=0.02)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.axis("off")
    theme.fit(axes)
    axes.set_xlim(-ARCS, 72 * axes.get_position().width * theme.WIDE - ARCS)
    _draw_arcs(axes, names, reached)
    _draw_steps(axes, names, reached, reader)
    return figure


def _draw_arcs(axes: "Axes", names: Sequence[str], reached: set[str]) -> None:
    from matplotlib.patches import Arc

    graph, place = model(), {name: row for row, name in enumerate(names)}
    for name in names:
        rests_on = set(arguments(graph[name]))
        for used in (each for each in names if each in rests_on):
            lit = name in reached and used in reached
            far = place[name] - place[used]
            arc = Arc(
                (0, place[used] + far / 2), 2 * ARCS * (far / len(names)) ** 0.5, far,
                theta1=90, theta2=270, color=MARK if lit else "#aab2bb", lw=1.2 if lit else 0.7,
                zorder=2 if lit else 1,
            )  # fmt: skip
            axes.add_patch(arc)


def _draw_steps(axes: "Axes", names: Sequence[str], reached: set[str], reader: Reader) -> None:
    chapters = list(dict.fromkeys(chapter_of().values()))
    colours = {c: COLOURS[n % len(COLOURS)] for n, c in enumerate(chapters)}
    for row, name in enumerate(names):
        ring = {"mec": MARK, "mew": 2, "ms": 7} if name in reached else {"mew": 0, "ms": 5}
        colour = colours[chapter_of()[name]]
        axes.plot([0], [row], "o", color=colour, zorder=3, **ring)
        axes.annotate(
            value_label(name, reader.language), (0, row), xytext=(7, 0),
            textcoords="offset points", va="center", fontsize=theme.LETTERS, color=colour,
        )  # fmt: skip
    used = dict.fromkeys(chapter_of()[name] for name in names)
    ends = [(-float(n), reader.text(f"chapter.model.{c}"), colours[c]) for n, c in enumerate(used)]
    theme.name_lines(axes, ends)


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
