"""General grants and equalisation (*generella statsbidrag och utjämning*)."""

from analysis.report.blocks.lines import line_chart
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.grants import figures, tables, words

CHARTS = (
    line_chart("grants", "lines", words.GRANTS, figures.draw_grants, words.say_grants),
    line_chart(
        "grant_share", "stack", words.SHARE, figures.draw_grant_share, words.say_grant_share
    ),
)
SHOWS = Shows(CHARTS, tables.TABLES)
