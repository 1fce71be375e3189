"""Frames of the boards (*ramar*), vårdval, and the bridge from the earlier plan."""

from analysis.report.blocks.chart import Chart
from analysis.report.blocks.pairs import pairs_chart
from analysis.report.blocks.parts import Parts, held
from analysis.report.blocks.registry import Shows
from analysis.report.chapters.frames import (
    care,
    checked,
    figures,
    made,
    rules,
    tables,
    walk,
    words,
    year_forecast,
)

in_parts = held("frames_in_parts", words.holds_waterfall)


def given(view: Parts) -> tuple[object, ...]:
    """What the waterfall is drawn from."""
    _, _, start, end, steps = words.frame_steps(view)
    return view.view.narrowed(), start, end, steps


CHARTS = (
    Chart(
        "waterfall",
        in_parts,
        figures.draw_waterfall,
        words.say_waterfall,
        words.describe_waterfall,
        tables.frames_in_parts,
        given,
    ),
    pairs_chart("frame_bars", tables.framed, words.frame_bars, tables.frames_by_year),
)
SHOWS = Shows(
    CHARTS,
    (
        *year_forecast.TABLES,
        *tables.TABLES,
        *walk.TABLES,
        *checked.TABLES,
        *rules.TABLES,
        *care.TABLES,
    ),
    methods=made.METHODS,
)
