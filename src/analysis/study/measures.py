"""Are the goals met, and which risks call for action (*måluppfyllelse, riskmatris*)?

A measure is judged only by figures: an outcome against the target of its year when that target
is a number, else against the baseline in the direction that is asked for. Without an outcome
nothing is said of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis.errors import InputError, Message
from analysis.inputs.measure_outcomes import read_outcomes
from analysis.inputs.measures import Level, Measure, Measures, Reading, Risk, read_measures
from analysis.inputs.plan import Plan

Status = Literal["met", "towards", "away", "unchanged", "no_outcome", "cannot_tell"]
STATUSES: tuple[Status, ...] = ("met", "towards", "unchanged", "away", "cannot_tell", "no_outcome")


@dataclass(frozen=True)
class Judged:
    """One measure with its latest outcome and what it says."""

    measure: Measure
    status: Status
    outcome: Reading | None = None
    against: Reading | None = None

    @property
    def gap(self) -> float | None:
        """From the outcome to what it is held against, exact in the decimals of the two."""
        if self.outcome is None or self.against is None:
            return None
        return _between(self.outcome, self.against)


def outcomes_of(plan: Plan, path: Path | None) -> tuple[Reading, ...]:
    """The outcomes in a file of a plan's measures, none without a file. Raises InputError, also
    for a plan that holds no measures."""
    if path is None:
        return ()
    found = read_measures(plan)
    if found is None or not found.measures:
        raise InputError(
            Message("the plan holds no measures that outcomes could be of"),
            file=path,
            expected=Message("a plan with measures (measures.yml)"),
        )
    return read_outcomes(path, found)


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
    outcome = max(outcomes, key=_when)
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


def _when(reading: Reading) -> tuple[int, str]:
    """The order in time: the tertials of a year, and then the year as a whole."""
    return reading.year or 0, reading.period or "ÅR"


def _nearest(readings: Sequence[Reading], outcome: Reading, later: bool) -> Reading | None:
    """The target of the outcome's year or the next one stated; the baseline of the year before.

    A figure of the same group comes before one for all, and one of the same tertial before others.
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
    return min(
        fitting,
        key=lambda r: (
            r.group != outcome.group, sign * (r.year or 0), r.period != outcome.period, _apart(r)
        ),
    )  # fmt: skip


def _apart(reading: Reading) -> int:
    """Which figure of a year stands for it where several do: the whole year, else the latest
    tertial, else the first printed."""
    return LATEST_FIRST.index(reading.period) if reading.period in LATEST_FIRST else 4


LATEST_FIRST = ("", "T3", "T2", "T1")


@dataclass(frozen=True)
class Followed:
    """A measure from its start by its outcomes, in time, to its target, for one group.

    `status` is None without outcomes. Figures are in the unit of the measure.
    """

    measure: Measure
    group: str
    start: Reading | None
    outcomes: tuple[Reading, ...]
    target: Reading | None
    status: Status | None

    @property
    def now(self) -> Reading | None:
        """The latest outcome; the start where there is none."""
        return self.outcomes[-1] if self.outcomes else self.start

    @property
    def gap(self) -> float | None:
        """What is left from where it stands to the target, with its sign."""
        if self.now is None or self.target is None:
            return None
        return _between(self.now, self.target)


def _between(one: Reading, other: Reading) -> float:
    """`other` less `one`, without the noise beyond the decimals that they are written with."""
    return round(other.value - one.value, max(one.decimals, other.decimals))


def follow(measures: Measures, outcomes: Iterable[Reading] = ()) -> list[Followed]:
    """Every measure and group that has a figure: a start, an outcome or a target."""
    given = list(outcomes)
    return [
        found
        for measure in measures.measures
        for found in _followed(measure, sorted(_own(measure, given), key=_when))
        if found.now or found.target
    ]


def _own(measure: Measure, outcomes: Iterable[Reading]) -> list[Reading]:
    return [outcome for outcome in outcomes if outcome.number == measure.number]


def _followed(measure: Measure, outcomes: Sequence[Reading]) -> list[Followed]:
    readings = (*measure.baselines, *outcomes)
    found = []
    for group in dict.fromkeys(r.group for r in readings or measure.target_values):
        own = tuple(o for o in outcomes if o.group == group)
        at = own[-1] if own else Reading(measure.number, _after_start(measure), 0.0, group)
        start = _nearest(measure.baselines, at, later=False)
        target = _nearest(measure.target_values, at, later=True)
        status = _latest(measure, own).status if own else None
        found.append(Followed(measure, group, start, own, target, status))
    return found


def _after_start(measure: Measure) -> int | None:
    """The year after that of the latest start: where a first outcome would stand."""
    years = [b.year for b in measure.baselines if b.year is not None]
    return max(years) + 1 if years else None


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
