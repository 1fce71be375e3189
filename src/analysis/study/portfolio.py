"""The pension portfolio to 2040 (*pensionsportföljen*): does it meet the whole obligation?

Coverage is the portfolio over provision and contingent liability. Asked for are the coverage under
scenarios of return and inflation, the yearly contribution or the return that reaches the goal, and
what moving capital to or from the portfolio does to result and cash within the plan.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from analysis.catalogue import unit_of_change
from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, shown, verbatim
from analysis.inputs.horizon import Horizon
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.graph import Array
from analysis.model.projection import Projection
from analysis.model.projection import shown as in_unit
from analysis.study.capital import Capital, readings
from analysis.study.horizon import AFTER, LongInputs, long_inputs
from analysis.study.labels import Labels
from analysis.study.sheet import Cell, Column, Sheet, of_years, sheet, year_columns

MOVED_LINES = (
    "financial_income",
    "net_result",
    "balanced_budget_result",
    "cash",
    "pension_portfolio",
    "pension_coverage",
    "solidity_full",
)


@dataclass(frozen=True)
class Outcome:
    """A case to the end of the horizon: series (Y,) and what would reach the goal (None: nothing
    within the bounds). The return is a fraction, the contribution mnkr a year."""

    case: str
    portfolio: Array
    provision: Array
    liability: Array
    coverage: Array
    contribution: float | None
    needed_return: float | None


@dataclass(frozen=True)
class Portfolio:
    """All cases, and the effects of moving capital within the plan."""

    projection: Projection
    horizon: Horizon
    after: str
    years: tuple[int, ...]
    start: int
    outcomes: tuple[Outcome, ...]
    moved: dict[int, float]
    effects: dict[str, Array]
    readings: tuple[Capital, ...] = ()

    def sheets(self) -> tuple[Sheet, ...]:
        made = [self._coverage_sheet(), self._needed_sheet(), self._base_sheet()]
        made.append(self._readings_sheet())
        return (*made, self._moved_sheet()) if self.moved else tuple(made)

    def _coverage_sheet(self) -> Sheet:
        columns = [Column("case", "case"), Column("unit", "text"), *year_columns(self.years)]
        rows: list[list[Cell]] = [
            [outcome.case, "pct", *(100 * float(v) for v in outcome.coverage)]
            for outcome in self.outcomes
        ]
        names = ["pension_coverage", *[""] * (len(rows) - 1)]  # the first case is as assumed
        return of_years(sheet("portfolio_coverage", columns, rows), names)

    def _needed_sheet(self) -> Sheet:
        columns = [
            Column("case", "case"),
            Column("coverage_end", unit="pct"),
            Column("full_from", "year"),
            Column("contribution", unit="mnkr", signed=True),
            Column("needed_return", unit="pct", decimals=2),
        ]
        rows: list[list[Cell]] = []
        for outcome in self.outcomes:
            reached = full_from(self.years, outcome.coverage, self.horizon)
            rate = None if outcome.needed_return is None else 100 * outcome.needed_return
            end = 100 * float(outcome.coverage[-1])
            rows.append([outcome.case, end, reached, outcome.contribution, rate])
        return sheet("portfolio_needed", columns, rows)

    def _base_sheet(self) -> Sheet:
        first = self.outcomes[0]
        columns = [Column("line", "line"), Column("unit", "text"), *year_columns(self.years)]
        series = {
            "pension_portfolio": first.portfolio,
            "pension_provision": first.provision,
            "contingent_pension_liability": first.liability,
        }
        rows: list[list[Cell]] = [
            [name, "mnkr", *map(float, values)] for name, values in series.items()
        ]
        return of_years(sheet("portfolio_base", columns, rows), list(series))

    def _readings_sheet(self) -> Sheet:
        columns = [
            Column("reading", "word"),
            Column("use", "word"),
            Column("capital", unit="mnkr", decimals=0),
            Column("coverage", unit="pct"),
        ]
        rows: list[list[Cell]] = []
        for one in self.readings:
            used = "used_reading" if one.name == self.horizon.capital.reading else "not_used"
            rows.append([one.name, used, one.capital, 100 * one.coverage])
        return sheet("portfolio_readings", columns, rows)

    def _moved_sheet(self) -> Sheet:
        years = year_columns(self.projection.years, signed=True)
        columns = [Column("line", "line"), Column("unit", "text"), *years]
        rows: list[list[Cell]] = [
            [line, unit_of_change(line_items()[line].unit), *map(float, values)]
            for line, values in self.effects.items()
        ]
        return sheet("portfolio_moved", columns, rows)


def full_from(years: tuple[int, ...], coverage: Array, horizon: Horizon) -> int | None:
    """The first year from which the goal is met to the end; None when it is not at the end."""
    met = coverage >= horizon.target_coverage.value / 100 - 1e-12
    if not met[-1]:
        return None
    misses = np.flatnonzero(~met)
    return years[0] if not len(misses) else years[int(misses[-1]) + 1]


def portfolio(
    projection: Projection,
    horizon: Horizon,
    after: str = "reinvest",
    moves: Mapping[int, float] | None = None,
) -> Portfolio:
    """The portfolio under every case. `moves` are mnkr out of the portfolio into cash by year
    (negative: into it). Raises InputError."""
    wanted = dict(moves or {})
    _refuse(projection, after, wanted)
    longer = long_inputs(projection, horizon, after)
    # The first year is under way; return, inflation and contributions differ from the next.
    start = 1
    outcomes = tuple(_outcome(longer, horizon, case, start) for case in horizon.cases)
    effects = _effects(projection, wanted) if wanted else {}
    return Portfolio(
        projection,
        horizon,
        after,
        longer.years,
        longer.years[start],
        outcomes,
        wanted,
        effects,
        readings(projection),
    )


def _refuse(projection: Projection, after: str, wanted: Mapping[int, float]) -> None:
    """Raise InputError for a rule that does not exist, a plan that lacks what the portfolio needs,
    and moves of years that it does not hold."""
    if after not in AFTER:
        raise InputError(
            Message("unknown rule {after!r}", after=shown(after)),
            expected=Message("one of: {names}", names=", ".join(AFTER)),
        )
    lacking = [n for n in ("pension_coverage", "portfolio_moves") if n not in projection.nodes]
    if lacking:
        raise InputError(
            Message("the plan lacks what the portfolio needs: {names}", names=Labels(lacking))
        )
    outside = [year for year in wanted if year not in projection.years]
    if outside:
        span = f"{projection.years[0]}-{projection.years[-1]}"
        raise InputError(
            Message("the plan does not hold these years"), value=outside, expected=verbatim(span)
        )


def _outcome(longer: LongInputs, horizon: Horizon, case: str, start: int) -> Outcome:
    change = horizon.cases[case]
    rate = longer.inputs["portfolio_return_rate"].copy()
    growth = longer.inputs["price_base_amount_growth"].copy()
    rate[start:] += change.return_change / 100
    growth[start:] += change.inflation_change / 100
    moved = {"portfolio_return_rate": rate, "price_base_amount_growth": growth}
    values = longer.evaluate(moved)
    goal = horizon.target_coverage.value / 100

    def after_contribution(amount: float) -> float:
        moves = longer.inputs["portfolio_moves"].copy()
        moves[start:] += amount
        coverage = longer.evaluate({**moved, "portfolio_moves": moves})["pension_coverage"]
        return float(coverage[-1]) - goal

    def after_return(level: float) -> float:
        other = rate.copy()
        other[start:] = level
        found = longer.evaluate({**moved, "portfolio_return_rate": other})
        return float(found["pension_coverage"][-1]) - goal

    return Outcome(
        case,
        values["pension_portfolio"],
        values["pension_provision"],
        values["contingent_pension_liability"],
        values["pension_coverage"],
        _root(after_contribution, horizon.contribution_low.value, horizon.contribution_high.value),
        _root(after_return, horizon.return_low.value / 100, horizon.return_high.value / 100),
    )


def _root(function: Callable[[float], float], low: float, high: float) -> float | None:
    """Where the goal is just met; None when it is not met anywhere between the bounds."""
    if function(low) * function(high) > 0:
        return None
    return float(brentq(function, low, high, xtol=1e-10))


def _effects(projection: Projection, moves: Mapping[int, float]) -> dict[str, Array]:
    """What moving capital to cash does to the lines of the plan, in their units."""
    nodes = projection.nodes
    given = {**projection.calibration.inputs, **{n: nodes[n] for n in projection.moved}}
    draw = given["portfolio_draw"].copy()
    for year, amount in moves.items():
        draw[projection.years.index(year)] += amount
    lines = [line for line in MOVED_LINES if line in projection.lines]
    values = graph.evaluate(model(), {**given, "portfolio_draw": draw}, lines)
    years = len(projection.years)
    return {line: in_unit(line, values[line], years) - projection.lines[line] for line in lines}
