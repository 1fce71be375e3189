"""The cheapest lawful path (*billigaste lagliga väg*): measures, reserves and restoring by year.

A mixed integer programme (HiGHS by SciPy): the fewest measures with which every deficit is met by
a reserve or restored in time (KL 11:12), and no more is reserved than KL 11:14 allows. Whole
numbers are needed because a year is either in surplus or in deficit: without them a deficit could
be rolled over for ever.
"""

from dataclasses import dataclass, field

import numpy as np

from analysis.inputs.balance_rules import balance_rules
from analysis.model.graph import Array
from analysis.study.balance_rules import reservation_floor, stock_cap
from analysis.study.integer_program import Program


@dataclass(frozen=True)
class Opening:
    """What the plan begins with, mnkr: the old reserve (RUR), the result reserve, old deficits."""

    old_reserve: float = 0.0
    reserve: float = 0.0
    deficits: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Results:
    """Results by year (T,), mnkr, before reserves: net, after adjustments (LKBR 11:10), T, equity
    after the contingent pension liability."""

    years: tuple[int, ...]
    net: Array
    adjusted: Array
    tax_and_grants: Array
    equity_after_liability: Array


@dataclass(frozen=True)
class Path:
    """The cheapest lawful path, mnkr by year (T,). `open` is what is left of each deficit at the
    end, by the year it arose; `due` says when it must be restored."""

    results: Results
    measures: Array
    reserved: Array
    old_used: Array
    used: Array
    balanced: Array
    restored: Array
    old_stock: Array
    stock: Array
    open: dict[int, float]
    due: dict[int, int]

    @property
    def total_measures(self) -> float:
        """The sum of measures over the years, mnkr."""
        return float(self.measures.sum())


OPEN_COST, USE_COST, EARLY_COST = 1e-3, 1e-5, 1e-6
"""Ties are broken by fewer open deficits, then fewer reserves used, then later measures: far
below one krona of measures per krona, so that they never buy a measure."""


def cheapest_path(results: Results, opening: Opening, close: bool = False) -> Path:
    """The fewest measures that the law allows; with `close` nothing may be open at the end.

    Measures improve the result of their own year alone. Raises RunFailed.
    """
    program = Program()
    years = results.years
    limit = _limit(results, opening)
    for t in range(len(years)):
        _year_variables(program, results, opening, t, limit)
    _deficits(program, results, opening, close)
    for t in range(len(years)):
        _year_rows(program, results, opening, t, limit)
    cost: dict[int, float] = {}
    for (name, t, _), column in program.names.items():
        cost |= {column: 1 + EARLY_COST * (len(years) - t)} if name == "measure" else {}
        cost |= {column: USE_COST} if name in {"use", "old_use", "reserve"} else {}
        cost |= {column: OPEN_COST} if name == "open" else {}
    return _path(program, program.solve(cost), results, opening)


def _limit(results: Results, opening: Opening) -> float:
    """An amount that no year can exceed: the big M of either-or rows, mnkr."""
    sums = np.abs(results.adjusted).sum() + np.abs(results.net).sum()
    sums += results.tax_and_grants.max() * 0.1
    return float(sums + opening.old_reserve + opening.reserve + sum(opening.deficits.values()) + 1)


def _year_variables(
    program: Program, results: Results, opening: Opening, t: int, limit: float
) -> None:
    last_old = int(balance_rules().old_reserve_last_year.value)
    old = opening.old_reserve if results.years[t] <= last_old else 0.0
    program.variable("measure", t, upper=limit)
    program.variable("reserve", t, upper=limit)
    program.variable("old_use", t, upper=old)
    program.variable("use", t, upper=limit)
    program.variable("surplus", t, upper=limit)
    program.variable("deficit", t, upper=limit)
    program.variable("in_surplus", t, upper=1, whole=1)
    program.variable("reserves", t, upper=1, whole=1)


def _deficits(program: Program, results: Results, opening: Opening, close: bool) -> None:
    """Each deficit is restored in the following years, or open at the end when not yet due."""
    span = int(balance_rules().restoring_years.value)
    years, last = results.years, results.years[-1]
    for year in (*sorted(opening.deficits), *years):
        within = [y for y in years if year < y <= year + span]
        restored = {program.variable("restore", year, y): 1.0 for y in within}
        due_later = year + span > last and not close
        if due_later:
            restored[program.variable("open", year)] = 1.0
        if year in years:
            restored[program.at("deficit", years.index(year))] = -1.0
            program.row(restored, 0, 0)
        else:
            amount = opening.deficits[year]
            program.row(restored, amount, amount)


def _restored_in(program: Program, year: int) -> dict[int, float]:
    return {c: 1.0 for (n, _, y), c in program.names.items() if n == "restore" and y == year}


def _year_rows(program: Program, results: Results, opening: Opening, t: int, limit: float) -> None:
    at = program.at
    adjusted, net = float(results.adjusted[t]), float(results.net[t])
    uses = {at("use", t): 1.0, at("old_use", t): 1.0}
    program.row(
        {at("surplus", t): 1, at("deficit", t): -1, at("measure", t): -1, at("reserve", t): 1}
        | {column: -1.0 for column in uses},
        adjusted,
        adjusted,
    )
    program.row({at("surplus", t): 1, at("in_surplus", t): -limit}, -np.inf, 0)
    program.row({at("deficit", t): 1, at("in_surplus", t): limit}, -np.inf, limit)
    # A reserve covers a deficit and no more: none is used in a year that ends in surplus.
    program.row({**uses, at("in_surplus", t): limit}, -np.inf, limit)
    restored = _restored_in(program, results.years[t])
    program.row({**restored, at("surplus", t): -1}, -np.inf, 0)
    _reserve_rows(program, results, opening, t, limit, min(net, adjusted), restored)


def _reserve_rows(
    program: Program,
    results: Results,
    opening: Opening,
    t: int,
    limit: float,
    lowest: float,
    restored: dict[int, float],
) -> None:
    """KL 11:14: what exceeds c · T once earlier deficits are restored, up to the largest stock."""
    at = program.at
    floor = float(reservation_floor(results.tax_and_grants, results.equity_after_liability)[t])
    reserve, chosen = at("reserve", t), at("reserves", t)
    program.row({reserve: 1, chosen: -limit}, -np.inf, 0)
    program.row(
        {reserve: 1, at("measure", t): -1, chosen: 2 * limit, **restored},
        -np.inf,
        lowest - floor + 2 * limit,
    )
    # Nothing is reserved while an earlier deficit stays open: cautious practice (Malmö stad 2015).
    for terms, amount in _still_open(program, results, opening, t):
        program.row({**terms, chosen: limit}, -np.inf, limit - amount)
    earlier = {at("reserve", s): 1.0 for s in range(t)} | {at("use", s): -1.0 for s in range(t)}
    cap = float(stock_cap(results.tax_and_grants)[t])
    program.row({**earlier, reserve: 1, chosen: limit}, -np.inf, cap - opening.reserve + limit)
    spent = {at("use", s): 1.0 for s in range(t + 1)} | {at("reserve", s): -1.0 for s in range(t)}
    program.row(spent, -np.inf, opening.reserve)
    program.row({at("old_use", s): 1.0 for s in range(t + 1)}, -np.inf, opening.old_reserve)


def _still_open(
    program: Program, results: Results, opening: Opening, t: int
) -> list[tuple[dict[int, float], float]]:
    """Each earlier deficit less what has restored it by year t: terms and a constant amount."""
    years, found = results.years, []
    for first in (*sorted(opening.deficits), *years[:t]):
        terms = {
            c: -1.0
            for (n, i, y), c in program.names.items()
            if n == "restore" and i == first and y <= years[t]
        }
        if first in years:
            terms[program.at("deficit", years.index(first))] = 1.0
        found.append((terms, opening.deficits.get(first, 0.0)))
    return found


def _path(program: Program, values: Array, results: Results, opening: Opening) -> Path:
    count = range(len(results.years))

    def series(name: str) -> Array:
        return np.array([values[program.at(name, t)] for t in count])

    reserved, old_used, used = series("reserve"), series("old_use"), series("use")
    restored = np.array([sum(values[c] for c in _restored_in(program, y)) for y in results.years])
    left = {i: float(values[c]) for (n, i, _), c in program.names.items() if n == "open"}
    span = int(balance_rules().restoring_years.value)
    still = {year: amount for year, amount in left.items() if amount > 1e-6}
    return Path(
        results,
        series("measure"),
        reserved,
        old_used,
        used,
        results.adjusted + series("measure") - reserved + old_used + used,
        restored,
        opening.old_reserve - np.cumsum(old_used),
        opening.reserve + np.cumsum(reserved - used),
        still,
        {year: year + span for year in still},
    )
