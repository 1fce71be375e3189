"""The risk factors that a plan lists (*riskfaktorer*), each as a scenario: what it does."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError, Message, Problem, nearest
from analysis.inputs.places import risk_files
from analysis.inputs.scenario import Scenario, load_scenario
from analysis.inputs.scenario_schema import RiskSize
from analysis.model.calibration import Calibration
from analysis.model.goal_results import GoalResult
from analysis.model.projection import Projection, project
from analysis.study.opened import open_base

LINES = ("net_result", "balanced_budget_result", "cash")
"""What a risk is told in."""


@dataclass(frozen=True)
class RiskEffect:
    """One risk against the adopted plan. `size` says how large it is taken to be, and why."""

    size: RiskSize
    projection: Projection
    base: Projection

    @property
    def scenario(self) -> Scenario:
        return self.projection.scenario

    def difference(self, line: str) -> np.ndarray:
        """What the risk adds to a line, (T,), in its unit."""
        return np.asarray(self.projection.lines[line] - self.base.lines[line])

    def newly_failed(self) -> dict[str, tuple[int, ...]]:
        """The years in which a goal fails that is met in the adopted plan, by goal."""
        met = {_test(result) for result in self.base.goals if bool(result.passed)}
        found: dict[str, list[int]] = {}
        for result in self.projection.goals:
            if not bool(result.passed) and _test(result) in met:
                found.setdefault(result.id, []).extend(result.years)
        return {goal: tuple(sorted(set(years))) for goal, years in found.items()}


def _test(result: GoalResult) -> tuple[str, tuple[int, ...]]:
    return result.id, tuple(result.years)


def plan_risks(calibration: Calibration) -> tuple[RiskEffect, ...]:
    """Every risk of a plan, projected, in the order of its numbers; none where the plan holds
    none. Raises InputError with the faults of all."""
    base = open_base(calibration)
    found: list[RiskEffect] = []
    problems: list[Problem] = []
    for path in risk_files(calibration.plan.folder).values():
        try:
            scenario = load_scenario(path, calibration.plan)
            problems += (wrong := list(_faults(scenario, calibration)))
            if scenario.risk is not None and not wrong:
                found.append(RiskEffect(scenario.risk, project(calibration, scenario), base))
        except InputError as error:
            problems += error.problems
    problems += _twice(found)
    if problems:
        raise InputError(problems=problems)
    return tuple(sorted(found, key=lambda each: each.size.number))


def _faults(scenario: Scenario, calibration: Calibration) -> Iterator[Problem]:
    """A risk without a size, or whose size is taken from a document that the plan does not name."""
    if scenario.risk is None:
        yield Problem(
            Message("a risk says how large it is and why"), str(scenario.path), column="risk"
        )
    elif (source := scenario.risk.source) is not None:
        documents = calibration.plan.file.documents
        if source.document not in documents:
            text, close = (
                Message("the plan names no such document"),
                nearest(source.document, documents),
            )
            yield Problem(
                text, str(scenario.path), column="risk", value=source.document, nearest=close
            )


def _twice(found: list[RiskEffect]) -> Iterator[Problem]:
    """Two risks with one number."""
    seen: set[int] = set()
    for each in found:
        if each.size.number in seen:
            text = Message("two risks have this number")
            yield Problem(text, str(each.scenario.path), column="risk", value=str(each.size.number))
        seen.add(each.size.number)
