"""Reconciliation (*avstämning*): add factors, rounding and identities."""

from analysis import catalogue
from analysis.model.projection import GAP_LIMIT
from analysis.report.blocks.method import Method
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.blocks.view import View
from analysis.report.chapters.reconciliation import tables, words

SENTENCES = (
    Sentence("rounding", whole, words.say_rounding),
    Sentence("add_factors", whole, words.say_add_factors),
)


def limit(view: View) -> dict[str, object]:
    """How far off an identity may be."""
    return {"limit": catalogue.amount(GAP_LIMIT * 1e6, "kr", view.language)}


METHODS = (Method("rounding"), Method("identities", values=limit))
SHOWS = Shows(tables=tables.TABLES, sentences=SENTENCES, methods=METHODS)
