"""A batch (*satskörning*): what varied, fans, and how often goals are missed."""

from analysis import catalogue
from analysis.report.blocks.chart import Chart
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.table import Listing
from analysis.report.blocks.view import Words
from analysis.report.chapters.batch import figures, tables, words
from analysis.report.chapters.batch.view import BatchView, Failures, Fan, failures, fan


def given_fan(found: Fan) -> tuple[object, ...]:
    """What the fan is drawn from."""
    reader, unit = Words(found.view.language), catalogue.unit(found.line)
    return reader, found.years, found.found, unit, words.bands_of(found)


def given_failures(found: Failures) -> tuple[object, ...]:
    """What the heat map is drawn from."""
    return Words(found.view.language), found.labels, found.columns, found.shares, found.room


def batch(view: BatchView) -> BatchView:
    """The subject of what is told of the whole batch."""
    return view


CHARTS = (
    Chart(
        "batch_fan",
        fan,
        figures.draw_fan,
        words.say_fan,
        words.describe_fan,
        tables.spread,
        given_fan,
    ),
    Chart(
        "batch_failures",
        failures,
        figures.draw_failures,
        words.say_failures,
        words.describe_failures,
        tables.missed,
        given_failures,
    ),
)
SENTENCES = (
    Sentence("batch_size", batch, words.say_size),
    Sentence("batch_members", batch, words.say_members),
)
LISTINGS = (
    Listing("batch_varied", batch, tables.varied),
    Listing("batch_outcomes", batch, tables.outcomes),
)
SHOWS = Shows(CHARTS, LISTINGS, SENTENCES)
