"""A projection as plain data: the one form that the command line and the reports give it."""

import math

import numpy as np
from numpy.typing import ArrayLike

from analysis.catalogue import LANGUAGES
from analysis.model.calibration import AddFactor
from analysis.model.goal_results import GoalResult
from analysis.model.graph import Array
from analysis.model.projection import Projection
from analysis.study.labels import value_label


def result_document(projection: Projection) -> dict[str, object]:
    """A projection as plain data, unrounded; a value that does not exist is null.

    Lines are in the unit of the codebook, one number a year, by id.
    """
    return {
        "plan": projection.plan.name,
        "scenario": projection.scenario.name,
        "title": {lang: projection.scenario.title_in(lang) for lang in LANGUAGES},
        "question": {lang: projection.scenario.question_in(lang) for lang in LANGUAGES},
        "checksum": projection.digest,
        "differences": projection.differences,
        "years": list(projection.years),
        "lines": {line: plain_numbers(values) for line, values in projection.lines.items()},
        "history": {
            line: {str(year): {"value": one.value, "kind": one.kind} for year, one in known.items()}
            for line, known in projection.plan.history.items()
        },
        "goals": [
            _goal(goal, goal.years[-1] not in projection.plan.budget_years)
            for goal in projection.goals
        ],
        "add_factors": [_add_factor(item) for item in projection.add_factors],
        "gaps": {name: plain_numbers(gap) for name, gap in projection.gaps.items()},
        "rounding": {
            name: plain_numbers(added) for name, added in projection.calibration.rounding.items()
        },
        "contradictions": [
            {
                "line": figure.line,
                "year": figure.year,
                "published": float(figure.published.value),
                "own": _number(figure.own),
                "reason": figure.reason,
            }
            for figure in projection.contradicted
        ],
        "missing": {line: list(lacked) for line, lacked in projection.missing.items()},
        "labels": _labels(projection),
    }


def _labels(projection: Projection) -> dict[str, dict[str, str]]:
    """What every line, and all that a line waits for, is called in each language, by id."""
    waits = (name for names in projection.missing.values() for name in names)
    names = dict.fromkeys([*projection.lines, *projection.missing, *waits])
    return {name: {lang: value_label(name, lang) for lang in LANGUAGES} for name in names}


def _goal(goal: GoalResult, outlook: bool) -> dict[str, object]:
    return {
        "id": goal.id,
        "kind": goal.kind,
        "value": _number(goal.value),
        "threshold": _number(goal.threshold),
        "minimum": _number(goal.minimum),
        "maximum": _number(goal.maximum),
        "unit": goal.unit,
        "margin": _number(goal.margin),
        "room": None if goal.room is None else _number(goal.room),
        "passed": bool(goal.passed),
        "over": bool(goal.over),
        "years": list(goal.years),
        "outlook": outlook,
    }


def _add_factor(item: AddFactor) -> dict[str, object]:
    return {
        "line": item.line,
        "year": int(item.year),
        "structural": _number(item.structural),
        "add_factor": _number(item.add_factor),
        "published": _number(item.published),
        "flagged": bool(item.flagged),
    }


def _number(value: float | Array | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def plain_numbers(values: ArrayLike) -> list[float | None]:
    """Numbers of an array (T,) as plain data; NaN and infinity become None."""
    return [_number(value) for value in np.atleast_1d(values).tolist()]
