"""What the risk matrix shows and says (*riskmatris*)."""

import numpy as np
from matplotlib.figure import Figure

from analysis.report.blocks import plan_shapes as figures
from analysis.report.blocks.plan_view import PlanView
from analysis.study.measures import Placed, place_risks


def placed(view: PlanView) -> list[Placed]:
    """Risks with their levels, the largest first."""
    return place_risks(view.measures) if view.measures else []


def draw_risks(view: PlanView) -> Figure:
    """Risks by number in the matrix."""
    assert view.measures is not None
    size = view.measures.scale
    acting = [level for level in view.measures.levels if level.acts]
    scale = np.arange(1, size + 1)
    values = scale[:, None] * scale[None, :]
    acts = np.zeros((size, size), dtype=bool)
    for level in acting:
        acts |= (values >= level.low) & (values <= level.high)
    marks: dict[tuple[int, int], list[str]] = {}
    for p in sorted(placed(view), key=lambda p: len(p.risk.number)):
        marks.setdefault((p.risk.probability, p.risk.consequence), []).append(p.risk.number)
    return figures.risk_matrix(view, marks, acts)


def say_risks(view: PlanView) -> str:
    """How many risks call for action."""
    found = placed(view)
    acts = sum(p.acts for p in found)
    return view.text("says.risks", acts=acts, count=len(found))


def describe_risks(view: PlanView) -> str:
    """The risks that call for action, by name."""
    named = "; ".join(f"{p.risk.label} ({p.risk.risk})" for p in placed(view) if p.acts)
    return view.text("alt.risks", says=say_risks(view), named=named or "–")
