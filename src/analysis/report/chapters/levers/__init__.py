"""What each goal takes of each lever alone (*styrmedel*): one table of all goals side by side."""

from dataclasses import replace

from analysis import catalogue
from analysis.errors import InputError
from analysis.questions.seek import CASH, Taken, aimed_at, every_goal, on_page, pull_words
from analysis.report.blocks.question import Answer
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.table import Listing, Row, Table
from analysis.report.blocks.view import View
from analysis.study.goalseek import Seek
from analysis.study.labels import lever_label

GOALS = ("balanced_budget", CASH, "self_financing")
"""What is asked for by itself, beside all goals together."""


def answers(view: View) -> tuple[Answer, ...]:
    """All goals together, then each that the plan tests. Raises Lacking where it tests none."""
    found, lacked = [], list[InputError]()
    for goal in (None, *GOALS):
        try:
            found.append(view.once(on_page, goal=goal) if goal else view.once(every_goal))
        except InputError as error:
            lacked.append(error)
    if not found:
        raise lacked[0]
    return tuple(found)


def side_by_side(found: tuple[Answer, ...]) -> tuple[Table, ...]:
    """A row for each lever, a column for each goal; then, folded, how each goal is reached."""
    view = found[0].view
    seeks = [_seek(answer) for answer in found]
    rows = tuple(
        Row(
            lever_label(view.projection.plan, lever, view.language),
            tuple(_needed(answer, lever) for answer in found),
        )
        for lever in seeks[0].levers
    )
    head = (view.text("column.lever"), *map(_head, found))
    note = view.text("levers_by_goal.note")
    caption = view.text("levers_by_goal.caption")
    more = (replace(answer.table("seek"), caption=_head(answer), folded=True) for answer in found)
    mixes = (answer.table(s.id) for answer in found for s in answer.sheets if s.id != "seek")
    both = (*more, *(replace(mix, folded=True) for mix in mixes))
    numeric = (True,) * len(found)
    return Table(caption, head, rows, numeric, note, made="seek"), *both


def _seek(answer: Answer) -> Seek:
    found: Seek | Taken = answer.found
    return found.seek if isinstance(found, Taken) else found


def _head(answer: Answer) -> str:
    """What a column is about: all goals, or the goal and its years."""
    view, found = answer.view, _seek(answer)
    if isinstance(answer.found, Taken):
        return view.text("levers_by_goal.all")
    years = catalogue.year_span(found.aims[0].years, view.language)
    return f"{aimed_at(view, found.aims)}, {years}"


def _needed(answer: Answer, lever: str) -> str:
    """How far a lever is pulled alone, or that it does not reach."""
    view, found = answer.view, _seek(answer)
    (each,) = (each for each in found.found if each.lever == lever)
    if each.status == "met":
        return view.text("word.met")
    if each.value is None:
        return view.text("word.unreachable")
    return pull_words(each.value, found.levers[lever].unit, view.language)


SHOWS = Shows(tables=(Listing("levers_by_goal", answers, side_by_side),))
