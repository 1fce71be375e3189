"""The questions as a user of Python asks them: what each answers, dressed as an `Answer`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from analysis.errors import InputError, verbatim
from analysis.inputs.levers import chosen, load_levers
from analysis.interface.answer import Answer
from analysis.interface.frames import frames_of, shown_frame
from analysis.interface.kinds import AnyResult
from analysis.interface.shown import Shown, ShownChart, ShownTable
from analysis.questions import bridge as bridges
from analysis.questions import compare as comparing
from analysis.questions import explain as explaining
from analysis.questions import seek as seeking
from analysis.questions import sensitivity as sensitivities
from analysis.questions import uncertainty as uncertain
from analysis.report import notebook
from analysis.report.blocks.chart import chart_html, figure_html
from analysis.report.blocks.look import recoloured_figure
from analysis.report.blocks.pictures import mark_cut_axes, svg
from analysis.report.blocks.question import Answer as Told
from analysis.report.blocks.question import Picture, Question
from analysis.report.blocks.registry import Block, Blocks
from analysis.report.blocks.sentence import said_html
from analysis.report.blocks.table import Table, listing_html, table_html
from analysis.report.blocks.titles import question_html
from analysis.study import bridge as splitting
from analysis.study import compare as holding
from analysis.study import goalseek


def dressed(question: Question, told: Told) -> Answer:
    """An answer with its first picture, and how it shows itself in a notebook."""
    picture = question.asked[0].pictures[0]

    def html() -> str:
        lines = Markup("").join(Markup("<li>{}</li>").format(text) for text in told.said())
        shown = Markup("<ul>{}</ul>").format(lines)
        chart = picture.chart(lambda view: told)
        shown += figure_html(chart, told, svg(drawn(picture, told)), picture.name, told.view)
        written = (told.table(sheet.id) for sheet in told.sheets)
        return str(shown + Markup("").join(table_html(table) for table in written))

    return Answer(
        question.name,
        frames_of(told.sheets),
        told.said(),
        told.assumes,
        told.found,
        html,
        lambda: drawn(picture, told),
    )


def drawn(picture: Picture, told: Told) -> Figure:
    """The picture of an answer."""
    figure = mark_cut_axes(picture.draw(told.found, told.view.narrowed(picture.lines)))
    return recoloured_figure(figure, told.view.look)


def compare(result: AnyResult, others: Sequence[AnyResult], lines: Sequence[str]) -> Answer:
    """`others` is held against by `result`; the last of them is the yardstick."""
    ordered = [others[-1], *others[:-1], result]
    found = holding.compare([other.core for other in ordered], lines)
    return dressed(comparing.QUESTION, comparing.answered(result.view, found))


def bridge(result: AnyResult, start: AnyResult, line: str) -> Answer:
    """From `start` to `result`, or between two plans when they differ."""
    same = start.core.calibration is result.core.calibration
    split = splitting.scenario_bridge if same else splitting.vintage_bridge
    found = split(start.core, result.core, line)
    return dressed(bridges.QUESTION, bridges.answered(result.view, found))


def explained(result: AnyResult, line: str, year: int) -> Answer:
    """Each step of the calculation as a row; the words are those of `regionkalkyl explain`."""
    told = explaining.ask(result.view, line, year)
    steps = told.found.as_dict()["steps"]
    frame = pd.DataFrame(list(steps.values()) if isinstance(steps, dict) else steps)
    html = str(Markup("<pre>{}</pre>").format("\n".join(told.said())))
    return Answer("explain", {"steps": frame}, told.said(), (), told.found, lambda: html)


def sensitivity(result: AnyResult, line: str, year: int | None) -> Answer:
    """The tornado of a line; in the last budget year unless said."""
    told = sensitivities.ask(result.view, line, year)
    return dressed(sensitivities.QUESTION, told)


def uncertainty(
    result: AnyResult, draws: int, seed: int, lines: Sequence[str], method: str
) -> Answer:
    """Monte Carlo; the figure is the fans of the lines."""
    how = uncertain.Drawing(method)
    told = uncertain.ask(result.view, draws, seed, how, line=list(lines) or None)
    return dressed(uncertain.QUESTION, told)


def sought(
    result: AnyResult,
    goals: Sequence[str],
    years: Sequence[int],
    names: Sequence[str],
    start: int | None,
) -> Answer:
    """Every lever alone; levers are pulled from the second year of the plan unless said."""
    core = result.core
    levers = chosen(load_levers(core.plan), list(names))
    found = goalseek.seek(core.calibration, core.scenario, levers, goals, years, start)
    return dressed(seeking.QUESTION, seeking.answered(result.view, found))


def found(blocks: Blocks[Block], name: str) -> Block:
    """The block `name`. Raises InputError that offers the nearest name."""
    try:
        return blocks[name]
    except KeyError as error:
        raise InputError(verbatim(error.args[0]), value=name) from None


def figure(result: AnyResult, name: str, options: Mapping[str, object]) -> Figure:
    """A chart of the report. Raises InputError that says which lines a plan lacks for it."""
    chart = found(notebook.registry().charts, name)
    figure = mark_cut_axes(chart.draw(*chart.given(chart.of(result.view, **options))))
    return recoloured_figure(figure, result.view.look)


def chart(result: AnyResult, name: str, options: Mapping[str, object]) -> ShownChart:
    """A chart as the report shows it, and its figure."""
    block = found(notebook.registry().charts, name)
    html = chart_html(block, result.view, options)
    return ShownChart(name, str(html), lambda: figure(result, name, options))


def table(result: AnyResult, name: str, options: Mapping[str, object]) -> ShownTable:
    """A table as the report shows it, and its numbers."""
    block, view = found(notebook.registry().tables, name), result.view

    def frames() -> list[pd.DataFrame]:
        made: tuple[Table, ...] = block.made(block.of(view, **options))
        return [shown_frame(each, result.core) for each in made]

    return ShownTable(name, str(listing_html(block, view, options)), frames)


def said(result: AnyResult, kind: str, name: str, options: Mapping[str, object]) -> Shown:
    """Sentences of the report: what results mean ("sentence") or rest on ("assumption")."""
    blocks = notebook.registry()
    held = {"sentence": blocks.sentences, "assumption": blocks.assumptions}[kind]
    return Shown(name, str(said_html(found(held, name), result.view, options)))


def asked(result: AnyResult) -> Shown:
    """The question of the scenario, and its note."""
    return Shown("question", str(question_html(result.view)))


def report(result: AnyResult, out: str | Path | None) -> Path:
    """The report of a scenario that stands in a file or is the adopted plan."""
    from analysis.report.output.build import build_report

    scenario = result.core.scenario
    return build_report(
        result.core.plan.folder,
        scenario.path or "base",
        None if out is None else Path(out),
        result.plan.language,
        outcomes=result.outcomes_file,
    )
