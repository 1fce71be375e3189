"""Reconciliation (*avstämning*): add factors, rounding and identities."""

from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.chapters.reconciliation import tables, words

SENTENCES = (
    Sentence("rounding", whole, words.say_rounding),
    Sentence("add_factors", whole, words.say_add_factors),
)
SHOWS = Shows(tables=tables.TABLES, sentences=SENTENCES)
