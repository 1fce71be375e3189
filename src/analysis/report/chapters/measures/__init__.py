"""Measures and risks (*styrmått och risker*)."""

from analysis.report.blocks.chart import Chart
from analysis.report.blocks.parts import held
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.measures import figures, tables, words

CHARTS = (
    Chart(
        "risk_matrix",
        held("risks", words.placed),
        figures.draw_risks,
        words.say_risks,
        words.describe_risks,
        tables.risks,
        lambda view: (view.view.narrowed(), words.marks(view), words.acting(view)),
    ),
)
SHOWS = Shows(CHARTS, tables.TABLES)
