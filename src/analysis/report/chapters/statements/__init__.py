"""The statements (*resultat, balans, finansiering*)."""

from analysis.report.blocks.lines import line_chart
from analysis.report.blocks.method import Method
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.chapters.statements import figures, horizon, tables, words

CHARTS = (
    line_chart("result", "lines", words.RESULT, figures.draw_result, words.say_result),
    line_chart(
        "income_and_cost",
        "lines",
        words.COST,
        figures.draw_income_and_cost,
        words.say_income_and_cost,
    ),
    line_chart("liquidity", "bars", ("cash",), figures.draw_liquidity, words.say_liquidity),
    line_chart("solidity", "lines", words.SOLIDITY, figures.draw_solidity, words.say_solidity),
    line_chart("measures", "bars", ("measures_needed",), figures.draw_measures, words.say_measures),
)
SENTENCES = (Sentence("horizon", horizon.of_horizon, horizon.say_horizon),)
METHODS = (
    Method("beside"),
    Method("horizon", lines=("operating_costs", "depreciation")),
)
SHOWS = Shows(CHARTS, tables.TABLES, SENTENCES, methods=METHODS)
