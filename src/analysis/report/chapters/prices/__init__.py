"""Prices and costs (*priser och kostnader*)."""

from analysis.report.blocks.lines import line_chart
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.prices import figures, tables, words

CHARTS = (
    line_chart("prices", "lines", words.PRICES, figures.draw_prices, words.say_prices),
    line_chart("costs", "bars", words.COSTS, figures.draw_costs, words.say_costs),
)
SHOWS = Shows(CHARTS, tables.TABLES)
