"""Investment lists (*investeringslistor*) and their depreciation."""

from analysis.report.blocks.chart import Chart
from analysis.report.blocks.method import Method
from analysis.report.blocks.pairs import pairs_chart
from analysis.report.blocks.parts import Parts
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.investment_lists import figures, items, tables, words


def given(view: Parts) -> tuple[object, ...]:
    """What the depreciation is drawn from."""
    assert view.investments is not None
    layers = words.depreciation_layers(view)
    return view.view.narrowed(), view.investments.years, layers, words.published_line(view)


LISTS = (words.divisions, words.types, words.reinvestment)
"""What the page sums the same items by: their bars are compared."""
CHARTS = (
    pairs_chart("by_division", tables.divided, words.divisions, tables.by_division, beside=LISTS),
    pairs_chart("by_type", tables.listed, words.types, tables.by_category, beside=LISTS),
    pairs_chart(
        "reinvestment",
        tables.told_apart,
        words.reinvestment,
        tables.by_kind,
        words.say_reinvestment,
        LISTS,
    ),
    Chart(
        "depreciation",
        tables.listed,
        figures.draw_depreciation,
        words.say_depreciation,
        words.describe_depreciation,
        tables.depreciation,
        given,
    ),
)
SPENT = (*tables.SPENT, "depreciation")
METHODS = (
    Method("investment_sums", tables=tables.printed),
    Method("investment_depreciation", lines=SPENT, tables=tables.printed),
    Method("investment_amounts", lines=SPENT, tables=tables.printed),
)
SHOWS = Shows(CHARTS, (*tables.TABLES, *items.TABLES), methods=METHODS)
