"""Figures of frames (*ramar*): they only draw."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.report.blocks.rows import Step, waterfall
from analysis.report.blocks.view import Reader

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_waterfall(reader: Reader, start: float, end: float, steps: Sequence[Step]) -> "Figure":
    """The frame of the main unit from opening to closing, mnkr."""
    opening, closing = (reader.text(f"frames.chart.{name}") for name in ("opening", "closing"))
    return waterfall(reader, "mnkr", (opening, start), steps, (closing, end), cut=True)
