"""Sensitivity (*känslighet*): which assumption a figure depends on most, one at a time.

Every assumption goes to the ends of its own range while the others stay (tornado), or takes one
step (elasticities). All at once is the question of `sobol.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtri

from analysis.catalogue import unit_of_change
from analysis.catalogue.lines import line_items
from analysis.errors import InputError, Message, nearest, shown, verbatim
from analysis.inputs.links import active
from analysis.inputs.parameters import registry
from analysis.inputs.scenario import Scenario
from analysis.inputs.uncertainty import Uncertainty
from analysis.model import graph
from analysis.model.assumptions import apply, known
from analysis.model.calibration import Calibration
from analysis.model.chapters import model
from analysis.model.graph import Array
from analysis.model.inputs_of_keys import input_name
from analysis.model.links import brought, together
from analysis.model.projection import shown as in_unit
from analysis.study.draws import Errors, with_error
from analysis.study.figure_names import figure_id
from analysis.study.sheet import Cell, Column, Sheet, about, sheet, year_columns

ELASTICITY_LINES = ("net_result", "balanced_budget_result", "cash")
"""Lines that are told of when no others are asked for, as far as the plan gives them."""


@dataclass(frozen=True)
class Tornado:
    """The line in `year` with each assumption at the low and high end of its range."""

    line: str
    year: int
    base: float
    keys: tuple[str, ...]
    low: Array
    high: Array
    shifts: Array
    interval: tuple[float, float]
    linked: dict[str, tuple[float, float]] = field(default_factory=dict)
    """The two ends where what is linked to an assumption moves with it, where anything is."""

    def sheets(self) -> tuple[Sheet, ...]:
        """Largest swing first; then the assumptions that bring others with them by links."""
        unit = line_items()[self.line].unit
        columns = [
            Column("assumption", "assumption"),
            Column("shift_unit", "text"),
            Column("shift_low", signed=True, decimals=2),
            Column("shift_high", signed=True, decimals=2),
            Column("unit", "text"),
            Column("at_low"),
            Column("at_high"),
            Column("swing"),
        ]
        rows: list[list[Cell]] = []
        for i in self.ranked():
            own = _shift_unit(self.keys[i])
            ends = (float(self.low[i]), float(self.high[i]))
            shifts = map(float, self.shifts[i])
            rows.append([self.keys[i], own, *shifts, unit, *ends, abs(ends[1] - ends[0])])
        held = [
            [*rows[self.ranked().index(self.keys.index(key))][:5], low, high, abs(high - low)]
            for key, (low, high) in self.linked.items()
        ]
        made = [sheet("tornado", columns, rows)]
        if held:
            made.append(sheet("tornado_linked", columns, held))
        return tuple(about(each, self._names) for each in made)

    def _names(self, row: dict[str, Cell]) -> list[tuple[str, tuple[str, ...]]]:
        """The assumption that is moved, and the figure that follows."""
        moved = figure_id(input_name(str(row["assumption"])), self.year)
        figure = figure_id(self.line, self.year)
        return [(moved, ("shift_low", "shift_high")), (figure, ("at_low", "at_high", "swing"))]

    @property
    def idle(self) -> list[str]:
        """The assumptions that do not move the line in the year at all."""
        at_rest = (self.low == self.base) & (self.high == self.base)
        return [key for key, rests in zip(self.keys, at_rest, strict=True) if rests]

    def ranked(self) -> list[int]:
        """Assumptions by swing, the largest first."""
        return [int(i) for i in np.argsort(-np.abs(self.high - self.low), kind="stable")]


def _shift_unit(key: str) -> str:
    return unit_of_change(registry()[key].unit)


@dataclass(frozen=True)
class Elasticities:
    """What one step of each assumption does to lines, (K, L, T), in the units of the lines."""

    years: tuple[int, ...]
    year: int
    keys: tuple[str, ...]
    steps: tuple[float, ...]
    lasting: tuple[bool, ...]
    lines: tuple[str, ...]
    effects: Array
    linked: dict[str, Array] = field(default_factory=dict)
    """The effects (L, T) where what is linked to an assumption moves with it."""

    def sheets(self) -> tuple[Sheet, ...]:
        """Each step alone; then those that bring others with them by links."""
        columns = [
            Column("assumption", "assumption"),
            Column("step", signed=True, decimals=1),
            Column("step_unit", "text"),
            Column("when", "word"),
            Column("line", "line"),
            Column("unit", "text"),
            *year_columns(self.years, signed=True),
        ]
        alone = self._rows(range(len(self.keys)), self.effects)
        made = [sheet("elasticities", columns, alone)]
        if self.linked:
            at = [self.keys.index(key) for key in self.linked]
            rows = self._rows(at, np.stack(list(self.linked.values())))
            made.append(sheet("elasticities_linked", columns, rows))
        return tuple(about(each, self._names) for each in made)

    def _names(self, row: dict[str, Cell]) -> list[tuple[str, tuple[str, ...]]]:
        """The assumption that takes a step, and the line of each year that it moves."""
        stepped = figure_id(input_name(str(row["assumption"])), self.year)
        line = str(row["line"])
        return [(stepped, ("step",)), *((figure_id(line, y), (str(y),)) for y in self.years)]

    def _rows(self, at: Sequence[int], effects: Array) -> list[list[Cell]]:
        """Rows of the keys at these places, whose effects are (K', L, T)."""
        return [
            [
                self.keys[k],
                self.steps[k],
                _shift_unit(self.keys[k]),
                "from_year" if self.lasting[k] else "in_year",
                line,
                unit_of_change(line_items()[line].unit),
                *map(float, effects[row, number]),
            ]
            for row, k in enumerate(at)
            for number, line in enumerate(self.lines)
        ]


def given_inputs(calibration: Calibration, scenario: Scenario) -> dict[str, Array]:
    """The inputs of the graph under a scenario."""
    moved = apply(scenario, calibration.plan, calibration.inputs)
    return known({**calibration.inputs, **moved})


def line_values(
    calibration: Calibration, given: dict[str, Array], moved: dict[str, Array], line: str
) -> Array:
    """A line (N, T) in its own unit with some inputs moved, each (N, T') or (T').

    A line that none of them reaches is the same in every row. Raises InputError.
    """
    lacking = graph.missing(model(), given)
    if line not in line_items() or line not in model() or line in lacking:
        known = [n for n in model() if n in line_items() and n not in lacking]
        raise InputError(
            Message("there is no line {line!r} here", line=shown(line)),
            nearest=nearest(line, known),
        )
    values = graph.evaluate(model(), {**given, **moved}, [line])[line]
    rows = next((len(v) for v in moved.values() if v.ndim > 1), None)
    found = in_unit(line, values, len(calibration.years))
    return found if rows is None or found.ndim > 1 else np.broadcast_to(found, (rows, len(found)))


def tornado(
    calibration: Calibration, scenario: Scenario, uncertainty: Uncertainty, line: str, year: int
) -> Tornado:
    """Each assumption at the ends of the interval of its own distribution, in every year with an
    unknown outcome at once; the others as in the scenario. Raises InputError."""
    errors, given = Errors(uncertainty, calibration.inputs), given_inputs(calibration, scenario)
    column = column_of(calibration, year)
    keys = tuple(k for k in errors.keys if input_name(k) in given)
    low_end, high_end = uncertainty.file.interval
    runs: list[tuple[str, Array]] = []
    for key in keys:
        base = given[input_name(key)]
        for share in (low_end, high_end):
            normal = np.full((1, len(errors.years)), ndtri(share))
            runs.append((input_name(key), with_error(errors, key, base, normal)[0]))
    values = line_values(calibration, given, _stacked(given, runs), line)
    at = values[1:, column].reshape(len(keys), 2)
    return Tornado(
        line, year, float(values[0, column]), keys, at[:, 0], at[:, 1],
        _shifts(calibration, given, keys, runs, year), (low_end, high_end),
        _linked_ends(calibration, scenario, given, keys, runs, line, column),
    )  # fmt: skip


def _linked_ends(
    calibration: Calibration,
    scenario: Scenario,
    given: dict[str, Array],
    keys: Sequence[str],
    runs: Sequence[tuple[str, Array]],
    line: str,
    column: int,
) -> dict[str, tuple[float, float]]:
    """The line at the ends of each assumption that others are linked to, they moving with it."""
    found = {}
    for number, key in enumerate(keys):
        ends = np.stack([values for _, values in runs[2 * number : 2 * number + 2]])
        moved = _with_links(calibration, scenario, given, key, ends)
        if len(moved) > 1:
            low, high = line_values(calibration, given, moved, line)[:, column]
            found[key] = (float(low), float(high))
    return found


def _with_links(
    calibration: Calibration, scenario: Scenario, given: dict[str, Array], key: str, values: Array
) -> dict[str, Array]:
    """The input of `key` with these values (N, T), and what its links bring to other inputs."""
    links = [link for link in active(scenario.linked, scenario.scope) if link.start == key]
    moved = {input_name(key): values}
    return together(moved, given, brought(links, calibration.plan, moved, given))


def _shifts(
    calibration: Calibration,
    given: dict[str, Array],
    keys: Sequence[str],
    runs: Sequence[tuple[str, Array]],
    year: int,
) -> Array:
    """How far each assumption was moved in `year`, (K, 2), in the unit of its file."""
    found = np.zeros((len(keys), 2))
    for number, (name, moved) in enumerate(runs):
        spec = registry()[keys[number // 2]]
        place = calibration.plan.spec_years(spec).index(year)
        found[number // 2, number % 2] = (moved - given[name])[place] / spec.factor
    return found


def _stacked(given: dict[str, Array], runs: Sequence[tuple[str, Array]]) -> dict[str, Array]:
    """Runs as rows after a first row without changes: each moves one input and no other."""
    moved: dict[str, Array] = {}
    for row, (name, values) in enumerate(runs, 1):
        if name not in moved:
            moved[name] = np.tile(given[name], (len(runs) + 1, 1))
        moved[name][row] = values
    return moved


def column_of(calibration: Calibration, year: int) -> int:
    years = calibration.years
    if year not in years:
        raise InputError(
            Message("the plan does not hold this year"),
            value=year,
            expected=verbatim(f"{years[0]}-{years[-1]}"),
        )
    return years.index(year)


def elasticities(
    calibration: Calibration,
    scenario: Scenario,
    uncertainty: Uncertainty,
    year: int,
    lines: Sequence[str] = ELASTICITY_LINES,
) -> Elasticities:
    """What one step of each assumption in `year` (or from it on) does. Raises InputError."""
    column_of(calibration, year)
    given = given_inputs(calibration, scenario)
    steps = {k: s for k, s in uncertainty.file.steps.items() if input_name(k) in given}
    runs = []
    for key, step in steps.items():
        spec, values = registry()[key], given[input_name(key)].copy()
        place = calibration.plan.spec_years(spec).index(year)
        values[place : None if step.lasting else place + 1] += step.step * spec.factor
        runs.append((input_name(key), values))
    moved = _stacked(given, runs)
    effects = []
    for line in lines:
        values = line_values(calibration, given, moved, line)
        effects.append(values[1:] - values[0])
    return Elasticities(
        calibration.years, year, tuple(steps), tuple(s.step for s in steps.values()),
        tuple(s.lasting for s in steps.values()), tuple(lines), np.stack(effects, axis=1),
        _linked_effects(calibration, scenario, given, tuple(steps), runs, lines),
    )  # fmt: skip


def _linked_effects(
    calibration: Calibration,
    scenario: Scenario,
    given: dict[str, Array],
    keys: Sequence[str],
    runs: Sequence[tuple[str, Array]],
    lines: Sequence[str],
) -> dict[str, Array]:
    """What a step of an assumption that others are linked to does, they moving with it."""
    found = {}
    for key, (_, values) in zip(keys, runs, strict=True):
        moved = _with_links(calibration, scenario, given, key, values[None])
        if len(moved) > 1:
            found[key] = np.stack(
                [
                    line_values(calibration, given, moved, line)[0]
                    - line_values(calibration, given, {}, line)
                    for line in lines
                ]
            )
    return found
