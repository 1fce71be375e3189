"""Goals and legal tests (*finansiella mål och lagkrav*)."""

from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.chapters.goals import standing, tables, words

SHOWS = Shows(
    charts=standing.CHARTS,
    tables=tables.TABLES,
    sentences=(Sentence("goals", whole, words.say_goals),),
)
