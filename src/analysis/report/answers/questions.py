"""The questions of the report (*frågorna*): how each is asked of a view, and what it says.

A notebook names a question and a picture of it; what is asked, in which years and of which lines,
follows from the plan and its goals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.errors import InputError
from analysis.inputs.horizon import load_horizon
from analysis.inputs.levers import load_levers
from analysis.inputs.outcomes import read_outcomes
from analysis.inputs.places import scenario_files
from analysis.inputs.scenario import load_scenario
from analysis.inputs.uncertainty import load_uncertainty
from analysis.model.projection import Projection, project
from analysis.report.answers import (
    words_balance,
    words_change,
    words_decision,
    words_later,
    words_risk,
)
from analysis.report.blocks.view import View, budget_years, outlook_years
from analysis.study.balance_path import Opening
from analysis.study.balance_plan import balance_plan
from analysis.study.bridge import scenario_bridge
from analysis.study.compare import compare
from analysis.study.goalseek import seek
from analysis.study.portfolio import portfolio
from analysis.study.published_bridge import beside_ours
from analysis.study.risk import sheets as risk_sheets
from analysis.study.score import score
from analysis.study.sensitivity import elasticities, tornado
from analysis.study.sheet import Sheet
from analysis.study.sobol import sobol
from analysis.study.uncertainty import simulate

RESULT = "balanced_budget_result"
DRAWS, SAMPLES, SWING = 20_000, 256, 20.0
"""Draws of the report's Monte Carlo, points of its Sobol indices, the fall it asks about (%)."""
OUTCOMES = "outcomes.csv"
"""Where a user puts the outcomes that the plan is scored against, in the plan's folder."""


class Unanswered(InputError):
    """A question that waits for the reader; said in the reader's own language."""


@dataclass(frozen=True)
class Question:
    """How a question is asked of a view, what the answer says and assumes, and its tables."""

    ask: Callable[[View], Any]
    says: Callable[[Any, View], Sequence[str]]
    assumes: Callable[[Any, View], Sequence[str]]
    sheets: Callable[[Any], tuple[Sheet, ...]]


def _own_sheets(answer: Any) -> tuple[Sheet, ...]:
    return tuple(answer.sheets())


def _compare(view: View) -> Any:
    """The scenario against its base; for the plan itself, every shipped scenario."""
    if view.base is not None:
        return compare([view.base, view.projection])
    others = _shipped(view)
    if not others:
        raise Unanswered(view.text("frames.missing.scenarios"))
    return compare([view.projection, *others])


def _shipped(view: View) -> list[Projection]:
    """The scenarios that come with the plan, projected."""
    plan, calibration = view.projection.plan, view.projection.calibration
    others = []
    for path in scenario_files(plan.folder).values():
        scenario = load_scenario(path, plan)
        if not scenario.is_base:
            others.append(project(calibration, scenario))
    return others


def _bridge(view: View) -> Any:
    """From the base to the scenario; for the plan itself, to the shipped scenario that moves most
    groups of assumptions."""
    if view.base is not None:
        return scenario_bridge(view.base, view.projection, RESULT)
    bridges = [scenario_bridge(view.projection, other, RESULT) for other in _shipped(view)]
    own = scenario_bridge(view.projection, view.projection, RESULT)
    return max([own, *bridges], key=lambda bridge: len(bridge.players))


def _errors(view: View) -> Any:
    return load_uncertainty(view.projection.plan)


def _inputs(view: View) -> tuple[Any, Any, Any]:
    projection = view.projection
    return projection.calibration, projection.scenario, _errors(view)


def _last_budget_year(view: View) -> int:
    return (budget_years(view) or view.years)[-1]


def _tornado(view: View) -> Any:
    return tornado(*_inputs(view), RESULT, _last_budget_year(view))


def _steps(view: View) -> Any:
    years = view.years
    return elasticities(*_inputs(view), years[min(1, len(years) - 1)])


def _sobol(view: View) -> Any:
    return sobol(*_inputs(view), RESULT, _last_budget_year(view), SAMPLES)


def _simulate(view: View) -> Any:
    return simulate(*_inputs(view), DRAWS)


def _seek(goal: str) -> Callable[[View], Any]:
    """All levers for a goal: over the outlook when there is one, pulled from the second year."""

    def ask(view: View) -> Any:
        projection, years = view.projection, view.years
        levers = load_levers(projection.plan)
        wanted = outlook_years(view) or years[1:] or years
        if goal == "self_financing":
            wanted = budget_years(view) or years
        start = years[0] if goal == "self_financing" else years[min(1, len(years) - 1)]
        return seek(projection.calibration, projection.scenario, levers, [goal], wanted, start)

    return ask


def _balance(view: View) -> Any:
    year = view.years[min(1, len(view.years) - 1)]
    return balance_plan(view.projection, Opening(), SWING, year)


def _portfolio(after: str) -> Callable[[View], Any]:
    return lambda view: portfolio(view.projection, load_horizon(view.projection.plan), after)


def _score(view: View) -> Any:
    path = view.projection.plan.folder / OUTCOMES
    if not path.is_file():
        raise Unanswered(view.text("score.no_outcomes", file=OUTCOMES))
    return score([view.projection], read_outcomes(path))


def _says(function: Callable[..., Sequence[str]]) -> Callable[[Any, View], Sequence[str]]:
    return lambda answer, view: function(answer, view.language)


def _seek_question(goal: str) -> Question:
    return Question(
        _seek(goal),
        lambda a, view: words_decision.says_seek(a, view.projection.plan, view.language),
        _says(words_decision.assumes_seek),
        _own_sheets,
    )


QUESTIONS: dict[str, Question] = {
    "compare": Question(
        _compare,
        _says(words_change.says_compare),
        _says(words_change.assumes_compare),
        _own_sheets,
    ),
    "bridge": Question(
        _bridge, _says(words_change.says_bridge), _says(words_change.assumes_bridge), _own_sheets
    ),
    "bridge_printed": Question(
        lambda view: beside_ours(view.projection),
        _says(words_change.says_printed_bridge),
        lambda answer, view: words_change.assumes_printed_bridge(view.language),
        _own_sheets,
    ),
    "sensitivity": Question(
        _tornado, _says(words_risk.says_tornado), _says(words_risk.assumes_tornado), _own_sheets
    ),
    "steps": Question(
        _steps,
        _says(words_risk.says_elasticities),
        _says(words_risk.assumes_elasticities),
        _own_sheets,
    ),
    "sobol": Question(
        _sobol, _says(words_risk.says_sobol), _says(words_risk.assumes_sobol), _own_sheets
    ),
    "uncertainty": Question(
        _simulate,
        _says(words_risk.says_uncertainty),
        _says(words_risk.assumes_uncertainty),
        risk_sheets,
    ),
    "seek_balance": _seek_question("balanced_budget"),
    "seek_cash": _seek_question("cash>=0"),
    "seek_self_financing": _seek_question("self_financing"),
    "balance": Question(
        _balance, _says(words_balance.says_balance), _says(words_balance.assumes_balance),
        _own_sheets,
    ),
    "portfolio": Question(
        _portfolio("reinvest"),
        lambda a, view: words_later.says_portfolio(a, _portfolio("as_plan")(view), view.language),
        _says(words_later.assumes_portfolio),
        _own_sheets,
    ),
    "score": Question(
        _score,
        _says(words_later.says_score),
        lambda answer, view: words_later.assumes_score(view.language),
        _own_sheets,
    ),
}  # fmt: skip
