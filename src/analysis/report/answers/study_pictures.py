"""The pictures of the questions by name: which answer they draw, and which table is theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from analysis.report.answers import figures_change as change
from analysis.report.answers import figures_decision as decision
from analysis.report.answers import figures_graph as graph
from analysis.report.answers import figures_risk as risk
from analysis.report.blocks.view import View


@dataclass(frozen=True)
class Picture:
    """A picture of a question: how it is drawn, which sentences are its title and its alternative
    text, which sheet of the answer holds its figures, and which lines are drawn beside it."""

    question: str
    draw: Callable[[Any, View], Figure]
    sheet: int = 0
    title: int = 0
    lines: tuple[str, ...] = ()


PICTURES: dict[str, Picture] = {
    "compare": Picture("compare", change.draw_compare),
    "bridge": Picture("bridge", change.draw_bridge),
    "bridge_printed": Picture("bridge_printed", change.draw_printed_bridge),
    "tornado": Picture("sensitivity", risk.draw_tornado),
    "sobol": Picture("sobol", risk.draw_sobol),
    "fans": Picture("uncertainty", risk.draw_fans, 2, -2, risk.FANS),
    "risks": Picture("uncertainty", risk.draw_risks, 1, 0),
    "levers_balance": Picture("seek_balance", decision.draw_levers),
    "levers_cash": Picture("seek_cash", decision.draw_levers),
    "levers_self_financing": Picture("seek_self_financing", decision.draw_levers),
    "balance": Picture("balance", decision.draw_balance),
    "coverage": Picture("portfolio", decision.draw_coverage),
    "obligation": Picture("portfolio", decision.draw_obligation, 2, -2),
    "score": Picture("score", graph.draw_score, 1),
}
