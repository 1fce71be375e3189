"""Measures and risks (*styrmått och risker*)."""

from analysis.report.blocks.chart import Chart
from analysis.report.blocks.method import Method, difference
from analysis.report.blocks.parts import held
from analysis.report.blocks.registry import Shows
from analysis.report.blocks.table import Listing
from analysis.report.chapters.measures import factors, figures, follow, tables, words

CHARTS = (
    Chart(
        "measure_gap",
        held("gaps", lambda view: tables.measured(view) and follow.given(view)[1]),
        figures.draw_gaps,
        follow.say,
        follow.describe,
        follow.follow_up,
        follow.given,
        note=follow.note,
    ),
    Chart(
        "risk_factors",
        factors.factors,
        figures.draw_factors,
        factors.say,
        factors.describe,
        factors.result_by_year,
        factors.given,
        note=lambda found: found.text("chart_note"),
    ),
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
FOLLOW_UP = Listing("measure_follow_up", held("measures", tables.measured), follow.follow_up)
FACTORS = (
    Listing("risk_effects", factors.factors, factors.effects),
    Listing("risk_years", factors.factors, factors.others_by_year),
    Listing("risk_sizes", factors.factors, factors.sizes),
)
METHODS = (
    Method(
        "risk_effects",
        lines=factors.LINES,
        parts=factors.parts,
        formula=difference,
        whole=True,
    ),
    Method("counts"),
)
SHOWS = Shows(CHARTS, (*tables.TABLES, FOLLOW_UP, *FACTORS), methods=METHODS)
