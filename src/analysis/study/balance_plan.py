"""Planning a balanced budget (*balanskravsplan*): what the law says of a plan, and the way out.

First the plan as it stands: deficits, when later surpluses restore them, what is overdue. Then the
cheapest lawful path with reserves, and what an unrealised swing of the portfolio does to both.
"""

from dataclasses import dataclass

import numpy as np

from analysis.errors import InputError, Message, verbatim
from analysis.inputs.balance_rules import balance_rules
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.graph import Array
from analysis.model.projection import Projection
from analysis.study.balance_path import Opening, Path, Results, cheapest_path
from analysis.study.balance_rules import (
    Restoring,
    reservation_room,
    restoring,
    stock_cap,
)
from analysis.study.labels import Labels
from analysis.study.sheet import Cell, Column, Sheet, of_years, sheet, year_columns

NEEDED = (
    "net_result",
    "portfolio_return",
    "other_exclusions",
    "tax_and_grants",
    "equity",
    "contingent_pension_liability",
)


@dataclass(frozen=True)
class BalancePlan:
    """A plan under the rules: as it stands, the cheapest lawful path, and the one that closes."""

    results: Results
    opening: Opening
    standing: Restoring
    overdue: Array
    overdue_amount: Array
    room: Array
    lawful: Path
    closed: Path
    swings: tuple["Swing", ...] = ()

    def sheets(self) -> tuple[Sheet, ...]:
        made = [self._standing_sheet()]
        made += [_path_sheet(n, p) for n, p in (("lawful", self.lawful), ("closed", self.closed))]
        if self.swings:
            made.append(_swing_sheet(self.results.years, self.swings))
        return tuple(made)

    def _standing_sheet(self) -> Sheet:
        results = self.results
        restored = self.standing.restored.sum(axis=-2)
        open_ = self.standing.open.sum(axis=-2)
        series: list[tuple[str, Array]] = [
            ("net", results.net),
            ("adjusted", results.adjusted),
            ("restored", restored),
            ("open", open_),
            ("overdue", self.overdue_amount),
            ("room", self.room),
            ("stock_cap", stock_cap(results.tax_and_grants)),
        ]
        names = ["net_result", *[""] * (len(series) - 1)]
        return of_years(sheet("balance_standing", _columns(results.years), _rows(series)), names)


@dataclass(frozen=True)
class Swing:
    """One case of a fall in the portfolio: results and the measures of the closed path."""

    name: str
    results: Results
    room: Array
    path: Path


def _columns(years: tuple[int, ...]) -> list[Column]:
    return [Column("measure", "word"), Column("unit", "text"), *year_columns(years, decimals=1)]


def _rows(series: list[tuple[str, Array]]) -> list[list[Cell]]:
    return [[name, "mnkr", *map(float, values)] for name, values in series]


def _path_sheet(name: str, path: Path) -> Sheet:
    series: list[tuple[str, Array]] = [
        ("adjusted", path.results.adjusted),
        ("measures", path.measures),
        ("reserved", -path.reserved),
        ("old_used", path.old_used),
        ("used", path.used),
        ("balanced", path.balanced),
        ("restored", path.restored),
        ("old_stock", path.old_stock),
        ("stock", path.stock),
    ]
    return sheet(f"balance_{name}", _columns(path.results.years), _rows(series))


def _swing_sheet(years: tuple[int, ...], swings: tuple[Swing, ...]) -> Sheet:
    columns = [Column("case", "word"), *_columns(years)]
    rows: list[list[Cell]] = []
    for swing in swings:
        series = [
            ("net", swing.results.net),
            ("adjusted", swing.results.adjusted),
            ("room", swing.room),
            ("measures", swing.path.measures),
        ]
        rows += [[swing.name, *row] for row in _rows(series)]
    return sheet("balance_swing", columns, rows)


def results_of(years: tuple[int, ...], nodes: dict[str, Array]) -> Results:
    """The results that the law looks at, before any reserve is used or filled."""
    size = (len(years),)
    value = {name: np.broadcast_to(nodes[name], size).astype(float) for name in NEEDED}
    adjusted = value["net_result"] + value["portfolio_return"] + value["other_exclusions"]
    equity = value["equity"] - value["contingent_pension_liability"]
    return Results(years, value["net_result"], adjusted, value["tax_and_grants"], equity)


def stated_reserve(projection: Projection) -> float:
    """What the result reserves hold when the plan begins, mnkr, as `plan.yml` says; else 0."""
    return float(projection.calibration.inputs.get("opening_reserve", np.zeros(1))[0])


def balance_plan(
    projection: Projection, opening: Opening, swing: float = 0.0, swing_year: int | None = None
) -> BalancePlan:
    """The rules of a balanced budget on a projection.

    `swing` is a fall of the portfolio in per cent in `swing_year`; nothing is asked without it.
    Raises InputError where the plan lacks what the rules need.
    """
    lacking = [name for name in NEEDED if name not in projection.nodes]
    if lacking:
        raise InputError(
            Message("the plan lacks what the rules need: {names}", names=Labels(lacking))
        )
    _check(opening, projection.years)
    results = results_of(projection.years, projection.nodes)
    lawful, closed = cheapest_path(results, opening), cheapest_path(results, opening, close=True)
    standing = _standing(results, opening)
    swings = _swings(projection, results, opening, swing, swing_year) if swing else ()
    span = int(balance_rules().restoring_years.value)
    before = len(_years_before(results, opening))
    return BalancePlan(
        results,
        opening,
        Restoring(
            standing.deficit[before:], standing.restored[:, before:], standing.open[:, before:]
        ),
        standing.overdue(span)[before:],
        standing.overdue_amount(span)[before:],
        _room(results, opening),
        lawful,
        closed,
        swings,
    )


def _check(opening: Opening, years: tuple[int, ...]) -> None:
    span = int(balance_rules().restoring_years.value)
    for year, amount in opening.deficits.items():
        if not years[0] - span <= year < years[0] or amount < 0:
            raise InputError(
                Message("an open deficit must be a positive amount from a year before the plan"),
                value=f"{year}={amount:g}",
                expected=verbatim(f"{years[0] - span}-{years[0] - 1}"),
            )
    for name, amount in (("RUR", opening.old_reserve), ("reserve", opening.reserve)):
        if not (np.isfinite(amount) and amount >= 0):
            raise InputError(Message("a reserve is not negative"), column=name, value=amount)


def _standing(results: Results, opening: Opening) -> Restoring:
    """The plan as it stands, deficits from before it first, without any use of reserves."""
    before = [-opening.deficits.get(year, 0.0) for year in _years_before(results, opening)]
    return restoring(np.concatenate([before, results.adjusted]))


def _years_before(results: Results, opening: Opening) -> range:
    """From the oldest open deficit to the plan: years without one count towards the three too."""
    return range(min(opening.deficits, default=results.years[0]), results.years[0])


def _room(results: Results, opening: Opening) -> Array:
    """The most that may be reserved in each year, given the opening stock."""
    return np.asarray(
        reservation_room(
            results.net,
            results.adjusted,
            results.tax_and_grants,
            results.equity_after_liability,
            np.full(len(results.years), opening.reserve),
            _standing(results, opening).restored.sum(axis=0)[-len(results.years) :],
        )
    )


def _swings(
    projection: Projection,
    results: Results,
    opening: Opening,
    swing: float,
    swing_year: int | None,
) -> tuple[Swing, ...]:
    """The plan, the fall when nothing is sold, and the fall with the plan's realised share."""
    year = projection.years[0] if swing_year is None else swing_year
    if year not in projection.years:
        raise InputError(Message("the plan does not hold this year"), value=year)
    column = projection.years.index(year)
    cases = [("no_swing", results)]
    for name in ("unrealised", "plan_share"):
        cases.append((name, _fallen(projection, swing / 100, column, name == "unrealised")))
    return tuple(
        Swing(name, case, _room(case, opening), cheapest_path(case, opening, close=True))
        for name, case in cases
    )


def _fallen(projection: Projection, share: float, column: int, unrealised: bool) -> Results:
    """Results when the portfolio falls by `share` in one year (through the whole model)."""
    nodes, inputs = projection.nodes, projection.calibration.inputs
    given = {**inputs, **{name: nodes[name] for name in projection.moved}}
    rate = given["portfolio_return_rate"].copy()
    rate[column] -= share
    # The balanced budget leaves out all of the fall, or only the plan's unrealised share of it.
    kept_out = np.ones_like(rate) if unrealised else given["unrealised_share"]
    moved = {"portfolio_return_rate": rate, "unrealised_share_of_deviation": kept_out}
    values = graph.evaluate(model(), {**given, **moved}, NEEDED)
    return results_of(projection.years, values)
