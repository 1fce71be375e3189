"""Score a plan (*prognosutvärdering*): forecast against outcome, by line and horizon.

An error is forecast less outcome. Horizon 1 is the first year of the plan. Over several vintages
the errors of a horizon are summarised: mean (bias), mean absolute, root mean square.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, verbatim
from analysis.model.projection import Projection
from analysis.study.miss import (
    AssumptionMiss,
    ExplainedMiss,
    assumption_misses,
    assumption_sheet,
    explained,
    why_sheet,
)
from analysis.study.sheet import Cell, Column, Sheet, sheet

Outcomes = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True)
class Miss:
    """One forecast and its outcome, in the unit of the line."""

    vintage: str
    line: str
    year: int
    horizon: int
    forecast: float
    outcome: float

    @property
    def error(self) -> float:
        return self.forecast - self.outcome

    @property
    def percent(self) -> float:
        """The error in per cent of the outcome; NaN for an outcome of zero."""
        return 100 * self.error / abs(self.outcome) if self.outcome else float("nan")


@dataclass(frozen=True)
class Score:
    """All misses, and the lines and years of the outcomes that no plan held."""

    misses: tuple[Miss, ...]
    unused: tuple[tuple[str, int], ...]
    explained: tuple[ExplainedMiss, ...] = ()
    assumptions: tuple[AssumptionMiss, ...] = ()

    def by_line(self) -> dict[str, list[Miss]]:
        """Misses of each line."""
        found: dict[str, list[Miss]] = {}
        for miss in self.misses:
            found.setdefault(miss.line, []).append(miss)
        return found

    def sheets(self) -> tuple[Sheet, ...]:
        made = [self._miss_sheet(), self._summary_sheet()]
        if self.explained:
            made.append(why_sheet(self.explained))
        if self.assumptions:
            made.append(assumption_sheet(self.assumptions))
        return tuple(made)

    def _miss_sheet(self) -> Sheet:
        columns = [
            Column("vintage", "text"),
            Column("line", "line"),
            Column("year", "year"),
            Column("horizon", unit="count", decimals=0),
            Column("unit", "text"),
            Column("forecast"),
            Column("outcome"),
            Column("error", signed=True),
            Column("error_percent", unit="pct", signed=True),
        ]
        rows: list[list[Cell]] = [
            [
                m.vintage, m.line, m.year, m.horizon, line_items()[m.line].unit,
                m.forecast, m.outcome, m.error,
                None if line_items()[m.line].unit == "pct" else m.percent,
            ]
            for m in self.misses
        ]  # fmt: skip
        return sheet("score_misses", columns, rows)

    def _summary_sheet(self) -> Sheet:
        columns = [
            Column("line", "line"),
            Column("horizon", unit="count", decimals=0),
            Column("number", unit="count", decimals=0),
            Column("unit", "text"),
            Column("bias", signed=True),
            Column("mean_absolute"),
            Column("root_mean_square"),
        ]
        rows: list[list[Cell]] = []
        for line, misses in self.by_line().items():
            for horizon in sorted({m.horizon for m in misses}):
                errors = np.array([m.error for m in misses if m.horizon == horizon])
                rows.append(
                    [line, horizon, len(errors), line_items()[line].unit, *measures(errors)]
                )
        return sheet("score_summary", columns, rows)


def measures(errors: np.ndarray) -> tuple[float, float, float]:
    """Bias, mean absolute error and root mean square error."""
    return (
        float(errors.mean()),
        float(np.abs(errors).mean()),
        float(np.sqrt((errors**2).mean())),
    )


def score(projections: Sequence[Projection], outcomes: Outcomes) -> Score:
    """Score one or several vintages, and split their misses where outcomes of assumptions are known
    too. Raises InputError when nothing can be compared."""
    misses, used = [], set()
    explanations, assumptions = list[ExplainedMiss](), list[AssumptionMiss]()
    for projection in projections:
        explanations += explained(projection, outcomes)
        assumptions += assumption_misses(projection, outcomes)
        for line, values in outcomes.items():
            held = projection.lines.get(line)
            for year, outcome in sorted(values.items()):
                if held is None or year not in projection.years:
                    continue
                place, plan = projection.years.index(year), projection.plan.name
                used.add((line, year))
                misses.append(Miss(plan, line, year, place + 1, float(held[place]), outcome))
    used |= {(miss.key, miss.year) for miss in assumptions}
    if not used:
        spans = "; ".join(f"{p.plan.name} {p.years[0]}-{p.years[-1]}" for p in projections)
        raise InputError(
            Message("no outcome belongs to a line and year of the plan"), expected=verbatim(spans)
        )
    every = {(line, year) for line, values in outcomes.items() for year in values}
    unused = tuple(sorted(every - used))
    return Score(tuple(misses), unused, tuple(explanations), tuple(assumptions))
