"""Staff and what the region owns or belongs to (*personal, bolag, stiftelser och förbund*)."""

from analysis.report.blocks.registry import Shows
from analysis.report.chapters.staff import tables, words

SHOWS = Shows(tables=tables.TABLES, sentences=words.SENTENCES)
