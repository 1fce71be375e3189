"""Why a plan missed (*varför planen träffade fel*): plan less outcome, split exactly.

The plan is projected once more with the outcomes of its assumptions. What that moves is split over
the groups of assumptions by Shapley values, as in a bridge; the rest is what the model, with every
entered assumption right, still misses: assumptions that were not entered, decisions taken in the
year, and what the equations do not hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.catalogue import unit_of_change
from analysis.catalogue.lines import line_items
from analysis.inputs.parameters import ParameterSpec, scenario_keys
from analysis.inputs.routes import CONFIRM
from analysis.inputs.scenario import load_scenario
from analysis.model.inputs_of_keys import input_name
from analysis.model.projection import Projection, project
from analysis.study.bridge import scenario_bridge
from analysis.study.sheet import Cell, Column, Sheet, sheet

Outcomes = Mapping[str, Mapping[int, float]]
REST = "rest"
ERROR = "error"


@dataclass(frozen=True)
class ExplainedMiss:
    """One miss and what it is made of, in the unit of the line: `parts` by group of assumptions,
    and the `rest`. Together they are the error, forecast less outcome."""

    vintage: str
    line: str
    year: int
    horizon: int
    error: float
    parts: dict[str, float]
    rest: float

    @property
    def gap(self) -> float:
        """What the parts and the rest leave: zero but for floating point."""
        return self.error - sum(self.parts.values()) - self.rest


@dataclass(frozen=True)
class AssumptionMiss:
    """An assumption of a plan and its outcome, in the unit of files."""

    vintage: str
    key: str
    year: int
    horizon: int
    forecast: float
    outcome: float

    @property
    def error(self) -> float:
        return self.forecast - self.outcome


def settable(outcomes: Outcomes) -> dict[str, ParameterSpec]:
    """The assumptions among the outcomes that a scenario can set."""
    return {k: s for k, s in scenario_keys().items() if k in outcomes and "set" in s.scenario}


def assumption_misses(projection: Projection, outcomes: Outcomes) -> list[AssumptionMiss]:
    """Every assumption that has an outcome in a year for which the plan states it."""
    plan, found = projection.plan, list[AssumptionMiss]()
    for key, spec in settable(outcomes).items():
        name, years = input_name(key), plan.spec_years(spec)
        if name not in projection.nodes:
            continue
        own = np.broadcast_to(projection.nodes[name], (len(years),)) / spec.factor
        for year, outcome in sorted(outcomes[key].items()):
            if year in years and np.isfinite(own[years.index(year)]):
                value = float(own[years.index(year)])
                horizon = year - projection.years[0] + 1
                found.append(AssumptionMiss(plan.name, key, year, horizon, value, outcome))
    return found


def with_outcomes(projection: Projection, outcomes: Outcomes) -> Projection:
    """The same scenario with the outcomes of its assumptions, each moved alone: no links act, as
    what follows from an assumption is entered itself or is part of the rest. Raises InputError."""
    plan, stated = projection.plan, dict[str, dict[str, str]]()
    for key, spec in settable(outcomes).items():
        years = [y for y in sorted(outcomes[key]) if y in plan.spec_years(spec)]
        if years and input_name(key) in projection.nodes:
            stated[key] = {str(y): f"{outcomes[key][y]!r}, {CONFIRM}" for y in years}
    scenario = projection.scenario.path or "base"
    given = [stated, "links=none"] if stated else []
    return project(projection.calibration, load_scenario(scenario, plan, (), given))


def explained(projection: Projection, outcomes: Outcomes) -> list[ExplainedMiss]:
    """The misses of one vintage, each split; none where no assumption has an outcome."""
    if not assumption_misses(projection, outcomes):
        return []
    happened, found = with_outcomes(projection, outcomes), list[ExplainedMiss]()
    for line in outcomes:
        if line not in line_items() or line not in projection.lines or line in settable(outcomes):
            continue
        bridge = scenario_bridge(projection, happened, line)
        for year, outcome in sorted(outcomes[line].items()):
            if year not in projection.years:
                continue
            at = projection.years.index(year)
            split = zip(bridge.players, bridge.parts.values, strict=True)
            parts = {player: -float(values[at]) for player, values in split if values[at]}
            rest = float(happened.lines[line][at]) - outcome
            error = float(projection.lines[line][at]) - outcome
            found.append(
                ExplainedMiss(projection.plan.name, line, year, at + 1, error, parts, rest)
            )
    return found


def why_sheet(misses: Sequence[ExplainedMiss]) -> Sheet:
    """One row a part: vintage, line, year, part, value; the rest and the whole error last."""
    columns = [
        Column("vintage", "text"),
        Column("line", "line"),
        Column("year", "year"),
        Column("part", "group"),
        Column("unit", "text"),
        Column("value", signed=True),
    ]
    rows: list[list[Cell]] = []
    for miss in misses:
        unit = unit_of_change(line_items()[miss.line].unit)
        whole = {**miss.parts, REST: miss.rest, ERROR: miss.error}
        rows += [
            [miss.vintage, miss.line, miss.year, part, unit, value] for part, value in whole.items()
        ]
    return sheet("score_why", columns, rows)


def assumption_sheet(misses: Sequence[AssumptionMiss]) -> Sheet:
    """Each assumption beside its outcome."""
    columns = [
        Column("vintage", "text"),
        Column("assumption", "assumption"),
        Column("year", "year"),
        Column("horizon", unit="count", decimals=0),
        Column("unit", "text"),
        Column("forecast", decimals=2),
        Column("outcome", decimals=2),
        Column("error", decimals=2, signed=True),
    ]
    rows: list[list[Cell]] = [
        [
            m.vintage, m.key, m.year, m.horizon, scenario_keys()[m.key].unit,
            m.forecast, m.outcome, m.error,
        ]
        for m in misses
    ]  # fmt: skip
    return sheet("score_assumptions", columns, rows)
