"""Investments and self-financing (*investeringar och självfinansiering*)."""

from analysis.report.blocks.lines import line_chart
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.investments import figures, tables, words

CHARTS = (
    line_chart(
        "investments",
        "bars_and_lines",
        words.INVESTMENTS,
        figures.draw_investments,
        words.say_investments,
    ),
    line_chart(
        "self_financing",
        "bars",
        words.SELF_FINANCING,
        figures.draw_self_financing,
        words.say_self_financing,
    ),
    line_chart("assets", "bars", words.ASSETS, figures.draw_assets, words.say_assets),
)
SHOWS = Shows(CHARTS, tables.TABLES)
