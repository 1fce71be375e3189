"""The summary for decision-makers (*sammanfattning*): its headline in words."""

from collections.abc import Callable

from analysis.report.blocks.method import Method
from analysis.report.blocks.missing import refuse_without
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.blocks.view import View
from analysis.report.chapters.summary import tables, words


def with_line(line: str) -> Callable[[View], View]:
    """A view that holds the line without which nothing can be said."""
    return lambda view: refuse_without(view, "missing.sentence", (line,))


SENTENCES = (
    Sentence("result", with_line("balanced_budget_result"), words.result),
    Sentence("liquidity", with_line("cash"), words.liquidity, words.warns),
    Sentence("measures", with_line("measures_needed"), words.measures),
    Sentence("scenario", whole, words.scenario),
    Sentence("last_plan", whole, words.last_plan),
)
SHOWS = Shows(tables=tables.TABLES, sentences=SENTENCES, methods=(Method("changes"),))
