"""The plan as read (*planen som den är läst*): every printed table and figure, and its use."""

from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.chapters.as_read import tables, words

SHOWS = Shows(tables=tables.TABLES, sentences=(Sentence("read_note", whole, words.say_note),))
