"""Pensions (*pensioner*): cost, capital and coverage."""

from analysis.report.blocks.lines import line_chart
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.pensions import figures, tables, words

CHARTS = (
    line_chart(
        "pension_cost",
        "stack",
        (*words.COST, "pension_cost"),
        figures.draw_pension_cost,
        words.say_pension_cost,
    ),
    line_chart(
        "pension_capital",
        "lines",
        words.CAPITAL,
        figures.draw_pension_capital,
        words.say_pension_capital,
    ),
    line_chart(
        "pension_coverage",
        "lines",
        words.COVERAGE,
        figures.draw_pension_coverage,
        words.say_pension_coverage,
    ),
)
SHOWS = Shows(CHARTS, tables.TABLES)
