"""Goals and legal tests (*finansiella mål och lagkrav*)."""

import numpy as np

from analysis.report.blocks.method import Method
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.sentence import Sentence
from analysis.report.blocks.statement import whole
from analysis.report.chapters.goals import standing, tables, words

MEASURED = ("self_financing_ratio", "capital_expenditure")
"""What a goal over several years is a quotient of."""


def ratio(numerator: np.ndarray, denominator: np.ndarray) -> np.ndarray:
    """A goal over several years."""
    return numerator / denominator


SHOWS = Shows(
    charts=standing.CHARTS,
    tables=tables.TABLES,
    sentences=(Sentence("goals", whole, words.say_goals),),
    methods=(Method("goals", lines=MEASURED, formula=ratio),),
)
