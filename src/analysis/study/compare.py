"""Compare scenarios (*jämför scenarier*): line by line, goal by goal, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.catalogue import unit_of_change
from analysis.catalogue.lines import line_items, line_named
from analysis.errors import InputError, Message, nearest
from analysis.model.goal_results import GoalResult
from analysis.model.projection import Projection
from analysis.study.figure_names import figure_id, of_scenario
from analysis.study.sheet import Cell, Column, Sheet, of_years, sheet, year_columns

MAIN_LINES = (
    "population",
    "tax_revenue",
    "state_grants",
    "net_operating_cost",
    "operating_result",
    "net_result",
    "balanced_budget_result",
    "measures_needed",
    "operating_cash_flow",
    "investing_cash_flow",
    "cash",
    "solidity_full",
    "self_financing_ratio",
)
"""What a comparison shows when no lines are asked for."""


@dataclass(frozen=True)
class Comparison:
    """Several projections of one plan; the first is the one the others are held against."""

    projections: tuple[Projection, ...]
    lines: tuple[str, ...]

    @property
    def base(self) -> Projection:
        return self.projections[0]

    def names(self) -> tuple[str, ...]:
        """The scenarios, the base first."""
        return tuple(p.scenario.name for p in self.projections)

    def difference(self, line: str) -> np.ndarray:
        """What each other scenario adds to the base, (S − 1, T), in the unit of the line."""
        base = self.base.lines[line]
        return np.array([p.lines[line] - base for p in self.projections[1:]])

    def line_sheet(self) -> Sheet:
        """Each line: the base, then each scenario's difference from it."""
        columns = [Column("line", "line"), Column("scenario", "text"), Column("row", "word")]
        columns += [Column("unit", "text"), *year_columns(self.base.years)]
        rows: list[list[Cell]] = []
        for line in self.lines:
            unit = line_items()[line].unit
            head: list[Cell] = [line, self.base.scenario.name, "value", unit]
            rows.append([*head, *map(float, self.base.lines[line])])
            for other, change in zip(self.projections[1:], self.difference(line), strict=True):
                name = other.scenario.name
                rows.append([line, name, "difference", unit_of_change(unit), *map(float, change)])
        names = [of_scenario(str(row[1]), str(row[0])) for row in rows]
        return of_years(sheet("compare_lines", columns, rows), names)

    def goal_sheet(self) -> Sheet:
        """Each goal: how many tests it fails and in how many there is room, first failure, worst
        margin, by scenario."""
        columns = [
            Column("goal", "goal"),
            Column("scenario", "text"),
            Column("tests", unit="count", decimals=0),
            Column("failed", unit="count", decimals=0),
            Column("over", unit="count", decimals=0),
            Column("first_failure", "year"),
            Column("worst_year", "year"),
            Column("unit", "text"),
            Column("worst_value"),
            Column("worst_margin", signed=True),
        ]
        rows = [
            _goal_row(goal, projection)
            for goal in self.base.plan.goals
            for projection in self.projections
            if any(result.id == goal for result in projection.goals)
        ]
        by_name = {projection.scenario.name: projection for projection in self.projections}
        worst = [_worst_figure(str(row[0]), by_name[str(row[1])]) for row in rows]
        figures = tuple((*[""] * (len(columns) - 2), figure, figure) for figure in worst)
        return replace(sheet("compare_goals", columns, rows), figures=figures)

    def sheets(self) -> tuple[Sheet, ...]:
        return self.line_sheet(), self.goal_sheet()


def compare(projections: Sequence[Projection], lines: Sequence[str] = ()) -> Comparison:
    """Compare projections of one plan; lines by id or label.

    Raises InputError for a line that is not there.
    """
    _refuse_one_name(projections)
    lines = [line_named(line) for line in lines]
    held = set.intersection(*(set(p.lines) for p in projections))
    for line in lines:
        if line not in held:
            raise InputError(
                Message("there is no such line in the plan"),
                value=line,
                nearest=nearest(line, held),
            )
    chosen = tuple(lines) or tuple(line for line in MAIN_LINES if line in held)
    if not chosen:
        plan = projections[0].plan.name
        raise InputError(
            Message("the plan {plan} holds none of the lines that a comparison shows", plan=plan)
        )
    return Comparison(tuple(projections), chosen)


def _refuse_one_name(projections: Sequence[Projection]) -> None:
    """Raises InputError where two different scenarios would stand under one name."""
    seen: dict[str, Projection] = {}
    for projection in projections:
        name = projection.scenario.name
        other = seen.setdefault(name, projection)
        if other.digest != projection.digest:
            raise InputError(
                Message("two scenarios with different content have the same name"),
                file=projection.scenario.path,
                value=name,
                expected=Message("a file of another name"),
            )


def results_of(goal: str, projection: Projection) -> list[GoalResult]:
    """The tests of one goal, in the order of the years."""
    return [result for result in projection.goals if result.id == goal]


def first_failure(goal: str, projection: Projection) -> int | None:
    """The first year in which a goal fails: the last year of a period; None when it never does."""
    failed = [r.years[-1] for r in results_of(goal, projection) if not bool(r.passed)]
    return min(failed, default=None)


def years_over(goal: str, projection: Projection) -> tuple[int, ...]:
    """The years in which a goal that is a band is exceeded: there is room (*utrymme*)."""
    return tuple(r.years[-1] for r in results_of(goal, projection) if bool(r.over))


def _worst(results: Sequence[GoalResult]) -> GoalResult:
    return min(results, key=lambda result: float(result.margin))


def _worst_figure(goal: str, projection: Projection) -> str:
    """What is measured where a goal is worst; a quotient over several years is no value."""
    measure, worst = projection.plan.goals[goal].measure, _worst(results_of(goal, projection))
    if measure is None or len(worst.years) > 1:
        return ""
    return of_scenario(projection.scenario.name, figure_id(measure, worst.years[0]))


def _goal_row(goal: str, projection: Projection) -> list[Cell]:
    results = results_of(goal, projection)
    worst = _worst(results)
    return [
        goal,
        projection.scenario.name,
        len(results),
        sum(not bool(result.passed) for result in results),
        sum(bool(result.over) for result in results) if worst.is_band else None,
        first_failure(goal, projection),
        worst.years[-1],
        worst.unit,
        float(worst.value),
        float(worst.margin),
    ]
