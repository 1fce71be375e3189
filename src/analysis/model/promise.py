"""The promise of a calibrated plan: what is printed is what the model shows.

Every printed figure of a plan's years is reproduced within its rounding, or the plan acknowledges,
with a reason and a size, that its own figures contradict each other there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, Problem
from analysis.inputs.plan import Plan
from analysis.inputs.plan_checks import placed
from analysis.inputs.values import Published
from analysis.model.calibration_path import earlier_lpik
from analysis.model.chapters import model
from analysis.model.graph import evaluate, missing

Array = np.ndarray

FLOATING = 1e-9
"""What the last bits of a sum may add to half a unit."""


@dataclass(frozen=True)
class PrintedFigure:
    """A printed figure beside the model's own, both in the unit of the line.

    `reason` is the plan's acknowledgement that the print contradicts itself; None otherwise.
    """

    line: str
    year: int
    published: Published
    own: float
    reason: str | None

    @property
    def kept(self) -> bool:
        """Whether the model's own figure prints as the plan does."""
        return abs(self.own - float(self.published.value)) <= float(self.published.half) + FLOATING


def printed_figures(plan: Plan, nodes: Mapping[str, Array]) -> list[PrintedFigure]:
    """Every printed figure of the plan's years that the model computes, with the model's own."""
    found = _earlier_prices(plan)
    reasons = {(a.line, a.year): a.reason for a in plan.file.acknowledged}
    for line, printed in plan.published.items():
        if line not in nodes:
            continue
        scale = 100.0 if line_items()[line].unit == "pct" else 1.0
        values = np.broadcast_to(nodes[line], (len(plan.years),)) * scale
        for year, figure in sorted(printed.items()):
            if year in plan.years:
                own = float(values[plan.years.index(year)])
                found.append(PrintedFigure(line, year, figure, own, reasons.get((line, year))))
    return found


def _earlier_prices(plan: Plan) -> list[PrintedFigure]:
    """LPIK excl. pharmaceuticals of the years before the plan: the weights must give them too."""
    printed, reasons = plan.published.get("lpik_excl", {}), plan.file.acknowledged
    return [
        PrintedFigure(
            "lpik_excl",
            year,
            printed[year],
            100 * index,
            next((a.reason for a in reasons if (a.line, a.year) == ("lpik_excl", year)), None),
        )
        for year, index in earlier_lpik(plan).items()
        if year in printed
    ]


def check_promise(plan: Plan, inputs: Mapping[str, Array]) -> None:
    """Raise InputError naming every printed figure that the calibrated model does not show, and
    every acknowledgement of a figure that it does show."""
    lacking = missing(model(), inputs)
    lines = [name for name in plan.published if name in model() and name not in lacking]
    figures = printed_figures(plan, evaluate(model(), inputs, lines))
    problems = [_broken(f) for f in figures if not f.kept and not _acknowledged(plan, f)]
    problems += _needless(plan, {(f.line, f.year) for f in figures if not f.kept})
    if problems:
        raise InputError(problems=problems)


def _acknowledged(plan: Plan, figure: PrintedFigure) -> bool:
    size = plan.acknowledged.get((figure.line, figure.year))
    off = abs(figure.own - float(figure.published.value))
    return size is not None and off <= float(size) + FLOATING


def _broken(figure: PrintedFigure) -> Problem:
    own = figure.published
    return Problem(
        Message(
            "{row} {year} is not what the plan's own figures and assumptions give: {own:.6g}",
            row=own.row,
            year=figure.year,
            own=figure.own,
        ),
        own.file,
        own.line,
        own.row,
        f"{own.value:f}",
        Message(
            "a figure within {half:f} of it, or an entry under acknowledged in plan.yml",
            half=own.half,
        ),
    )


def _needless(plan: Plan, broken: set[tuple[str, int]]) -> list[Problem]:
    """Acknowledgements of figures that nothing contradicts: they would hide a later fault."""
    return [
        placed(
            plan.document,
            Message(
                "{line} {year} is acknowledged, but the model shows what is printed",
                line=own.line,
                year=own.year,
            ),
            ("acknowledged", number),
            expected=Message("no acknowledgement where nothing contradicts"),
        )
        for number, own in enumerate(plan.file.acknowledged)
        if (own.line, own.year) not in broken
    ]
