"""Are the goals met, and which risks call for action (*måluppfyllelse, riskmatris*)?

A measure is judged only by figures: an outcome against the target of its year when that target
is a number, else against the baseline in the direction that is asked for. Without an outcome
nothing is said of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.inputs.measures import Level, Measure, Measures, Reading, Risk

Status = Literal["met", "towards", "away", "unchanged", "no_outcome", "cannot_tell"]
STATUSES: tuple[Status, ...] = ("met", "towards", "unchanged", "away", "cannot_tell", "no_outcome")


@dataclass(frozen=True)
class Judged:
    """One measure with its latest outcome and what it says."""

    measure: Measure
    status: Status
    outcome: Reading | None = None
    against: Reading | None = None


def judge(measures: Measures, outcomes: Iterable[Reading] = ()) -> list[Judged]:
    """The status of every measure, one a group (women, men) when outcomes are given by group."""
    by_number: dict[str, list[Reading]] = {}
    for outcome in outcomes:
        by_number.setdefault(outcome.number, []).append(outcome)
    return [
        judged
        for measure in measures.measures
        for judged in _judged(measure, by_number.get(measure.number, []))
    ]


def _judged(measure: Measure, outcomes: Sequence[Reading]) -> list[Judged]:
    if not outcomes:
        return [Judged(measure, "no_outcome")]
    return [
        _latest(measure, [o for o in outcomes if o.group == group])
        for group in dict.fromkeys(o.group for o in outcomes)
    ]


def _latest(measure: Measure, outcomes: Sequence[Reading]) -> Judged:
    outcome = max(outcomes, key=lambda reading: (reading.year or 0, reading.period))
    target = _nearest(measure.target_values, outcome, later=True)
    if target is not None and meets(outcome.value, target.value, measure.direction):
        return Judged(measure, "met", outcome, target)
    baseline = _nearest(measure.baselines, outcome, later=False)
    if baseline is None or measure.direction is None:
        return Judged(measure, "cannot_tell", outcome, target)
    if measure.direction == "keep":
        same = outcome.value == baseline.value
        return Judged(measure, "met" if same else "away", outcome, baseline)
    moved = outcome.value - baseline.value
    better = moved > 0 if measure.direction == "up" else moved < 0
    status: Status = "unchanged" if moved == 0 else "towards" if better else "away"
    return Judged(measure, status, outcome, target or baseline)


def meets(outcome: float, target: float, direction: str | None) -> bool:
    """Whether an outcome meets a target in the direction that is asked for."""
    if direction == "up":
        return outcome >= target
    if direction == "down":
        return outcome <= target
    return outcome == target


def _nearest(readings: Sequence[Reading], outcome: Reading, later: bool) -> Reading | None:
    """The target of the outcome's year or the next one stated; the baseline of the year before.

    A figure of the same group comes before one for all.
    """
    fitting = [
        r
        for r in readings
        if r.group in {outcome.group, ""}
        and (r.year is None or outcome.year is None or (r.year >= outcome.year) == later)
    ]
    fitting = fitting or ([r for r in readings if r.group in {outcome.group, ""}] if later else [])
    if not fitting:
        return None
    sign = 1 if later else -1
    return min(fitting, key=lambda r: (r.group != outcome.group, sign * (r.year or 0)))


def counts(judged: Iterable[Judged]) -> dict[Status, int]:
    """How many measures have each status."""
    found = dict.fromkeys(STATUSES, 0)
    for item in judged:
        found[item.status] += 1
    return found


@dataclass(frozen=True)
class Placed:
    """A risk with the level that its value falls in."""

    risk: Risk
    level: Level

    @property
    def acts(self) -> bool:
        """Whether the level calls for action."""
        return self.level.acts


def place_risks(measures: Measures) -> list[Placed]:
    """Every risk with its level, the largest first; a value outside all levels is left out."""
    found = [
        Placed(risk, level)
        for risk in measures.risks
        for level in measures.levels
        if level.low <= risk.risk <= level.high
    ]
    return sorted(found, key=lambda placed: -placed.risk.risk)
