"""What a simulation says (*riskmått*): ranges, probabilities of failing, expected shortfall."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from analysis.catalogue.lines import line_items
from analysis.model.graph import Array
from analysis.study.draws import BLOCK
from analysis.study.sheet import Cell, Column, Sheet, sheet, year_columns
from analysis.study.uncertainty import Simulation

CONFIDENCE = 0.95
"""Of the intervals that state the sampling error."""


@dataclass(frozen=True)
class Probability:
    """A share of draws with its standard error and a Wilson interval (Wilson 1927)."""

    value: float
    standard_error: float
    low: float
    high: float


def probability(failed: Array, quasi: bool = False) -> Probability:
    """The share of true values in `failed` (N,), with its sampling error.

    Random draws: binomial. Quasi-random draws: from the spread between whole blocks, each an
    independently scrambled net, when there are at least two; few blocks make the interval wider
    (Student's t).
    """
    count, share = len(failed), float(np.mean(failed))
    z = float(ndtri(0.5 + CONFIDENCE / 2))
    whole = failed[: count - count % BLOCK].reshape(-1, BLOCK).mean(axis=1)
    if quasi and len(whole) > 1:
        error = float(whole.std(ddof=1) / np.sqrt(len(whole)))
        half = float(stdtrit(len(whole) - 1, 0.5 + CONFIDENCE / 2)) * error
        return Probability(share, error, max(0.0, share - half), min(1.0, share + half))
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z * np.sqrt(share * (1 - share) / count + z**2 / (4 * count**2)) / (1 + z**2 / count)
    error = float(np.sqrt(share * (1 - share) / count))
    return Probability(share, error, float(middle - half), float(middle + half))


def failure_probabilities(simulation: Simulation) -> dict[tuple[str, int | None], Probability]:
    """By goal or legal test and year (the last year of a period), and ever under the year None."""
    names = list(dict.fromkeys(name for name, _ in simulation.tests))
    return _probabilities(simulation, names, simulation.failed)


def room_probabilities(simulation: Simulation) -> dict[tuple[str, int | None], Probability]:
    """The same for lying above a band, for the goals that are bands: room, not a risk."""
    goals = simulation.uncertainty.plan.goals
    names = dict.fromkeys(name for name, _ in simulation.tests if name in goals)
    bands = [name for name in names if None not in (goals[name].minimum, goals[name].maximum)]
    return _probabilities(simulation, bands, simulation.over)


def _probabilities(
    simulation: Simulation, names: Sequence[str], hits: Array
) -> dict[tuple[str, int | None], Probability]:
    quasi = simulation.method == "quasi"
    found: dict[tuple[str, int | None], Probability] = {}
    for name in names:
        columns = [i for i, (test, _) in enumerate(simulation.tests) if test == name]
        for column in columns:
            year = simulation.tests[column][1][-1]
            found[name, year] = probability(hits[:, column], quasi)
        ever = np.asarray(hits[:, columns].any(axis=1))
        found[name, None] = probability(ever, quasi)
    return found


def fan(simulation: Simulation, line: str) -> Array:
    """Percentiles of a line, (P, T), at the shares that the data name."""
    shares = simulation.uncertainty.file.percentiles
    return np.quantile(simulation.lines[line], shares, axis=0)


def expected_shortfall(values: Array, tail: float) -> tuple[Array, Array]:
    """The mean of the worst share `tail` of (N, T), and its standard error (T,)."""
    worst = np.sort(values, axis=0)[: max(1, int(np.ceil(tail * len(values))))]
    spread = worst.std(axis=0, ddof=1) if len(worst) > 1 else np.full(values.shape[1], np.nan)
    # Besides the spread within the tail, its edge is drawn too (Acerbi & Tasche 2002).
    edge = (worst[-1] - worst.mean(axis=0)) ** 2 * (1 - tail)
    return worst.mean(axis=0), np.sqrt((spread**2 + edge) / len(worst))


def sheets(simulation: Simulation) -> tuple[Sheet, ...]:
    """Expected shortfall, probabilities and ranges as tables."""
    return _shortfall_sheet(simulation), _probability_sheet(simulation), _fan_sheet(simulation)


def _fan_sheet(simulation: Simulation) -> Sheet:
    columns = [Column("line", "line"), Column("percentile", unit="share", decimals=2)]
    columns += [Column("unit", "text"), *year_columns(simulation.years)]
    rows: list[list[Cell]] = [
        [line, share, line_items()[line].unit, *map(float, values)]
        for line in simulation.lines
        for share, values in zip(
            simulation.uncertainty.file.percentiles, fan(simulation, line), strict=True
        )
    ]
    return sheet("uncertainty_fan", columns, rows)


def _probability_sheet(simulation: Simulation) -> Sheet:
    columns = [
        Column("goal", "goal"),
        Column("side", "word"),
        Column("year", "year"),
        *(
            Column(name, unit="pct")
            for name in ("probability", "standard_error", "interval_low", "interval_high")
        ),
    ]
    rows: list[list[Cell]] = []
    sides = {
        "missed": failure_probabilities(simulation),
        "above_band": room_probabilities(simulation),
    }
    for side, found in sides.items():
        for (goal, year), p in found.items():
            shares = (100 * x for x in (p.value, p.standard_error, p.low, p.high))
            rows.append([goal, side, "ever" if year is None else year, *shares])
    return sheet("uncertainty_goals", columns, rows)


def _shortfall_sheet(simulation: Simulation) -> Sheet:
    values = simulation.lines[simulation.result]
    mean, error = expected_shortfall(values, simulation.uncertainty.file.tail)
    columns = [Column("line", "line"), Column("measure", "word"), Column("unit", "text")]
    columns += year_columns(simulation.years)
    measures = {"mean": values.mean(axis=0), "expected_shortfall": mean, "standard_error": error}
    rows: list[list[Cell]] = [
        [simulation.result, measure, "mnkr", *map(float, numbers)]
        for measure, numbers in measures.items()
    ]
    return sheet("uncertainty_shortfall", columns, rows)
