"""The residents (*invånarna*): how many, how old, and what they mean to the budget."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from analysis import catalogue
from analysis.report.blocks.chart import Chart, nothing
from analysis.report.blocks.method import Method, difference
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.table import Table
from analysis.report.blocks.view import View
from analysis.report.chapters.residents import figures, tables, words
from analysis.report.chapters.residents.figures import EFFECTS
from analysis.report.chapters.residents.view import (
    FAN_DRAWS,
    FAN_SEED,
    PopulationView,
    people,
    people_in_the_budget,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def _chart(
    name: str,
    draw: "Callable[[PopulationView], Figure]",
    says: Callable[[PopulationView], str],
    describe: Callable[[PopulationView], str],
    table: Callable[[PopulationView], Table],
    more: Callable[[PopulationView], str] = nothing,
    of: Callable[[View], PopulationView] = people,
) -> Chart[PopulationView]:
    """A chart of the population; every one says how old its figures are."""
    note = words.source_note
    return Chart(name, of, draw, says, describe, table, more=more, note=note, sourced=True)


CHARTS = (
    _chart(
        "pyramid",
        figures.draw_pyramid,
        words.say_pyramid,
        words.describe_pyramid,
        tables.pyramid_table,
    ),
    _chart(
        "totals",
        figures.draw_totals,
        words.say_totals,
        words.describe_totals,
        tables.totals_table,
    ),
    _chart(
        "fan",
        figures.draw_fan,
        words.say_fan,
        words.describe_fan,
        tables.fan_table,
    ),
    _chart(
        "age_groups",
        figures.draw_age_groups,
        words.say_age_groups,
        words.describe_age_groups,
        tables.age_groups_table,
        words.explain_age_groups,
    ),
    _chart(
        "components",
        figures.draw_components,
        words.say_components,
        words.describe_components,
        tables.components_table,
    ),
    _chart(
        "net_by_age",
        figures.draw_net_by_age,
        words.say_net_by_age,
        words.describe_net_by_age,
        tables.net_by_age_table,
        of=people_in_the_budget,
    ),
    _chart(
        "package",
        figures.draw_package,
        words.say_package,
        words.describe_package,
        tables.package_table,
        of=people_in_the_budget,
    ),
)


def residents(younger: np.ndarray, deaths: np.ndarray, migration: np.ndarray) -> np.ndarray:
    """Those of an age at the end of a year."""
    return younger - deaths + migration


def drawn(view: View) -> dict[str, object]:
    """The futures of a fan."""
    return {"draws": catalogue.number(FAN_DRAWS, "count", view.language, 0), "seed": FAN_SEED}


CHAPTER = "07_residents"
METHODS = (
    Method("residents", CHAPTER, ("population",), formula=residents),
    Method("residents_fan", CHAPTER, ("population",), values=drawn),
    Method(
        "residents_effects",
        CHAPTER,
        (*EFFECTS, "net_result"),
        formula=difference,
        whole=True,
    ),
)
SHOWS = Shows(CHARTS, methods=METHODS)
