"""Staff and what the region owns or belongs to (*personal, bolag, stiftelser och förbund*)."""

from analysis.report.blocks.method import Method
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.staff import tables, words

METHODS = (Method("carried_amounts", lines=("lpik_incl",)),)
SHOWS = Shows(tables=tables.TABLES, sentences=words.SENTENCES, methods=METHODS)
