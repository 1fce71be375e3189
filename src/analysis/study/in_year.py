"""The outcome of a year that is under way (*årsprognos*): what is booked, and the plan.

Two things are known of a line: the plan with its error, and what has been booked until a month,
which over the share of the year that it stands for is a forecast of its own. Each is weighted by
how sure it is. The share of a year is off like a bridge of random steps, most in the middle and not
at all at the end, so that the forecast is the plan in January and the ledger in December. Draws of
the plan keep how lines go together; each is moved towards what is booked (Matheron's rule).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message
from analysis.inputs.in_year import Booked
from analysis.inputs.seasonality import WHOLE, Season
from analysis.inputs.uncertainty import FILE, load_uncertainty
from analysis.model import graph
from analysis.model.chapters import model
from analysis.model.graph import Array
from analysis.model.projection import Projection
from analysis.study.labels import few
from analysis.study.sheet import Cell, Column, Sheet, sheet
from analysis.study.uncertainty import simulate

TOTALS = ("net_operating_cost", "operating_result", "net_result")
SHARES = (0.05, 0.25, 0.75, 0.95)
"""Ends of the intervals of 90 and 50 per cent."""


@dataclass(frozen=True)
class LineForecast:
    """A line at the end of the year, in its unit: `weight` is how much what is booked counts
    against the plan; `ends` are those of the intervals of 90 and 50 per cent."""

    line: str
    plan: float
    forecast: float
    ends: tuple[float, ...]
    booked: Booked | None = None
    straight: float | None = None
    weight: float | None = None


@dataclass(frozen=True)
class InYear:
    """Every line of the income statement, and its totals."""

    projection: Projection
    year: int
    lines: tuple[LineForecast, ...]
    drawn: bool

    def of(self, line: str) -> LineForecast:
        """One line. Raises KeyError."""
        return {each.line: each for each in self.lines}[line]

    def sheets(self) -> tuple[Sheet, ...]:
        columns = [
            Column("line", "line"),
            Column("unit", "text"),
            Column("month", unit="count", decimals=0),
            *(Column(name) for name in ("booked", "plan", "straight")),
            Column("weight", unit="share", decimals=2),
            Column("expected"),
            Column("deviation", signed=True),
            *(Column(name) for name in ("low_90", "low_50", "high_50", "high_90")),
        ]
        rows: list[list[Cell]] = []
        for one in self.lines:
            month = None if one.booked is None else one.booked.month
            booked = None if one.booked is None else one.booked.value
            rows.append(
                [
                    one.line, line_items()[one.line].unit, month, booked, one.plan, one.straight,
                    one.weight, one.forecast, one.forecast - one.plan, *one.ends,
                ]
            )  # fmt: skip
        return (sheet("forecast", columns, rows),)


def in_year(
    projection: Projection,
    year: int,
    booked: Mapping[str, Booked],
    seasons: Mapping[str, Season],
    draws: int = 8192,
    seed: int = 1,
) -> InYear:
    """The income statement of a year, line by line and in total. Raises InputError."""
    known = [line for line in seasons if line in projection.lines]
    if year not in projection.years or set(booked) - set(known):
        _refuse(projection, year, booked)
    at = projection.years.index(year)
    plan = {line: float(projection.lines[line][at]) for line in known}
    prior, drawn = _prior(projection, at, plan, seasons, draws, seed)
    noise = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(1,))))
    made, posterior, middle = list[LineForecast](), dict(prior), dict(plan)
    for line in known:
        if line in booked:
            one, posterior[line] = _line(
                booked[line], plan[line], prior[line], seasons[line], noise
            )
            middle[line] = one.forecast
        else:
            one = LineForecast(line, plan[line], plan[line], _ends(prior[line]))
        made.append(one)
    for line in projection.calibration.stand_ins - set(known):  # what the costs include
        plan[line] = middle[line] = 0.0
        posterior[line] = np.zeros(draws)
    lacking = graph.missing(model(), plan)
    for total in TOTALS:
        if total not in lacking:
            each = _total(total, middle)
            ends = _ends(_total(total, posterior))
            made.append(LineForecast(total, _first(_total(total, plan)), _first(each), ends))
    return InYear(projection, year, tuple(made), drawn)


def _refuse(projection: Projection, year: int, booked: Mapping[str, Booked]) -> None:
    if year not in projection.years:
        span = f"{projection.years[0]}-{projection.years[-1]}"
        raise InputError(
            Message("the plan does not hold this year"), value=year,
            expected=Message("a year within {years}", years=span),
        )  # fmt: skip
    lacked = [line for line in booked if line not in projection.lines]
    raise InputError(Message("the plan does not hold {lines}, which is booked", lines=few(lacked)))


def _prior(
    projection: Projection,
    at: int,
    plan: Mapping[str, float],
    seasons: Mapping[str, Season],
    draws: int,
    seed: int,
) -> tuple[dict[str, Array], bool]:
    """Draws (N,) of every line around the plan: from its uncertainty where it holds one, with an
    error of its own that makes it no surer than the season file says that plans are."""
    drawn = (projection.plan.folder / FILE).is_file()
    found = {line: np.full(draws, value) for line, value in plan.items()}
    if drawn:
        errors = load_uncertainty(projection.plan)
        made = simulate(projection.calibration, projection.scenario, errors, draws, seed, [*plan])
        found = {line: made.lines[line][:, at] for line in plan}
    stream = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed)))
    for line, value in plan.items():
        least = (abs(value) * seasons[line].plan_error / WHOLE) ** 2
        lacking = np.sqrt(max(0.0, least - float(found[line].var())))
        found[line] = found[line] + lacking * stream.standard_normal(draws)
    return found, drawn


def _line(
    booked: Booked, plan: float, prior: Array, season: Season, noise: np.random.Generator
) -> tuple[LineForecast, Array]:
    """A line with something booked, and its draws moved towards that."""
    share = season.share(booked.month)
    straight = booked.value / share
    own = float(prior.var())
    spread = season.spread / WHOLE * np.sqrt((1 - share) / share) * max(abs(plan), abs(straight))
    weight = own / (own + spread**2) if own + spread**2 else 1.0
    seen = straight + spread * noise.standard_normal(len(prior))
    posterior = prior + weight * (seen - prior)
    middle = plan + weight * (straight - plan)
    one = LineForecast(booked.line, plan, middle, _ends(posterior), booked, straight, weight)
    return one, posterior


def _ends(draws: Array) -> tuple[float, ...]:
    return tuple(float(v) for v in np.quantile(draws, SHARES))


def _total(total: str, lines: Mapping[str, float | Array]) -> Array:
    """A total from its lines, by the model's own sums."""
    given = {line: np.atleast_1d(np.asarray(v, dtype=float)) for line, v in lines.items()}
    found = graph.evaluate(model(), given, [total])[total]
    return np.asarray(found)


def _first(values: Array) -> float:
    return float(values[0])
