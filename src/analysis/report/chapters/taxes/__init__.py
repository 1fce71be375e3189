"""Population and tax (*befolkning och skatt*)."""

from analysis.report.blocks.lines import line_chart
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.taxes import figures, tables, words

CHARTS = (
    line_chart(
        "population", "lines", ("population",), figures.draw_population, words.say_population
    ),
    line_chart("tax", "lines", ("tax_revenue",), figures.draw_tax, words.say_tax),
    line_chart("tax_base", "lines", words.TAX_BASE, figures.draw_tax_base, words.say_tax_base),
)
SHOWS = Shows(CHARTS, tables.TABLES)
