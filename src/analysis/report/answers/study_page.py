"""Answers as accessible HTML: pictures, sentences, tables and assumptions of a question."""

from collections.abc import Sequence

from markupsafe import Markup

from analysis.errors import InputError, nearest
from analysis.report.answers.figures_graph import draw_graph
from analysis.report.answers.questions import QUESTIONS, Question, Unanswered
from analysis.report.answers.study_pictures import PICTURES
from analysis.report.blocks.display import figure_html, table_html
from analysis.report.blocks.explanation import detail_parts, formula_lines, heading, step_line
from analysis.report.blocks.pictures import picture
from analysis.report.blocks.sheets import sheet_table
from analysis.report.blocks.table import Row, Table
from analysis.report.blocks.view import View
from analysis.study.explain import explain
from analysis.study.trace import Step, Trace


class Answers:
    """The answers of one view, each asked once however many blocks show it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._known: dict[str, object] = {}

    def get(self, name: str) -> object:
        """The answer to a question. Raises InputError when the plan cannot give one."""
        if name not in self._known:
            self._known[name] = question(name).ask(self.view)
        return self._known[name]


def question(name: str) -> Question:
    """A question by name. Raises KeyError that offers the nearest."""
    if name not in QUESTIONS:
        raise KeyError(f"no question {name!r}; nearest: {nearest(name, QUESTIONS)!r}")
    return QUESTIONS[name]


def picture_html(answers: Answers, name: str) -> Markup:
    """A picture with title, alternative text and its figures as a table."""
    if name not in PICTURES:
        raise KeyError(f"no picture {name!r}; nearest: {nearest(name, PICTURES)!r}")
    found, view = PICTURES[name], answers.view
    try:
        answer = answers.get(found.question)
    except InputError as error:
        return missing_html(view, error)
    asked = question(found.question)
    says = list(asked.says(answer, view))
    sheet = asked.sheets(answer)[found.sheet]
    return figure_html(
        f"study-{name}",
        says[found.title],
        picture(f"study.{name}", found.draw, answer, view.narrowed(found.lines)),
        " ".join((view.text(f"alt.study.{name}"), *says[:4])),
        sheet_table(sheet, view.projection.plan, view.language),
        view.language,
    )


def said_html(answers: Answers, name: str) -> Markup:
    """What an answer says, one sentence a line."""
    return _list(answers, name, question(name).says)


def assumed_html(answers: Answers, name: str) -> Markup:
    """What an answer assumes, in words."""
    return _list(answers, name, question(name).assumes)


def _list(answers: Answers, name: str, words: object) -> Markup:
    try:
        answer = answers.get(name)
    except InputError as error:
        return missing_html(answers.view, error)
    assert callable(words)
    lines = Markup("").join(Markup("<li>{}</li>").format(s) for s in words(answer, answers.view))
    return Markup("<ul>{}</ul>").format(lines)


def tables_html(answers: Answers, name: str) -> Markup:
    """The tables of an answer, the first open and the others folded."""
    try:
        sheets = question(name).sheets(answers.get(name))
    except InputError as error:
        return missing_html(answers.view, error)
    view = answers.view
    made = [sheet_table(sheet, view.projection.plan, view.language) for sheet in sheets]
    folded = [
        Markup('<details class="data"><summary>{}</summary>{}</details>').format(
            view.text("table.open", caption=table.caption, count=len(table.rows)),
            table_html(table),
        )
        for table in made[1:]
    ]
    return Markup("").join([table_html(made[0]), *folded])


def missing_html(view: View, error: InputError) -> Markup:
    """Why there is no answer, in the place of one."""
    reason = "; ".join(problem.message for problem in error.problems)
    own = isinstance(error, Unanswered) or view.language == "en"
    marked = Markup("{}.") if own else Markup('<span lang="en">{}.</span>')
    return Markup('<p class="missing">{} {}</p>').format(
        view.text("study.missing"), marked.format(reason)
    )


def graph_html(view: View, line: str) -> Markup:
    """The steps of the calculation behind `line` as a picture, those that moved ringed."""
    from analysis.model.chapters import chapter_of, model
    from analysis.model.graph import arguments, order
    from analysis.report.blocks.explanation import value_label

    names = order(model(), [line])
    rows = tuple(
        Row(
            value_label(name, view.language),
            (
                view.text(f"chapter.model.{chapter_of()[name]}"),
                ", ".join(value_label(a, view.language) for a in arguments(model()[name])),
            ),
        )
        for name in names
    )
    head = tuple(view.text(f"column.{c}") for c in ("value", "chapter", "rests_on"))
    caption = view.text("sheet.graph", line=view.label(line))
    drawn = picture("study.graph", draw_graph, view.projection.moved, view.narrowed(), line)
    said = view.text("says.graph", line=view.label(line), count=len(names))
    alt = f"{view.text('alt.study.graph')} {said}"
    table = Table(caption, head, rows, (False,) * 2)
    return figure_html("study-graph", said, drawn, alt, table, view.language)


def trace_html(view: View, line: str, year: int) -> Markup:
    """How a figure is calculated, step by step; each step opens to its own inputs."""
    try:
        trace = explain(view.projection, line, year, view.base)
    except InputError as error:
        return missing_html(view, error)
    title = Markup('<p class="headline">{}</p>').format(heading(trace, view.language))
    return title + Markup("<ul>{}</ul>").format(_step_html(trace, trace.target, view, set()))


def _step_html(trace: Trace, key: str, view: View, told: set[str]) -> Markup:
    step = trace.steps[key]
    words = step_line(step, view.language)
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
    """Formula as code, sources as prose; Python's own words are marked as no prose."""
    code: Sequence[str] = [
        line for line in formula_lines(step, view.language) if not line.startswith("#")
    ]
    block = Markup('<pre lang="zxx"><code>{}</code></pre>').format("\n".join(code))
    prose = Markup("").join(
        Markup('<p class="note">{}</p>').format(_marked(parts, view.language))
        for parts in detail_parts(step, view.language)
    )
    return (block if code else Markup("")) + prose
