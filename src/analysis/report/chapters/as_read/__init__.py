"""The plan as read (*planen som den är läst*): every printed table and figure, and its use."""

from analysis.report.blocks.method import Method
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.chapters.as_read import tables, words

SENTENCES = (Sentence("read_note", whole, words.say_note),)
METHODS = (Method("printed"), Method("read_index"), Method("read_sections"))
SHOWS = Shows(tables=tables.TABLES, sentences=SENTENCES, methods=METHODS)
