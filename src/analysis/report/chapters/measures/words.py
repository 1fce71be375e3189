"""What the risks call for, in words (*riskmatris*)."""

import numpy as np

from analysis.report.blocks.parts import Parts
from analysis.study.measures import Placed, place_risks


def placed(view: Parts) -> list[Placed]:
    """Risks with their levels, the largest first."""
    return place_risks(view.measures) if view.measures else []


def say_risks(view: Parts) -> str:
    """How many risks call for action."""
    found = placed(view)
    acts = sum(p.acts for p in found)
    return view.text("says.risks", acts=acts, count=len(found))


def describe_risks(view: Parts) -> str:
    """The risks that call for action, by name."""
    named = "; ".join(f"{p.risk.label} ({p.risk.risk})" for p in placed(view) if p.acts)
    return view.text("alt.risks", says=say_risks(view), named=named or "–")


def marks(view: Parts) -> dict[tuple[int, int], list[str]]:
    """The numbers of the risks by (probability, consequence)."""
    found: dict[tuple[int, int], list[str]] = {}
    for p in sorted(placed(view), key=lambda p: len(p.risk.number)):
        found.setdefault((p.risk.probability, p.risk.consequence), []).append(p.risk.number)
    return found


def acting(view: Parts) -> np.ndarray:
    """True where the product of probability and consequence calls for action, (S, S) from 1."""
    assert view.measures is not None
    scale = np.arange(1, view.measures.scale + 1)
    values = scale[:, None] * scale[None, :]
    acts = np.zeros(values.shape, dtype=bool)
    for level in (level for level in view.measures.levels if level.acts):
        acts |= (values >= level.low) & (values <= level.high)
    return acts
