"""What the notebooks on questions call: pictures, sentences, tables and assumptions of answers."""

from IPython.display import HTML

from analysis.report.answers import study_page
from analysis.report.blocks.view import View

_answers: list[study_page.Answers] = []
"""The answers of the view that was opened last: a notebook shows several blocks of one."""


def _of(view: View) -> study_page.Answers:
    if not _answers or _answers[0].view is not view:
        _answers[:] = [study_page.Answers(view)]
    return _answers[0]


def picture(name: str, view: View) -> HTML:
    """Show a picture of an answer."""
    return HTML(study_page.picture_html(_of(view), name))


def said(question: str, view: View) -> HTML:
    """Say what an answer means, in sentences."""
    return HTML(study_page.said_html(_of(view), question))


def answer(question: str, view: View) -> HTML:
    """Show the tables of an answer."""
    return HTML(study_page.tables_html(_of(view), question))


def assumed(question: str, view: View) -> HTML:
    """Say what an answer assumes."""
    return HTML(study_page.assumed_html(_of(view), question))


def graph(line: str, view: View) -> HTML:
    """Show the calculation behind a line."""
    return HTML(study_page.graph_html(view, line))


def trace(line: str, view: View) -> HTML:
    """Explain a line in the last year of the budget, step by step."""
    years = view.projection.plan.budget_years or view.years
    return HTML(study_page.trace_html(view, line, years[-1]))
