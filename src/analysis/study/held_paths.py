"""Paths held in current prices (*hållna banor*): does an outlook improve because of them?"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import Message, Problem
from analysis.inputs.continuation import rules
from analysis.inputs.parameters import registry
from analysis.model import graph
from analysis.model.calibration import Calibration, can
from analysis.model.chapters import model
from analysis.model.inputs_of_keys import input_name
from analysis.study.labels import Labels

LEAST = 1.0
"""mnkr in the last year below which nothing is said."""


@dataclass(frozen=True)
class HeldPath:
    """A parameter that is held, and what the cash of the last year gains by it, mnkr."""

    parameter: str
    year: int
    gain: float
    file: str | None
    line: int | None


def held_paths(calibration: Calibration) -> list[HeldPath]:
    """Amounts in mnkr that keep an earlier year's value, where cash would be less if they followed
    the price index; none where the plan has no prices or no cash."""
    plan, inputs = calibration.plan, calibration.inputs
    if not can(inputs, ["price_level", "cash"]):
        return []
    base = graph.evaluate(model(), inputs, ["price_level", "cash"])
    found = []
    for name, values in plan.values.items():
        spec, target = registry()[name], input_name(name)
        years = [y for y in plan.years if y in values and values[y].held]
        if spec.unit != "mnkr" or spec.axis != "plan" or not years or target not in inputs:
            continue
        at = [plan.years.index(y) for y in years]
        moved = inputs[target].copy()
        moved[at] *= base["price_level"][at] / base["price_level"][at[0] - 1]
        moved[at[-1] + 1 :] *= _carried(name, inputs[target], moved, at[-1])
        cash = graph.evaluate(model(), {**inputs, target: moved}, ["cash"])["cash"]
        gain = float(np.asarray(base["cash"] - cash)[-1])
        if gain > LEAST:
            first = values[years[0]]
            found.append(HeldPath(name, plan.years[-1], gain, first.file, first.line))
    return found


def _carried(name: str, own: np.ndarray, moved: np.ndarray, last: int) -> float:
    """How far the years of a longer horizon move along: those that go on from the last one."""
    goes_on = rules()[name].rule in ("hold", "grow", "follow", "follow_growth")
    return float(moved[last] / own[last]) if goes_on and own[last] else 1.0


def held_warnings(calibration: Calibration) -> list[Problem]:
    """One remark for each path whose holding improves the outlook."""
    return [
        Problem(
            Message(
                "{name} is held in current prices: cash of {year} is {gain:.0f} mnkr better than "
                "if it followed the price index",
                name=Labels([path.parameter]),
                year=path.year,
                gain=path.gain,
            ),
            path.file,
            path.line,
            path.parameter,
        )
        for path in held_paths(calibration)
    ]
